"""Contributions of learning platforms to other pages."""
