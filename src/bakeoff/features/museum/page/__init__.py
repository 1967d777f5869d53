"""The page of the museum."""
