"""Drawings for chapters of Learn, by JavaScript of our own."""
