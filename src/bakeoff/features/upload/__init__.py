"""The page on which visitors bring data."""
