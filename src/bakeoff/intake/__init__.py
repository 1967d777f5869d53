"""Reads what visitors bring in processes of their own, which can be stopped and have limits."""
