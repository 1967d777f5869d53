"""Lesson pages of their own: classes, certificates."""
