"""Chapter 3: what a loss is, and what its slope makes of a mistake."""
