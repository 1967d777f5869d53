"""k nearest neighbours: asks the training rows nearest to a new one."""
