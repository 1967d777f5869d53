"""The contract, held by the local engine in both ways that it starts processes, and what is of one machine."""

from bakeoff.engine import Finished, Job, LocalEngine, Started
from tests.unit.engine import sample_jobs
from tests.unit.engine.contract import EngineContract
from tests.unit.engine.contract_queue import at_place
from tests.unit.engine.recorder import Recorder, submit


class TestForkServer(EngineContract):
    @classmethod
    def start(cls, slots: int) -> LocalEngine:
        return LocalEngine(slots, start_method="forkserver")


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
