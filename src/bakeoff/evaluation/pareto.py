"""Whom nobody should want: another is better, as the test says, and costs no more."""

from collections.abc import Callable, Mapping


def dominated(costs: Mapping[str, float], beats: Callable[[str, str], bool]) -> dict[str, str]:
    """Return who is dominated, and by whom; the others are worth considering.

    A better score is not enough for it: another that is ahead by less than the test can tell dominates nobody,
    however cheap it is.

    Parameters
    ----------
    costs : mapping of str to float
        By contender, less being better; NaN, where it is not known, neither dominates nor is dominated.
    beats : callable
        ``beats(own, other)`` returns whether the test says that `own` is better than `other`.

    Returns
    -------
    dict of str to str
        The cheapest of those that dominate it, for each that is dominated.

    Examples
    --------
    >>> dominated({"svm": 1.0, "mlp": 5.0, "tree": 0.1}, lambda one, other: (one, other) == ("svm", "mlp"))
    {'mlp': 'svm'}
    """
    dominators = {}
    for name, cost in costs.items():
        better = [other for other in costs if costs[other] <= cost and beats(other, name)]
        if better:
            dominators[name] = min(better, key=costs.__getitem__)
    return dominators
