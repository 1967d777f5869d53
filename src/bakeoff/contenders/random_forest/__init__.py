"""Random forest: many trees on random rows and features, averaged."""
