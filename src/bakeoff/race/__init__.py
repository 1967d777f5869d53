"""A race: one job per contender, what is known while it runs, and the report at its end."""
