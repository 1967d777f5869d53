"""Which value of a setting is best, and which others cannot be told apart from it."""

from dataclasses import dataclass
from typing import Any

from bakeoff.contenders import contender
from bakeoff.evaluation.decision import decide
from bakeoff.fields import Knob
from bakeoff.study.findings import fold_plan, means, row_worth, scores
from bakeoff.study.record import Record


@dataclass(frozen=True)
class Best:
    """The value that scores best, and what it does not beat.

    Attributes
    ----------
    lane, point : str, int
        Which contender, and the place of the value in the record's points.
    ties : tuple of int
        Other values of the same contender that cannot be told apart from it.
    others : mapping of str to int
        The best value of every other contender, best first, baselines left out.
    tied : tuple of str
        Those of `others` that cannot be told apart from the best.
    """

    lane: str
    point: int
    ties: tuple[int, ...]
    others: dict[str, int]
    tied: tuple[str, ...]


def best_value(record: Record) -> Best:
    """Return the value that scores best on average.

    It is compared with all others as contenders are with one another (`bakeoff.evaluation.decision.decide`), so that
    the tests make up for having chosen it among so many; any difference counts.
    """
    frame = means(record).sort_values("mean", ascending=not record.metric.greater_is_better, kind="stable")
    keys = [(str(lane), int(point)) for lane, point in zip(frame["lane"], frame["point"], strict=True)]
    lane, point = keys[0]
    rivals = [key for key in keys if not contender(record.lanes[key[0]].contender).baseline or key == keys[0]]
    unbeaten = _unbeaten(record, rivals)
    others: dict[str, int] = {}
    for name, place in rivals:
        if name != lane:
            others.setdefault(name, place)
    return Best(
        lane,
        point,
        tuple(sorted(place for name, place in unbeaten if name == lane)),
        others,
        tuple(name for name, place in others.items() if (name, place) in unbeaten),
    )


def _unbeaten(record: Record, keys: list[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return which of the values the first, the best of them, does not beat."""
    by_point = {point: scores(record, point=point) for _lane, point in keys}
    pairs = decide(
        {f"{lane} {point}": by_point[point][lane] for lane, point in keys},
        record.metric,
        fold_plan(record),
        rope=0.0,
        row=row_worth(record, record.metric),
    )
    best = pairs[: len(keys) - 1]  # pairs come in the order of the scores: those with the first are first
    return {key for key, decision in zip(keys[1:], best, strict=True) if decision.winner != decision.first}


def written(knob: Knob, value: Any) -> str:
    """Write a value of a setting as a person would."""
    if not isinstance(value, float):
        return knob.written(value)
    text = f"{value:.3g}"
    return f"{value:,.0f}" if "e+" in text else text
