"""Reads what visitors bring in a process of its own, which can be stopped and has limits.

May import: `engine`, `datasets` and below.
"""

from bakeoff.bring.reading import Reading

__all__ = ["Reading"]
