"""Decision tree: the question that gains most, again and again."""
