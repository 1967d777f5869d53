"""Method of measurement, and stored data of a visitor."""
