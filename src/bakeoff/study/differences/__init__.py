"""Differences in words: the parts of a race's test rows on which one of two contenders is clearly better."""
