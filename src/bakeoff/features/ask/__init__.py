"""Questions to the fitted contenders of a race: what they answer for any row, and what would change it."""
