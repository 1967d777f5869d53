"""A module whose import takes more memory than a small machine has."""

HELD = bytearray(b"1") * 10**9
