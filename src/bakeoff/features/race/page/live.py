"""The contenders' answers while they learn, and once more when all have finished.

The page reserves room for them from the first moment, so that nothing moves once the answers come.
"""

import numpy as np

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.features.race.page.headline import headline
from bakeoff.features.race.page.stage import Actor, show_stage
from bakeoff.race.outcome import Outcome
from bakeoff.race.snapshot import Lane, Run
from bakeoff.race.stage import SHOWN_PICTURES, Kind, RaceStage
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def stage_of(run: Run) -> RaceStage | None:
    """Return what the contenders of a race are asked, or before that is known, what is expected; None for nothing."""
    begun = any(lane.steps or lane.outcome for lane in run.lanes.values())  # the stage comes before, if at all
    return run.stage or (expected_stage(run.spec) if run.active and not begun else None)


def live(run: Run, *, large: bool = False) -> None:
    """Show the contenders of a race on their stage, if there is anything that they may be asked.

    Parameters
    ----------
    large : bool
        Whether it is shown to a room: all of it then fits on one screen.
    """
    stage = stage_of(run)
    lanes = [lane for lane in run.lanes.values() if not contender(lane.name).baseline]
    if stage is None or not lanes:
        return
    actors = [Actor(contender(lane.name), lane.active, lane.moments, _flag(lane)) for lane in lanes]
    show_stage(
        run.id,
        stage,
        actors,
        title=headline(run),
        key="stage",
        note=seed_note(run),
        validated=run.spec.rules.validation_share > 0,
        large=large,
    )


def seed_note(run: Run) -> str:
    """Say whose training is shown where each contender is trained more than once: cards and leaderboard have means."""
    rules = run.spec.rules
    if rules.seeds == 1:
        return ""
    return _(
        "Shown is the training with seed {seed}; cards and leaderboard have the mean of all {n} seeds.",
        seed=rules.seed,
        n=rules.seeds,
    )


def trained_for(outcome: Outcome) -> float:
    """Return the CPU seconds of the training that the stage shows: with several seeds the first one's."""
    return outcome.seeds[0].fit_cpu_seconds if outcome.seeds else outcome.costs.fit_cpu_seconds


def _flag(lane: Lane) -> str:
    """Return the words on a contender's flag; empty for one that has not ended, or has no result."""
    if lane.outcome is None:
        return ""
    time = duration(trained_for(lane.outcome)).replace(" ", "\u00a0")  # where seven share a line
    return _("trained in {time}", time=time) if lane.status == "done" else _("stopped, {time}", time=time)


def expected_stage(spec: BakeoffSpec) -> RaceStage | None:
    """Return a stage of the kind that a race will have, on which there is nothing yet.

    Returns
    -------
    RaceStage or None
        None where nothing may be asked: no rows are kept for validation, and the data are no plane.
    """
    info = spec.dataset.info
    kind = _kind(info.kind, info.features)
    if kind != "plane" and not spec.rules.validation_share:
        return None
    pictures = np.zeros((SHOWN_PICTURES, 1, 1), np.uint8) if kind == "pictures" else None
    target = np.zeros(SHOWN_PICTURES if kind == "pictures" else 0, np.int64)
    return RaceStage(kind, info.task, (), target, pictures, side=1 if kind == "plane" else 0)


def _kind(kind: str, features: int) -> Kind:
    if kind == "image":
        return "pictures"
    return "plane" if kind == "plane" or features == 2 else "rows"
