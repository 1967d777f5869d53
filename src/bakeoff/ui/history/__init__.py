"""The history's page."""
