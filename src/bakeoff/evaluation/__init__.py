"""What the numbers mean: preparation, metrics, intervals, tests, decision regions.

Pure functions over arrays. May import: `spec`, `contenders`, `datasets`, `fields`, `text`, `errors`.
"""
