"""Concept inventory in the open: each question, its wrong ideas, and the experiment that refutes them."""
