"""Data and recipes: choosing what to race on."""
