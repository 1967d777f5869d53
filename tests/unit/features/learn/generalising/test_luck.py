"""Thirty races of two that are alike."""

from bakeoff.features.learn.generalising.luck import SEEDS, races


def test_neither_wins_half_of_them():
    run = races()
    assert run.won + run.lost + run.tied == SEEDS == len(run.svm)
    assert max(run.won, run.lost) < SEEDS / 2
    assert run.tied == int((run.svm == run.forest).sum())
