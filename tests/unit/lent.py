"""The tests' engine, lent to what would start and close one of its own."""

from bakeoff.engine.base import Engine


class Lent:
    """The tests' engine, which those that it is lent to do not close."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def close(self) -> None:
        """Leave it open."""
