"""The bar of a lesson and the form for a new one, drawn on the pages of other features."""
