"""A run goes to any of its epochs, and is there what it was."""

import pytest

from bakeoff.network.history import TimeMachine
from bakeoff.network.points import make_points
from bakeoff.network.run import LabRun
from bakeoff.network.settings import LabSettings

SETTINGS = LabSettings.parse(
    {"points": 40, "batch_size": 7, "optimizer": "adam", "dropout": 0.1, "regularisation": "l2", "layers": "3:tanh"}
)
FASTER = SETTINGS.replace("learning_rate", 0.1).replace("regularisation_rate", 0.05)
END = 24


def new_run() -> LabRun:
    return LabRun(SETTINGS, make_points(SETTINGS), leave=lambda saved: None)


def train(run: LabRun, epochs: int) -> None:
    run.train(epochs * run.trainer.batches_an_epoch)


def change(run: LabRun) -> None:
    """Change what a run depends on at epochs 7 and 12."""
    if run.trainer.epoch == 7:
        run.change(FASTER)
    if run.trainer.epoch == 12:
        run.edit(0, 0, 1, 0.75)


def weights(run: LabRun) -> bytes:
    return b"".join(one.tobytes() for one in (*run.trainer.links.weights(), *run.trainer.links.biases()))


@pytest.fixture(scope="module")
def known() -> list[bytes]:
    """Return the weights at each epoch of a run that was trained one by one."""
    run, seen = new_run(), []
    for _epoch in range(END + 1):
        change(run)
        seen.append(weights(run))
        train(run, 1)
    return seen


@pytest.fixture
def run() -> LabRun:
    """Return the same run, trained several epochs a call, so that few are stored."""
    run = new_run()
    for epochs in (3, 4, 5, 9, 3):
        train(run, epochs)
        change(run)
    assert [moment.epoch for moment in run.history] == [0, 3, 7, 12, 21, 24]
    return run


def test_each_epoch_can_be_gone_to_past_changes_of_rates_and_weights(run: LabRun, known: list[bytes]):
    spent = run.trainer.cpu_seconds
    for epoch in (1, 23, 8, 13, 7, 12, 6, 11, 0, 24, 2, 99):
        run.rewind(epoch)
        assert run.position == min(epoch, END)
        assert weights(run) == known[min(epoch, END)]
    assert run.trainer.cpu_seconds == spent


def test_where_a_changed_moment_is_no_longer_stored_the_nearest_one_is_gone_to(run: LabRun, known: list[bytes]):
    run.history = TimeMachine([moment for moment in run.history if moment.epoch not in (7, 12)])
    there = []
    for epoch in range(END + 1):
        run.rewind(epoch)
        assert weights(run) == known[run.trainer.epoch]
        there.append(run.trainer.epoch)
    assert there == [0, 1, 2, *[3] * 10, *[21] * 8, 21, 22, 23, 24]


def test_a_run_that_goes_on_from_an_epoch_that_was_not_stored_keeps_what_came_before(run: LabRun, known: list[bytes]):
    run.rewind(5)
    run.change(FASTER.replace("learning_rate", 0.5))
    run.forget_future()
    train(run, 4)
    assert weights(run) != known[9]
    for epoch in (4, 5):
        run.rewind(epoch)
        assert weights(run) == known[epoch]


def test_a_run_laid_down_at_an_epoch_that_was_not_stored_wakes_there(run: LabRun, known: list[bytes]):
    run.rewind(10)
    woken = LabRun(run.settings, run.points, leave=lambda saved: None, saved=run.laid_down())
    assert (woken.position, weights(woken)) == (10, known[10])
    woken.rewind(23)
    assert weights(woken) == known[23]
