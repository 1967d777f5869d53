"""A verdict as JSON, and back: so that a stored race says the same as the page did."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.significance import Pair
from bakeoff.evaluation.verdict import Verdict


def to_json(found: Verdict) -> dict[str, Any]:
    """Return what ``docs/report.md`` documents under ``verdict``."""
    return {
        "sentence": found.sentence,
        "headline": found.headline,
        "test": found.test,
        "metric": found.metric,
        "leaders": list(found.leaders),
        "ranks": found.ranks,
        "scores": dict(found.scores),
        "pairs": [asdict(pair) for pair in found.pairs],
        "caveats": [asdict(caveat) for caveat in found.caveats],
    }


def from_json(values: Mapping[str, Any], metric: str) -> Verdict:
    """Return the verdict that was written.

    Of one written before it named ranks and pairs the words are known alone: it ranks nobody.

    Parameters
    ----------
    values : mapping of str to object
        With NaN in the place of null.
    metric : str
        The one that decided where that is not written.
    """
    return Verdict(
        scores=values.get("scores", {}),
        pairs=tuple(Pair(**pair) for pair in values.get("pairs", ())),
        metric=values.get("metric", metric),
        sentence=values["sentence"],
        test=values["test"],
        caveats=tuple(Finding(**caveat) for caveat in values.get("caveats", ())),
    )
