"""Differences of the contenders of a race: why one won, and where one is better than another."""
