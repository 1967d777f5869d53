"""The chapter on the random forest, drawn."""
