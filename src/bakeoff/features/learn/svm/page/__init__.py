"""The chapter on the support vector machine, drawn."""
