"""Gradient boosting: small trees, each of which mends what those before it still have wrong."""
