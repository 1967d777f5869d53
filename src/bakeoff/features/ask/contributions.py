"""Contribution of each feature of a row to a contender's prediction: Shapley values, computed alike for all contenders.

The predictions are probabilities of classes, or numbers, as the page shows them. So all contributions are on one scale
and always sum to the prediction minus the mean prediction for the background.
"""

import time

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders.explanations import AveragesTrees, GrownTree
from bakeoff.features.ask.answers import Contributions, Row
from bakeoff.features.ask.mixing import Mixer, mixer_of
from bakeoff.features.ask.shapley import Answers, Game, Masks, ShapleyEstimate, enumerated, sampled
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.tree_shapley import tree_contributions
from bakeoff.race.predicting import predict

MOST_ENUMERATED = 8
"""Features of which every coalition is asked for."""
FIRST_PASSES = 2
MOST_PASSES = 32
ENOUGH = 0.005
"""Standard error that is small enough: of a probability, or in shares of the training targets' range."""
BUDGET_SECONDS = 3.0
"""Limit in seconds beyond which nothing is calculated without a request."""


def contributions(subject: Subject, row: Row, name: str, passes: int) -> Contributions:
    """Return what the features add to a contender's answer.

    Exact for the mean of trees, and for few features; else from `passes` orders for each row of the background.
    """
    start = time.perf_counter()
    mixer = mixer_of(subject, row)

    def game(masks: Masks, others: NDArray[np.intp]) -> Answers:
        return _answers(subject, name, mixer.rows(masks, others))

    n, n_background = len(mixer.players), len(mixer.numbers)
    answer, base = game(np.ones((1, n), dtype=bool), np.zeros(1, dtype=np.intp))[0], _base(game, n, n_background)
    exact = _exact(subject, name, mixer)
    if exact is None and n <= MOST_ENUMERATED:
        exact = enumerated(game, n, n_background)
    estimate = exact or sampled(game, n, n_background, passes, subject.spec.rules.seed)
    sure = exact is not None or float(estimate.errors.max()) <= ENOUGH * _span(subject)
    affordable = passes < MOST_PASSES and 2 * (time.perf_counter() - start) < BUDGET_SECONDS
    return Contributions(
        players=mixer.players,
        parts=estimate.parts,
        errors=estimate.errors,
        base=base,
        answer=answer,
        n_background=n_background,
        walks=0 if exact else 2 * passes * n_background,
        more=2 * passes if affordable and not sure else 0,
    )


def _base(game: Game, n: int, n_background: int) -> NDArray[np.float64]:
    """Return the mean answer to the background's rows."""
    every = np.arange(n_background)
    return np.asarray(game(np.zeros((n_background, n), dtype=bool), every).mean(axis=0))


def _span(subject: Subject) -> float:
    sheet = subject.sheet
    return 1.0 if sheet.class_names else (sheet.target_high - sheet.target_low) or 1.0


def _answers(subject: Subject, name: str, X: NDArray[np.floating]) -> Answers:
    """Return probabilities of all classes, or numbers in one column; shape (n_rows, n_answers)."""
    answer = predict(subject.models[name], X, subject.prepared)
    return answer.values[:, None] if answer.probabilities is None else answer.probabilities


def _exact(subject: Subject, name: str, mixer: Mixer) -> ShapleyEstimate | None:
    """Return what can be had from trees; None if the contender is none, or a feature of theirs is of several."""
    model = subject.models[name]
    trees = model.trees() if isinstance(model, AveragesTrees) else None
    if trees is None or mixer.owners is None:
        return None
    estimate = tree_contributions(trees, mixer.x, mixer.background, mixer.owners, len(mixer.players))
    parts = _by_class(estimate, trees[0], len(subject.sheet.class_names))
    return ShapleyEstimate(parts, np.zeros_like(parts))


def _by_class(parts: NDArray[np.float64], tree: GrownTree, n_classes: int) -> NDArray[np.float64]:
    """Return parts with a column for each class, also for those that the contender has not learnt."""
    if not tree.codes:
        return parts
    whole = np.zeros((len(parts), n_classes))
    whole[:, list(tree.codes)] = parts
    return whole
