"""Waiting for a file that is made, drawn on the pages of other features."""
