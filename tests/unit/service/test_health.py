"""Whether visitors should be sent to a server."""

import contextlib
from dataclasses import dataclass

from bakeoff.history import History
from bakeoff.service.health import engine_trouble, trouble


@dataclass
class Oven:
    """An engine, as far as it is asked."""

    ready: bool


def test_a_warm_engine_and_a_database_that_answers_are_all_that_it_takes(tmp_path):
    with contextlib.closing(History(f"sqlite:///{tmp_path}/history.sqlite")) as history:
        assert trouble(Oven(ready=True), history) == engine_trouble(Oven(ready=True)) == ""
        assert trouble(Oven(ready=False), history) == (
            "The processes that train are being made ready; what waits begins as soon as they are."
        )


def test_a_database_that_does_not_answer_is_told_in_its_own_sentence(tmp_path):
    with contextlib.closing(History(f"sqlite:///{tmp_path}/no/such/folder/history.sqlite")) as history:
        assert trouble(Oven(ready=True), history).startswith("The history")
