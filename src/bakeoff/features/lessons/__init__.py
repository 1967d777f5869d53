"""Lessons on the pages, classes that work at them, and certificates."""
