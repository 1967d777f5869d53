"""Chapters on how models learn: what is computed in them, in plain NumPy, and when their goals are reached."""
