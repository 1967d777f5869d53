"""What any engine must do. A test class for one subclasses `EngineContract` and says how it is started."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest

from bakeoff.engine.base import Engine, Finished
from tests.unit.engine import sample_jobs
from tests.unit.engine.contract_callers import CallersContract
from tests.unit.engine.contract_ends import EndsContract
from tests.unit.engine.contract_queue import QueueContract
from tests.unit.engine.recorder import submit


class EngineContract(EndsContract, QueueContract, CallersContract, ABC):
    """The suite; jobs are those of `sample_jobs`."""

    @classmethod
    @abstractmethod
    def start(cls, slots: int) -> Engine:
        """Start an engine with `slots` slots, and as many interactive ones."""

    @pytest.fixture(scope="class")
    @classmethod
    def two_slots(cls) -> Iterator[Engine]:
        yield from cls.running(2)

    @pytest.fixture(scope="class")
    @classmethod
    def one_slot(cls) -> Iterator[Engine]:
        yield from cls.running(1)

    @classmethod
    def running(cls, slots: int) -> Iterator[Engine]:
        engine = cls.start(slots)
        # Up and warm, so that the leak detector knows the engine's own processes.
        assert submit(engine, "warm-up", sample_jobs.echo).end() == Finished("warm-up", None)
        yield engine
        engine.close()

    def test_slots_are_as_given(self, two_slots, one_slot):
        assert (two_slots.slots, one_slot.slots) == (2, 1)
