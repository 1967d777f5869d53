"""Learn: chapters in which one does what a primer only tells; a folder each, found by walking.

A folder holds ``info.py`` with its `Chapter` record, and what the chapter computes, in plain Python over NumPy arrays
of float64. Its ``page/`` draws that. Adding a chapter edits nothing else. What a page would
have to wait for is a function that a job calls, as `bakeoff.features.learn.calls` says.
"""
