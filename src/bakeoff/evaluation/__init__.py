"""Meaning of the numbers: metrics, intervals, tests.

Pure functions over arrays.
"""
