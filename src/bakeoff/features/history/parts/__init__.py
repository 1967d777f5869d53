"""Stored entries, as other features write and open them."""
