"""Looks at the training part of a data set before a race, in processes of their own.

Validation and test rows are never looked at, so that nobody chooses by them.
"""
