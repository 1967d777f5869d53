"""Learn: chapters in which one does what a primer only tells; a folder each, found by walking.

A folder holds ``info.py`` with its `Chapter` record, and what the chapter computes, in plain Python over NumPy arrays
of float64. What is drawn of it is in the folder of the same name in ``ui/learn``. Adding a chapter edits nothing else.
What a page would have to wait for is a function that a job calls, as `bakeoff.learn.calls` says.
"""
