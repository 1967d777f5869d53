"""Files to save, and where one is opened."""
