"""Data sets and recipes to start from."""
