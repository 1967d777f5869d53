"""Thirty races of two that are alike."""

from bakeoff.features.learn.generalising.luck import SEEDS, races


def test_neither_wins_half_of_them():
    run = races()
    assert len(run.svm) == len(run.forest) == SEEDS
    assert max((run.forest > run.svm).sum(), (run.svm > run.forest).sum()) < SEEDS / 2
