"""Reasons why a contender won, each with an experiment that tests it; one module for each."""
