"""Decision tree: splits the rows by one feature at a time."""
