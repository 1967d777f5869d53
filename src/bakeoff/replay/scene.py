"""Scene of a replay: a race's stage, moments and words as bytes for `component.js`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Contender, contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import duration
from bakeoff.figures.markers import marker
from bakeoff.figures.style import class_colour, class_marker
from bakeoff.race.outcome import Outcome, status_text
from bakeoff.race.snapshot import Lane, Run
from bakeoff.race.stage import SHOWN_PICTURES, Kind, RaceMoment, RaceStage
from bakeoff.replay.course import course
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, once_a_language, told
from bakeoff.wire import pack_parts

MOST_LETTERS = 18
"""Of a name above a picture; one that is longer gives way to its technical name."""


@dataclass(frozen=True)
class Actor:
    """One contender in a replay.

    Attributes
    ----------
    active : bool
        Whether it still waits or trains.
    flag : str
        What its flag says once its training is over; empty before.
    ended : str
        What became of one that has failed or was stopped; empty of all others.
    """

    contender: Contender
    active: bool
    moments: Sequence[RaceMoment]
    flag: str
    ended: str = ""


@dataclass(frozen=True)
class Scene:
    """A stage and the contenders on it.

    Attributes
    ----------
    run : str
        Id of the race: another one starts anew.
    title : str
        Heading of a saved picture.
    course : str
        Who led until when; the alternative text of a saved animation.
    note : str
        What else is to be known of what is drawn, written beneath it.
    validated : bool
        Whether scores are of validation rows, and not of training rows.
    large : bool
        Whether type is large, and all of it has to fit on one screen.
    recorded : bool
        Whether it is a recording, which plays again and again until it is halted.
    plays : bool
        Whether it begins to play by itself, once.
    """

    run: str
    stage: RaceStage
    actors: Sequence[Actor]
    title: str = ""
    course: str = ""
    note: str = ""
    validated: bool = True
    large: bool = False
    recorded: bool = False
    plays: bool = False

    def to_bytes(self) -> bytes:
        """Return the scene for `component.js`, in the language that is spoken now."""
        stage = self.stage
        words = _words() if self.validated else {**_words(), **_words_of_training()}
        drawn = basic_metric("regression" if stage.task == "regression" else "classification")
        noun = _(drawn.noun)
        by = _("validation {metric}", metric=noun) if self.validated else _("training {metric}", metric=noun)
        words = {**words, "scored_by": by}
        header = {
            "run": f"{self.run} {stage.n_asked} {len(stage.class_names)}",  # what is expected is not yet what is asked
            "title": self.title,
            "course": self.course,
            "note": self.note,
            "kind": stage.kind,
            "task": stage.task,
            "large": self.large,
            "recorded": self.recorded,
            "plays": self.plays,
            "active": any(actor.active for actor in self.actors),
            "classes": [_class(code, name) for code, name in enumerate(stage.class_names)],
            "levels": stage.levels,
            "asked": stage.n_asked,
            "grid": stage.side**2,
            "ends": [*stage.x, *stage.y],
            "reach": [stage.low, stage.high],
            "axes": [told(name) for name in stage.axis_names],
            "unit": drawn.unit,
            "actors": [_actor(actor) for actor in self.actors],
            "text": {**words, **_words_of_a_recording()} if self.recorded else words,
        }
        # Still deflated: the browser inflates those that it does not know yet.
        answers = b"".join(moment.answers for actor in self.actors for moment in actor.moments)
        return pack_parts(header, _arrays(stage, answers))


def scene_of(run: Run, title: str, *, large: bool = False) -> Scene | None:
    """Return the scene of a race; None if its contenders may be asked nothing.

    Parameters
    ----------
    large : bool
        Whether it is for a room: all of it then fits on one screen.
    """
    stage = stage_of(run)
    lanes = [lane for lane in run.lanes.values() if not contender(lane.name).baseline]
    if stage is None or not lanes:
        return None
    return Scene(
        run.id,
        stage,
        [Actor(contender(lane.name), lane.active, lane.moments, _flag(lane), _end_of(lane)) for lane in lanes],
        title=title,
        course="" if run.active else course(run),
        note=seed_note(run),
        validated=run.spec.rules.validation_share > 0,
        large=large,
    )


def stage_of(run: Run) -> RaceStage | None:
    """Return what the contenders of a race are asked, or before that is known, what is expected; None for nothing."""
    begun = any(lane.steps or lane.outcome for lane in run.lanes.values())  # the stage comes before, if at all
    return run.stage or (expected_stage(run.spec) if run.active and not begun else None)


def seed_note(run: Run) -> str:
    """Say whose training is shown where each contender is trained more than once: the leaderboard has means."""
    rules = run.spec.rules
    if rules.seeds == 1:
        return ""
    return _(
        "Shown is the training with seed {seed}; the leaderboard has the mean of all {n} seeds.",
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


def _end_of(lane: Lane) -> str:
    return status_text(lane.status) if lane.status in ("failed", "stopped") else ""


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
    return RaceStage(kind, info.task, (), np.zeros(0, np.int64), pictures, side=1 if kind == "plane" else 0)


def _kind(kind: str, features: int) -> Kind:
    if kind == "image":
        return "pictures"
    return "plane" if kind == "plane" or features == 2 else "rows"


def _class(code: int, name: str) -> dict[str, str]:
    return {"name": told(name), "colour": class_colour(code), "marker": class_marker(code).removesuffix("-up")}


def _actor(actor: Actor) -> dict[str, Any]:
    identity = actor.contender.identity
    return {
        "name": actor.contender.name,
        "label": told(actor.contender.label),
        "short": _short(actor.contender),
        "colour": identity.colour,
        "marker": marker(identity),
        "active": actor.active,
        "flag": actor.flag,
        "ended": actor.ended,
        "moments": [[each.step, each.cpu_seconds, each.score, len(each.answers)] for each in actor.moments],
    }


def _short(contender: Contender) -> str:
    label = told(contender.label)
    return (contender.technical if len(label) > MOST_LETTERS else "") or label


def _arrays(stage: RaceStage, answers: bytes) -> dict[str, NDArray[Any]]:
    numbers = stage.task == "regression"
    arrays: dict[str, NDArray[Any]] = {
        "answers": np.frombuffer(answers, np.uint8),
        "target": stage.target.astype(np.float32 if numbers else np.uint8),
    }
    if stage.points is not None:
        arrays["points"] = stage.points
    if stage.pictures is not None:
        arrays["pictures"] = stage.pictures
    return arrays


@once_a_language
def _words_of_training() -> Mapping[str, str]:
    return {
        "score": _("training {score}"),
        "plane": _("Points are learnt from, none is held out for validation; stronger colour is a surer answer"),
        "plane_numbers": _("Points are learnt from, none is held out for validation; colour is the number"),
        "track": _("Training score of each contender against its CPU seconds, with a flag where it finished"),
    }


@once_a_language
def _words_of_a_recording() -> Mapping[str, str]:
    return {
        "clock": _("Recorded race: every contender after {time} of training"),
        "clock_leads": _("Recorded race at {time}: {label} leads by {score}"),
        "clock_level": _("Recorded race at {time}: the best are level by {score}"),
        "ended": _("Recorded race: answers at the end, and training times"),
    }


@once_a_language
def _words() -> Mapping[str, str]:
    return {
        "live": _("Live, so far"),
        "behind": _("Finishing: the last predictions follow"),
        "unheard": _("no answers yet"),
        "learning": _("begins to learn"),
        "live_leads": _("Live: {label} leads by {score}"),
        "live_level": _("Live: the best are level by {score}"),
        "clock": _("Replay: every contender after {time} of training"),
        "clock_leads": _("Replay at {time}: {label} leads by {score}"),
        "clock_level": _("Replay at {time}: the best are level by {score}"),
        "ended": _("Answers at the end"),
        "again": _("Watch again"),
        "on": _("Play on"),
        "pause": _("Pause"),
        "halt": _("To the end"),
        "to_live": _("Back to live"),
        "earlier": _("One step back"),
        "later": _("One step on"),
        "pace": _("Pace of the clock"),
        "stretched": _("Stretched clock"),
        "tenth": _("Ten times slower"),
        "true": _("True speed"),
        "save": _("Save picture"),
        "film": _("Save animation"),
        "no_film": _("This browser cannot write WebP animations; Chrome, Edge and Firefox can."),
        "score": _("validation {score}"),
        "leads": _("Leads: {note}"),
        "level": _("Level: {note}"),
        "wrong": _("{n} of {total} wrong"),
        "part": _("Disagreement"),
        "parted": _("{share} of the plane"),
        "parted_rows": _("{n} of {total} rows"),
        "pictures": _("Validation images (half of them hard) and each contender’s prediction"),
        "rows": _("Validation rows: the shape is the class, the colour the answer, a ring a wrong answer"),
        "numbers": _("Validation rows from the lowest to the highest: the line is the truth, the dots the answers"),
        "plane": _("Filled: learnt from; hollow: held out; stronger: surer"),
        "plane_numbers": _("Filled: learnt from; hollow: held out; colour: the number"),
        "alt": _("What {label} answers: {note}"),
        "track": _("Validation score of each contender against its CPU seconds, with a flag where it finished"),
        "seconds": _("{n} s"),
        "milliseconds": _("{n} ms"),
        "percent": _("{number} %"),
        "list": _("{list}, {next}"),
        "counted": _("{name}: {value}"),
        "noted": _("{what}. {notes}"),
        "closer": _("Confusion and single rows"),
        "closer_numbers": _("Single rows at this moment"),
        "confusion": _("Rows of a matrix are the true classes, columns the answers, over {n} random validation rows"),
        "right": _("{n} of {total} right"),
        "row": _("Validation row {n} of {total}: {truth}"),
        "before": _("Row before"),
        "next": _("Next row"),
        "contender": _("Contender"),
        "answer": _("Answer"),
        "over_time": _("Over time: tall where right"),
        "over_time_numbers": _("Over time"),
        "sure": _("{name}, {sure}"),
        "none": _("none yet"),
    }
