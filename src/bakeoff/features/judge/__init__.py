"""The page of the judge."""
