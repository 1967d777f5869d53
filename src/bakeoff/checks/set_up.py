"""Whether a race is set up so that its result means something: what to look at twice before and after it.

What makes a race impossible is refused where the data is split and prepared; here is what it could be run with
and mislead.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from bakeoff.checks.leak_checks import check_leaks
from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.splits import split_seed
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

LARGEST_SHARE = 0.8
SMALLEST_PART = 0.2
RARE = 0.1
RARE_PART = 0.5
"""Share of the rows, and part of an even share, below which accuracy says little of a class."""
FEWEST_TESTED = 10
SPREAD = 10.0
MOST_LOOKS = 5
"""Settings of one contender that may be scored on one test part. Of that many equals the best looks better by chance
alone by 1.16 standard errors of a score, the mean of the largest of five normal draws; of more, by more."""


def check_setup(spec: BakeoffSpec, prepared: Prepared, folds: int | None = None) -> tuple[Finding, ...]:
    """Look at a prepared data set before the race.

    Parameters
    ----------
    spec : BakeoffSpec
    prepared : Prepared
        Its data, split.
    folds : int, optional
        Into how many folds the rows are to be split, if they are.

    Returns
    -------
    tuple of Finding
        Warnings first.
    """
    data = prepared.data
    found = [*check_leaks(spec.rules, prepared)]
    if data.task == "classification":
        found += [*_imbalance(data, spec.rules), *_few_rows(data, prepared, spec.rules, folds)]
    found += _unscaled(spec, prepared)
    return tuple(sorted(found, key=lambda one: one.level != "warning"))


def check_choice(spec: BakeoffSpec, raced: Iterable[BakeoffSpec]) -> tuple[Finding, ...]:
    """Look at what the same person has raced before: was a contender tuned by looking at the test score?

    It was if it has been scored on the test part of `spec` with `MOST_LOOKS` different settings or more, whatever else
    took part. Of several contenders the one with the most is named.

    Parameters
    ----------
    spec : BakeoffSpec
        What is to be raced next.
    raced : iterable of BakeoffSpec
        What has been, of which every contender's score was seen.
    """
    looked_at = [one for one in raced if _test_part(one) == _test_part(spec)]
    looks = {
        name: len({settings.model_dump_json() for one in looked_at if (settings := one.contenders.get(name))})
        for name in spec.contenders
        if not contender(name).baseline
    }
    most = max(looks, key=looks.__getitem__, default=None)
    if most is None or looks[most] < MOST_LOOKS:
        return ()
    mend = (
        _("Let the judge tune it, which keeps off the test part.")
        if spec.dataset.info.official_test
        else _("Let the judge tune it, which keeps off the test part, or set a fresh seed of the split for the end.")
    )
    return (
        Finding(
            "tuned_on_test",
            "warning",
            _(
                "{label} has been scored with {n} different settings on this very test part.",
                label=contender(most).label,
                n=looks[most],
            ),
            _("Who takes the best of them has tuned on the test part, so that its score is too good to last."),
            mend,
        ),
    )


def _test_part(spec: BakeoffSpec) -> tuple[Any, ...]:
    """Return all that says which rows are tested on."""
    rules = spec.rules
    data = (spec.dataset, rules.unique, rules.leave_out if rules.unique else ())
    if spec.dataset.info.official_test:
        return data
    if rules.split == "time":
        return *data, rules.test_share, rules.split_by
    return *data, rules.test_share, rules.stratify, split_seed(rules), rules.split, rules.split_by


def _imbalance(data: Dataset, rules: Rules) -> Iterator[Finding]:
    counts = np.bincount(data.y.astype(np.int64), minlength=len(data.class_names))
    shares = counts / counts.sum()
    largest, smallest = int(shares.argmax()), int(shares.argmin())
    rare = shares[smallest] < RARE and shares[smallest] * len(shares) < RARE_PART
    even = shares[largest] < LARGEST_SHARE and shares[smallest] * len(shares) > SMALLEST_PART
    if rules.metric not in ("auto", "accuracy") or (even and not rare):
        return
    yield Finding(
        "imbalance",
        "warning",
        _(
            "The classes are far from even: {large} % of the rows are “{largest}”, {small} % are “{smallest}”.",
            large=f"{100 * shares[largest]:.3g}",
            small=f"{100 * shares[smallest]:.3g}",
            largest=data.class_names[largest],
            smallest=data.class_names[smallest],
        ),
        _(
            "Always answering “{largest}” is already {large} % accurate, so accuracy hides what becomes of the others.",
            large=f"{100 * shares[largest]:.3g}",
            largest=data.class_names[largest],
        ),
        _("Decide by balanced accuracy, in which each class counts as much, and try balanced class weights."),
        {"rules.metric": "balanced_accuracy"},
        _("Decide by balanced accuracy"),
        _(
            "Decided by accuracy, which is hardly about “{smallest}”, {small} % of the rows.",
            smallest=data.class_names[smallest],
            small=f"{100 * shares[smallest]:.3g}",
        )
        if rare
        else "",
    )


def _few_rows(data: Dataset, prepared: Prepared, rules: Rules, folds: int | None) -> Iterator[Finding]:
    counts = np.bincount(data.y.astype(np.int64), minlength=len(data.class_names))
    rarest = int(counts.argmin())
    if folds and counts[rarest] < folds:
        yield Finding(
            "few_rows",
            "warning",
            _(
                "The class “{name}” has {n} rows, fewer than there are folds ({folds}).",
                name=data.class_names[rarest],
                n=int(counts[rarest]),
                folds=folds,
            ),
            _("Some folds then have no row of it to test on, and their scores are not like the others."),
            _("Choose at most {n} folds, add rows of the class or leave it out.", n=max(2, int(counts[rarest]))),
        )
    tested = np.bincount(prepared.y_test.astype(np.int64), minlength=len(data.class_names))
    if folds is None and counts[rarest] and tested[rarest] < FEWEST_TESTED:
        yield Finding(
            "few_tested",
            "note",
            _(
                "The test part has {n} rows of the class “{name}”.",
                n=int(tested[rarest]),
                name=data.class_names[rarest],
            ),
            _("Whether contenders differ on so few can hardly be told."),
            _("Make the test part larger, bring more rows, or ask the judge, who tests on every row."),
        )
    unseen = np.setdiff1d(np.flatnonzero(counts), prepared.y_train)
    for code in unseen:
        yield Finding(
            "unseen",
            "warning",
            _("The training part has no row of the class “{name}”.", name=data.class_names[code]),
            _("No contender can then answer it, so all its test rows are lost."),
            _("Switch “Stratify” on, add rows of the class or leave it out."),
            {} if rules.stratify else {"rules.stratify": True},
            "" if rules.stratify else _("Stratify"),
        )


def _unscaled(spec: BakeoffSpec, prepared: Prepared) -> Iterator[Finding]:
    harms = dict.fromkeys(_(harm) for name in spec.contenders if (harm := contender(name).needs_scaling))
    if spec.rules.scale != "none" or not harms:
        return
    spreads = prepared.X_train.std(axis=0, dtype=np.float64)
    spreads = spreads[spreads > 0]
    least = 1.0 if prepared.data.image_shape else spreads.min(initial=1.0)  # all pixels have one unit
    if spreads.max(initial=0.0) > SPREAD * least:
        yield Finding(
            "unscaled",
            "warning",
            _("Scaling is switched off, although the columns spread from {low} to {high}.",
              low=f"{spreads.min():.3g}", high=f"{spreads.max():.3g}"),
            " ".join(harms),
            _("Set “Scaling” to mean 0 and variance 1; trees and forests do not mind."),
            {"rules.scale": "standard"},
            _("Standardise"),
        )  # fmt: skip
