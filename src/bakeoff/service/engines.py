"""The engines of a server, whose jobs start warm for every feature."""

from bakeoff.contenders import contenders
from bakeoff.engine.hosted import HostedEngine
from bakeoff.engine.system import is_short_of_memory
from bakeoff.race.engines import cluster_engine, local_engine, needs
from bakeoff.service.kernel import features
from bakeoff.service.once import once
from bakeoff.settings import ServerSettings

SPARE_SLOTS = 3
"""For the labs' rivals, which are soon done, and for a lab whose predecessor is just ending."""


@once
def engine() -> HostedEngine:
    """Return the engine that runs races and studies; the first call starts it."""
    server = ServerSettings.read()
    if server.cluster:
        return cluster_engine(server.cluster, _interactive_slots(), _preload())
    slots = 1 if is_short_of_memory() else server.trainings
    return local_engine(slots=slots, interactive_slots=_interactive_slots(), preload=_preload())


def interactive_engine() -> HostedEngine:
    """Return the engine that runs what somebody plays with or waits for; the first call starts it."""
    server = ServerSettings.read()
    return _beside() if server.cluster and server.interactive == "server" else engine()


@once
def _beside() -> HostedEngine:
    """Return an engine on this machine for interactive jobs alone."""
    return local_engine(1, _interactive_slots(), _preload())


def _interactive_slots() -> int:
    return sum(feature.slots() for feature in features()) + SPARE_SLOTS


def _preload() -> tuple[str, ...]:
    large = needs(contenders()) if ServerSettings.read().keras_at_start else ()
    return (*large, *(module for feature in features() for module in feature.preload))
