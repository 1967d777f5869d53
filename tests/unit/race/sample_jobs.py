"""A job for the tests of the engine that a race brings along."""

import sys

from bakeoff.engine.base import Channel


def loaded(names: list[str], channel: Channel) -> list[str]:
    """Tell which of these modules are loaded from the start."""
    return [name for name in names if name in sys.modules]
