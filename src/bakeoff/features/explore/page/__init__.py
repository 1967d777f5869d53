"""The page on which a data set's training part is looked at."""
