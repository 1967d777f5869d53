"""Answers and their explanations, drawn on the pages of other features."""
