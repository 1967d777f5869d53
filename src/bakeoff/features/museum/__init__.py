"""The museum of leaks: mistakes in measuring, each with its cure, both run on the same data."""
