"""What the numbers mean: metrics, intervals, tests, decision regions.

Pure functions over arrays.
"""
