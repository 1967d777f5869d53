"""Meaning of the numbers: metrics, intervals, tests, decision regions.

Pure functions over arrays.
"""
