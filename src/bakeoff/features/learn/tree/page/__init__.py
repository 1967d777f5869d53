"""The chapter on the decision tree, drawn."""
