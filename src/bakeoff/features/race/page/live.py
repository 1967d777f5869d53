"""The contenders' answers while they learn, and once more when all have finished."""

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.features.race.page.headline import headline
from bakeoff.features.race.page.stage import Actor, show_stage
from bakeoff.race.expected_stage import expected_stage
from bakeoff.race.outcome import Outcome
from bakeoff.race.snapshot import Lane, Run
from bakeoff.race.stage import RaceStage
from bakeoff.text import _


def stage_of(run: Run) -> RaceStage | None:
    """Return what the contenders of a race are asked, or before that is known, what is expected; None for nothing."""
    return run.stage or (expected_stage(run.spec) if run.setting is None and run.active else None)


def live(run: Run, *, large: bool = False) -> None:
    """Show the contenders of a race on their stage, if there is anything that they may be asked.

    Parameters
    ----------
    run : Run
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
