"""Contenders as they learn: what each answers, moment by moment, live and once more on one clock.

What is shown when is decided by `playback.js`, which knows no DOM; `planes.js`, `pictures.js` and `rows.js` draw the
three kinds of `bakeoff.race.stage.RaceStage`, `track.js` the clock, and `save.js` puts all of it in one picture.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.features.lab.wire import pack_parts
from bakeoff.figures.style import class_colour, class_marker
from bakeoff.html import Markup
from bakeoff.race.stage import RaceMoment, RaceStage
from bakeoff.text import _, language, once_a_language, told
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.pictures import marker


@dataclass(frozen=True)
class Actor:
    """One contender on the stage.

    Attributes
    ----------
    active : bool
        Whether it still waits or trains.
    flag : str
        What its flag says once its training is over; empty before.
    """

    contender: Contender
    active: bool
    moments: Sequence[RaceMoment]
    flag: str


_STYLE = Path(__file__).with_name("stage.css")


def _html() -> str:
    failure = _("The pictures of the race could not be loaded; reload the page.")
    place = Markup('\n<section class="stage" data-module="{}" data-failure="{}"></section>\n')
    return place.format(module_address("features/race/page/stage/component.js"), failure)


def show_stage(
    run: str,
    stage: RaceStage,
    actors: Sequence[Actor],
    *,
    title: str,
    key: str,
    note: str = "",
    validated: bool = True,
    large: bool = False,
    recorded: bytes | None = None,
) -> None:
    """Show what the contenders of a race answer.

    Parameters
    ----------
    run : str
        Id of the race: another one starts anew.
    title : str
        What a saved picture is headed by.
    key : str
        Name that stays the same from run to run of the script.
    note : str
        What else is to be known of what is shown, said beneath it.
    validated : bool
        Whether scores are of validation rows, and not of training rows.
    large : bool
        Whether type is large, and all of it has to fit on one screen.
    recorded : bytes or None
        Answers of a recording, as `deflated` gives them: it plays again and again until it is halted.
    """
    words = _words() if validated else {**_words(), **_words_of_training()}
    header = {
        "run": f"{run} {stage.n_asked} {len(stage.class_names)}",  # what is expected is not yet what is asked
        "title": title,
        "note": note,
        "kind": stage.kind,
        "task": stage.task,
        "large": large,
        "recorded": recorded is not None,
        "active": any(actor.active for actor in actors),
        "classes": [_class(code, name) for code, name in enumerate(stage.class_names)],
        "levels": stage.levels,
        "asked": stage.n_asked,
        "ends": [*stage.x, *stage.y],
        "reach": [stage.low, stage.high],
        "axes": [told(name) for name in stage.axis_names],
        "unit": basic_metric("regression" if stage.task == "regression" else "classification").unit,
        "actors": [_actor(actor) for actor in actors],
        "text": words if recorded is None else {**words, **_words_of_a_recording()},
    }
    answers = recorded or deflated(moment for actor in actors for moment in actor.moments)
    data = pack_parts(header, _arrays(stage, answers))
    component("stage", language(), _html, _STYLE)(key=key, data=data, height="content")


def _class(code: int, name: str) -> dict[str, str]:
    return {"name": told(name), "colour": class_colour(code), "marker": class_marker(code).removesuffix("-up")}


def _actor(actor: Actor) -> dict[str, Any]:
    identity = actor.contender.identity
    return {
        "name": actor.contender.name,
        "label": told(actor.contender.label),
        "colour": identity.colour,
        "marker": marker(identity),
        "active": actor.active,
        "flag": actor.flag,
        "moments": [[moment.step, moment.cpu_seconds, moment.score] for moment in actor.moments],
    }


def deflated(moments: Iterable[RaceMoment]) -> bytes:
    """Return the answers of all moments, one behind the other and deflated as one."""
    return zlib.compress(b"".join(zlib.decompress(moment.answers) for moment in moments), 1)


def _arrays(stage: RaceStage, answers: bytes) -> dict[str, NDArray[Any]]:
    """Return what is drawn: all answers and the rows."""
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
        "ended": _("Recorded race: answers at the end, and training times"),
    }


@once_a_language
def _words() -> Mapping[str, str]:
    return {
        "live": _("Live, so far"),
        "behind": _("Finishing: the last predictions follow"),
        "unheard": _("no answers yet"),
        "learning": _("begins to learn"),
        "clock": _("Replay: every contender after {time} of training"),
        "ended": _("Answers at the end"),
        "again": _("Watch again"),
        "halt": _("To the end"),
        "pace": _("Pace of the clock"),
        "stretched": _("Stretched clock"),
        "tenth": _("Ten times slower"),
        "true": _("True speed"),
        "save": _("Save as picture"),
        "score": _("validation {score}"),
        "wrong": _("{n} of {total} wrong"),
        "part": _("Disagreement"),
        "parted": _("{share} of the plane"),
        "pictures": _("Validation images (half of them hard) and each contender’s prediction"),
        "rows": _("Validation rows: a tall bar is a wrong answer, a low one a right one"),
        "numbers": _("Validation rows from the lowest to the highest: the line is the truth, the dots the answers"),
        "plane": _("Filled points are learnt from, hollow ones held out; stronger colour is a surer answer"),
        "plane_numbers": _("Filled points are learnt from, hollow ones held out; colour is the number"),
        "alt": _("What {label} answers: {note}"),
        "track": _("Validation score of each contender against its CPU seconds, with a flag where it finished"),
        "seconds": _("{n} s"),
        "milliseconds": _("{n} ms"),
        "percent": _("{number} %"),
        "list": _("{list}, {next}"),
        "counted": _("{name}: {value}"),
        "noted": _("{what}. {notes}"),
    }
