"""What the numbers mean: metrics, intervals, tests, decision regions.

Pure functions over arrays. May import: `preparation`, `spec`, `contenders`, `datasets`, `fields`, `text`, `errors`.
"""
