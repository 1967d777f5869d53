"""Checks that a race is set up and ended so that its result means something: one module a check.

Splitting and preparation refuse an impossible race. These checks find races that would run and mislead.
"""
