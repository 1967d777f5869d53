"""The chapter of questions."""
