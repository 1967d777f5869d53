"""The page of chapter 3."""
