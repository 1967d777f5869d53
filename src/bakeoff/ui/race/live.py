"""What contenders answer while they learn, and once more when all are home."""

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.race import Lane, Run
from bakeoff.race.expected_stage import expected_stage
from bakeoff.race.outcome import Outcome
from bakeoff.race.watching import RaceStage
from bakeoff.text import _
from bakeoff.ui.components.stage import Actor, show_stage
from bakeoff.ui.shared.headline import headline


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
    places = arrivals(run)
    actors = [Actor(contender(lane.name), lane.active, lane.moments, _flag(lane, places)) for lane in lanes]
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


def arrivals(run: Run) -> dict[str, int]:
    """Return the places, from 1, in which contenders were home by their own clocks; none while one still trains."""
    if run.active:
        return {}
    spent = {
        lane.name: trained_for(lane.outcome)
        for lane in run.lanes.values()
        if lane.status == "done" and lane.outcome is not None and not contender(lane.name).baseline
    }
    return {name: place for place, name in enumerate(sorted(spent, key=spent.__getitem__), start=1)}


def trained_for(outcome: Outcome) -> float:
    """Return the CPU seconds of the training that the stage shows: with several seeds the first one's."""
    return outcome.seeds[0].fit_cpu_seconds if outcome.seeds else outcome.costs.fit_cpu_seconds


def _flag(lane: Lane, places: dict[str, int]) -> str:
    """Return what a contender's flag says; of one that has not ended, or has no result, nothing."""
    if lane.outcome is None:
        return ""
    words = {"time": duration(trained_for(lane.outcome)).replace(" ", "\u00a0")}  # where seven share a line
    if lane.status != "done":
        return _("stopped, {time}", **words)
    if lane.name not in places:
        return _("home, {time}", **words)
    return _("no. {place} home, {time}", place=places[lane.name], **words)
