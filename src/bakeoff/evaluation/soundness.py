"""Whether a race is set up so that its result means something: what to look at twice before and after it.

What makes a race impossible is refused where the data is split and prepared; here is what it could be run with
and mislead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import Step, contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.leakage import identifiers, repeated_rows, telltale_columns
from bakeoff.evaluation.preparation import Prepared
from bakeoff.evaluation.splits import split_seed, take
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

MOST_REPEATED = 0.05
LARGEST_SHARE = 0.8
SMALLEST_PART = 0.2
SPREAD = 10.0
NEEDS_SCALING = ("svm", "keras_mlp", "torch_mlp")
TAIL = 0.2
LOSS_FALL = 0.01
MOST_LOOKS = 5
"""Settings of one contender that may be scored on one test part. Of that many equals the best looks better by chance
alone by 1.16 standard errors of a score, the mean of the largest of five normal draws; of more, by more."""
SCORE_RISE = 0.005


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
    data, train = prepared.data, prepared.rows_train
    found = [*_repeated(prepared)]
    if not data.image_shape:
        X = data.X if isinstance(data.X, pd.DataFrame) else pd.DataFrame(data.X, columns=list(data.feature_names))
        found += [*_telltales(take(X, train), take(data.y, train), data), *_identifiers(X)]
    if data.task == "classification":
        found += [*_imbalance(data), *_few_rows(data, prepared, folds)]
    found += _unscaled(spec, prepared)
    return tuple(sorted(found, key=lambda one: one.level != "warning"))


def check_curves(steps: Mapping[str, Sequence[Step]]) -> tuple[Finding, ...]:
    """Look at what each contender reported while it trained: could it have become better by going on?

    Only those are judged that ran to the end they were given and were scored on a validation part.

    Parameters
    ----------
    steps : mapping of str to sequence of Step
        By contender that is done.
    """
    judges = {"epoch": _still_falling, "tree": _still_rising}
    found: list[Finding] = []
    for name, reported in steps.items():
        judge = judges.get(contender(name).step_name)
        if judge and reported and reported[-1].index == reported[-1].total:
            found += judge(contender(name).label, reported)
    return tuple(found)


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
        _("Let the judge tune it with “Keep off the race’s test part” on.")
        if spec.dataset.info.official_test
        else _(
            "Let the judge tune it with “Keep off the race’s test part” on, or set a fresh seed of the split for the "
            "end."
        )
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


def _repeated(prepared: Prepared) -> Iterator[Finding]:
    learnt = np.concatenate([prepared.rows_train, prepared.rows_validation])
    X, test = prepared.data.X, prepared.rows_test
    n = int(repeated_rows(take(X, learnt), take(X, test)).sum())
    if n:
        yield Finding(
            "repeated",
            "warning" if n >= MOST_REPEATED * len(test) else "note",
            _(
                "Test rows that also stand, value for value, in the part to learn from: {n} of {all}.",
                n=n,
                all=len(test),
            ),
            _("A contender that only remembers rows is right on these, which says nothing of new ones."),
            _("Remove repeated rows from the data, or keep those that belong together in one part."),
        )


def _telltales(X: pd.DataFrame, y: NDArray[Any], data: Dataset) -> Iterator[Finding]:
    for name in telltale_columns(X, y, data.task):
        yield Finding(
            "telltale",
            "warning",
            _("The column “{column}” alone tells {target}.", column=name, target=data.target_name or _("the target")),
            _("It may have been written down after the answer was known, or be the answer under another name."),
            _("Leave the column out, unless it is known before the answer is."),
        )


def _identifiers(X: pd.DataFrame) -> Iterator[Finding]:
    for name in identifiers(X):
        yield Finding(
            "identifier",
            "warning",
            _("The column “{column}” looks like an identifier: it is different in every row.", column=name),
            _("A number or a name given to a row can be remembered, but tells nothing about a new row."),
            _("Leave the column out."),
        )


def _imbalance(data: Dataset) -> Iterator[Finding]:
    counts = np.bincount(data.y.astype(np.int64), minlength=len(data.class_names))
    shares = counts / counts.sum()
    largest, smallest = int(shares.argmax()), int(shares.argmin())
    if shares[largest] < LARGEST_SHARE and shares[smallest] * len(shares) > SMALLEST_PART:
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
        _("Go by balanced accuracy or F1, and try balanced class weights."),
    )


def _few_rows(data: Dataset, prepared: Prepared, folds: int | None) -> Iterator[Finding]:
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
    unseen = np.setdiff1d(np.flatnonzero(counts), prepared.y_train)
    for code in unseen:
        yield Finding(
            "unseen",
            "warning",
            _("The training part has no row of the class “{name}”.", name=data.class_names[code]),
            _("No contender can then answer it, so all its test rows are lost."),
            _("Switch “Stratify” on, add rows of the class or leave it out."),
        )


def _unscaled(spec: BakeoffSpec, prepared: Prepared) -> Iterator[Finding]:
    sensitive = [name for name in NEEDS_SCALING if name in spec.contenders]
    if spec.rules.scale != "none" or not sensitive:
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
            _("Wide columns drown narrow ones in an SVM or an MLP, so that these lose for no fault of their own."),
            _("Set “Scaling” to mean 0 and variance 1; trees and forests do not mind."),
        )  # fmt: skip


def _still_falling(label: str, steps: Sequence[Step]) -> Iterator[Finding]:
    losses = _known([step.validation_loss for step in steps])
    before, tail = _tail(losses)
    if len(before) and before.min() - tail.min() > LOSS_FALL * abs(before.min()):
        yield Finding(
            "still_learning",
            "warning",
            _("{label} was still learning when its epochs were over.", label=label),
            _("Its validation loss was still falling, so more training might have made it better."),
            _("Give it more epochs, and switch “Early stopping” on so that it ends by itself."),
        )


def _still_rising(label: str, steps: Sequence[Step]) -> Iterator[Finding]:
    scores = _known([step.validation_score for step in steps])
    before, tail = _tail(scores)
    earlier = before[-len(tail) :]
    if len(before) >= len(tail) > 0 and tail.mean() - earlier.mean() > SCORE_RISE:
        yield Finding(
            "still_learning",
            "note",
            _("{label} was still becoming better as trees were added.", label=label),
            _("Its validation score was still rising, so more trees might have made it better."),
            _("Give it more trees; that costs time and never makes a forest overfit."),
        )


def _known(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([value for value in values if value is not None], dtype=np.float64)


def _tail(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Part the last fifth of the steps from those before; both are empty if there are fewer than five."""
    size = int(TAIL * len(values))
    return (values[:-size], values[-size:]) if size else (values[:0], values[:0])
