"""Visitors' races and studies, and goals that they reached, in the database."""
