"""Random forest: a jury of trees that err on different rows."""
