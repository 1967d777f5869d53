"""LightGBM: boosted trees that grow leaf by leaf."""
