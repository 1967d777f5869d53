"""The contract, held by the local engine in both ways that it starts processes."""

from bakeoff.engine import LocalEngine
from tests.unit.engine.contract import EngineContract


class TestForkServer(EngineContract):
    @classmethod
    def start(cls, slots: int) -> LocalEngine:
        return LocalEngine(slots, start_method="forkserver")


class TestSpawn(EngineContract):
    @classmethod
    def start(cls, slots: int) -> LocalEngine:
        return LocalEngine(slots, start_method="spawn")
