"""Runs jobs, each in a process of its own, and tells what happens to them.

The engine knows nothing of data or models: a job is a function's name and what to call it with.
"""
