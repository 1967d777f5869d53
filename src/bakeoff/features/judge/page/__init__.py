"""The judge's page: the same contenders again and again, and what that says of the difference."""
