"""A small network on points in a plane: its settings, training in a job, pictures, and rivals on the same points."""
