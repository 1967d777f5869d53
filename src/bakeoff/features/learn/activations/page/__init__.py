"""The page of chapter 6."""
