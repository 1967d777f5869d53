"""After a race of one seed: the same again with several, in one click."""

import streamlit as st

from bakeoff.evaluation.seeds import model_seeds
from bakeoff.race.snapshot import Run
from bakeoff.text import _
from bakeoff.web.draft import RaceDraft

SEEDS = 10


def more_seeds(draft: RaceDraft, run: Run) -> None:
    """Show the button, unless nobody in the race would learn anything else with another seed."""
    if not may_differ(run):
        return
    st.button(
        _("Race again with {n} seeds", n=SEEDS),
        type="tertiary",
        icon=":material/casino:",
        help=_(
            "This verdict is about the models of one seed. With {n} seeds each contender with random training is "
            "trained {n} times on the same split. The verdict then counts seeds as well as rows.",
            n=SEEDS,
        ),
        on_click=draft.restart_with_seeds,
        args=(run.spec, SEEDS),
        key="again-with-seeds",
    )


def may_differ(run: Run) -> bool:
    """Tell whether a race has come to a verdict with one seed, and other seeds might give another."""
    if run.active or run.spec.rules.seeds > 1 or not run.report.finished():
        return False
    more = run.spec.replace("rules.seeds", SEEDS)
    task = run.spec.dataset.info.task
    return any(len(model_seeds(more, name, task)) > 1 for name in run.report.finished())
