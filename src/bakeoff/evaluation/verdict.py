"""Verdict of a race: its standings, and its problems."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding, Prediction
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import count
from bakeoff.evaluation.over_seeds import seeds_test
from bakeoff.evaluation.significance import ALPHA, paired_test
from bakeoff.evaluation.standings import Standings, standings
from bakeoff.evaluation.units import FEWEST_UNITS, Codes, too_few, unit_codes
from bakeoff.evaluation.verdict_words import details, sentence
from bakeoff.preparation.split_keys import Units
from bakeoff.text import _, counted, sentences


@dataclass(frozen=True)
class Verdict(Standings):
    """Standings of a race, in words, and what is wrong with it.

    Attributes
    ----------
    sentence : str
        Who won, by how much, and what is too close to call; short.
    details : str
        Names and comparisons with the baseline that the sentence leaves out; empty if it says all.
    test : str
        The test behind it, on how many rows, with which correction; empty if nothing was compared.
    caveats : tuple of Finding
        What is wrong with the race, the gravest first.
    """

    sentence: str = ""
    details: str = ""
    test: str = ""
    caveats: tuple[Finding, ...] = ()

    @property
    def headline(self) -> str:
        """The result, and then the problems that make it meaningless."""
        return sentences(self.sentence, *(caveat.headline for caveat in self.caveats if caveat.headline))

    @property
    def basis(self) -> str:
        """Second line beneath the headline: the details and the test."""
        return sentences(self.details, self.test)


def verdict(
    target: NDArray[Any],
    predictions: Mapping[str, Prediction],
    metric: Metric,
    n_classes: int = 0,
    *,
    seeds: Mapping[str, Sequence[Prediction]] | None = None,
    missing: Collection[str] = (),
    unfinished: tuple[str, ...] = (),
    caveats: tuple[Finding, ...] = (),
    units: Units | None = None,
) -> Verdict:
    """Compare contenders on the held-out rows, as `standings` does, and say what came of it.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
    predictions : mapping of str to Prediction
        By contender, baselines included; they are compared but not ranked.
    metric : Metric
        The one that decides.
    n_classes : int
        How many class codes there are; 0 for regression.
    seeds : mapping of str to sequence of Prediction, optional
        By contender, what its models of all seeds answer, if there are several; then the scores are means over seeds,
        and the test counts seeds as well as rows.
    missing : collection of str
        Contenders of the race that have no answers to be compared.
    unfinished : tuple of str
        Contenders stopped before their end, compared as they stood.
    caveats : tuple of Finding
        What is wrong with the race, the gravest first.
    units : Units or None
        Groups or moments of the rows; None if they are independent.
    """
    models = {name: (seeds or {}).get(name) or (prediction,) for name, prediction in predictions.items()}
    codes = unit_codes(units, target, predictions.values(), [metric.influence], n_classes)
    ranked = standings(target, models, metric, n_classes, unfinished, codes)
    test = _test(metric, len(target), max(map(len, models.values())), units, codes) if ranked.pairs else ""
    if units and ranked.pairs and too_few(codes):
        return Verdict(**vars(ranked), sentence=_too_few(units, codes), test=test, caveats=caveats)
    complete = all(contender(name).baseline for name in missing)
    said = sentence(ranked, complete=complete)
    return Verdict(
        **vars(ranked),
        sentence=said,
        details=details(ranked, said, complete=complete),
        test=test,
        caveats=caveats,
    )


def _too_few(units: Units, codes: Codes | None) -> str:
    n = 0 if codes is None else int(codes.max()) + 1
    if units.ordered:
        return counted(
            "Nothing can be decided: the test part has only one independent block of time, and a test needs {least}.",
            "Nothing can be decided: the test part has only {n} independent blocks of time, and a test needs {least}.",
            n,
            least=FEWEST_UNITS,
        )
    return counted(
        "Nothing can be decided: the test part has only one “{column}” group, and a test needs {least}.",
        "Nothing can be decided: the test part has only {n} “{column}” groups, and a test needs {least}.",
        n,
        column=units.column,
        least=FEWEST_UNITS,
    )


def _test(metric: Metric, n: int, n_seeds: int, units: Units | None, codes: Codes | None) -> str:
    said = {
        "test": seeds_test() if n_seeds > 1 and not too_few(codes) else paired_test(metric, by_row=codes is None),
        "n": count(n),
        "alpha": f"{100 * ALPHA:g}",
    }
    if units is None or codes is None:
        if n_seeds > 1:
            return _(
                "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, over {seeds} seeds",
                **said,
                seeds=n_seeds,
            )
        return _("{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed", **said)
    n_units = int(codes.max()) + 1
    said["seeds"] = count(n_seeds)
    said["units"] = count(n_units)
    if units.ordered:
        return _(
            "{test} on {n} held-out rows in {units} blocks of {length} rows, Holm-corrected, at {alpha} %: on this "
            "split, seeds: {seeds}",
            **said,
            length=count(round(n / n_units)),
        )
    return _(
        "{test} on {units} “{column}” groups ({n} held-out rows), Holm-corrected, at {alpha} %: on this split, seeds: "
        "{seeds}",
        **said,
        column=units.column,
    )
