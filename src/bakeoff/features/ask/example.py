"""Recorded answers of contenders, which the page shows before the visitor's first race.

`.ci/record ask` makes them anew.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Curves, Example, RawFeature, ResponseCurve, Sheet
from bakeoff.features.ask.curves import vary
from bakeoff.features.ask.subject import Subject
from bakeoff.race.recording import packed, unpacked
from bakeoff.spec import BakeoffSpec

PATH = Path(__file__).with_name("example.json")


@dataclass(frozen=True, eq=False)
class RecordedAnswers:
    """Answers of a race's contenders for one held-out row, and for that row as each of its features changes."""

    spec: BakeoffSpec
    sheet: Sheet
    place: int
    example: Example
    predictions: Mapping[str, Prediction]
    curves: Curves


@functools.cache
def recorded_answers() -> RecordedAnswers:
    """Return the answers that the package has."""
    content = json.loads(PATH.read_text("utf-8"))
    spec = BakeoffSpec.from_json(json.dumps(content.pop("spec")))
    values = unpacked(content)
    columns = tuple(RawFeature(**column) for column in values["sheet"]["columns"])
    curves = (ResponseCurve(**curve | {"answers": _predictions(curve["answers"])}) for curve in values["curves"])
    return RecordedAnswers(
        spec,
        Sheet(**values["sheet"] | {"columns": columns}),
        values["place"],
        Example(**values["example"]),
        _predictions(values["predictions"]),
        tuple(curves),
    )


def record(subject: Subject) -> RecordedAnswers:
    """Return what contenders answer for the held-out row on which they are least certain, the baseline aside."""

    def certainty(place: int) -> float:
        answers = subject.predict([subject.example(place).row])
        return sum(float(of.confidence[0]) for name, of in answers.items() if not contender(name).baseline)

    place = min(range(subject.sheet.n_test), key=certainty)
    example = subject.example(place)
    predictions = subject.predict([example.row])
    return RecordedAnswers(subject.spec, subject.sheet, place, example, predictions, vary(subject, example.row))


def to_json(recorded: RecordedAnswers) -> str:
    """Return answers as JSON."""
    content = packed(recorded) | {"spec": json.loads(recorded.spec.to_json())}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _predictions(answers: Mapping[str, Any]) -> dict[str, Prediction]:
    return {name: Prediction(**answer) for name, answer in answers.items()}
