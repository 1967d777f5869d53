"""The contract, held by the local engine in both ways that it starts processes, and what is of one machine."""

import psutil
import pytest

from bakeoff.engine.base import Finished, Job, Started, Usage
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.turns import TURN_SECONDS
from tests.unit.engine import sample_jobs
from tests.unit.engine.contract import EngineContract
from tests.unit.engine.contract_queue import at_place
from tests.unit.engine.recorder import Recorder, submit
from tests.waiting import wait_until


class TestForkServer(EngineContract):
    @classmethod
    def start(cls, slots: int) -> LocalEngine:
        return LocalEngine(slots, start_method="forkserver")


@pytest.mark.nightly
class TestSpawn(EngineContract):
    @classmethod
    def start(cls, slots: int) -> LocalEngine:
        return LocalEngine(slots, start_method="spawn")


def test_of_a_target_no_more_run_at_once_than_its_jobs_say_and_others_go_by():
    engine = LocalEngine(2)
    gates = {name: Recorder() for name in "ab"}
    for name, gate in gates.items():
        engine.submit(Job(name, "tests.unit.engine.sample_jobs:wait_for_gate", at_once=1), gate)
    gates["a"].wait_for_message("waiting")
    gates["b"].wait_for(at_place(1))
    assert submit(engine, "c", sample_jobs.echo, 1).end() == Finished("c", 1)
    assert not any(isinstance(event, Started) for event in gates["b"].events)
    engine.send("a", "open")
    gates["a"].end()
    gates["b"].wait_for_message("waiting")
    engine.send("b", "open")
    gates["b"].end()
    engine.close()


def test_what_begins_when_its_owner_has_had_a_turn_gives_way_on_the_cores():
    engine = LocalEngine(2)
    first = submit(engine, "first", sample_jobs.wait_for_gate, owner="many")
    first.wait_for(lambda event: isinstance(event, Usage) and event.wall_seconds > TURN_SECONDS)
    second = submit(engine, "second", sample_jobs.wait_for_gate, owner="many")
    own, earlier = psutil.Process(second.pid()), psutil.Process(first.pid())
    wait_until(lambda: own.nice() > earlier.nice())
    engine.close()
