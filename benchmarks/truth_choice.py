"""Whether whom to choose is told truly: the set of the best, what may be lost, margins of winners, advice on folds.

Races are of contenders whose answers to a row hang together, as those of models that learnt from the same rows do; the
folds are those of `truth_claims`. `benchmarks/truth.py` runs these.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from shared import size
from truth_claims import ACCURACY, NAMES, Case, at_least, at_most, decided, drawn_studies

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.choice import Choice, choose
from bakeoff.evaluation.decision import Decision, ends_of_folds
from bakeoff.evaluation.sequential import FoldPlan
from bakeoff.evaluation.standings import Standings, standings

RACES, STUDIES, ADVISED = size((1000, 100, 60), (3, 1, 1))
_CONTENDERS = (*NAMES[:4], "linear", "k_nearest", *NAMES[4:], "xgboost")


@dataclass(frozen=True)
class RaceCase:
    """Test rows, what each contender answers right in the long run, how alike answers are, and groups of rows."""

    rows: int
    right: tuple[float, ...]
    alike: float = 0.5
    groups: int = 0


RACE_CASES = (
    RaceCase(150, (0.8,) * 4),
    RaceCase(150, (0.8,) * 8),
    RaceCase(40, (0.9,) * 4),
    RaceCase(150, (0.95,) * 4),
    RaceCase(150, (0.8,) * 4, alike=0.9),
    RaceCase(150, (0.8,) * 4, groups=10),
    RaceCase(150, (0.8,) * 4, groups=6),
    RaceCase(150, (0.85, 0.8)),
    RaceCase(150, (0.85, 0.8, 0.8, 0.8)),
    RaceCase(400, (0.85, 0.8, 0.8, 0.8), groups=40),
    RaceCase(1000, (0.85, 0.8, 0.8, 0.8)),
    RaceCase(1000, (0.85, 0.84, 0.8, 0.8)),
    RaceCase(1000, (0.85,) + (0.8,) * 7),
)
FOLD_CASES = (
    Case("shared", 1000, 5, 2, 4, lead=0.05),
    Case("shared", 1000, 5, 2, 8, lead=0.05),
    Case("shared", 1000, 5, 10, 4, lead=0.05),
    Case("shared", 1000, 5, 2, 4),
    Case("centroid", 60, 5, 10, 8),
    Case("centroid", 400, 10, 1, 4),
    Case("tree", 150, 5, 2, 4),
)
MARGIN_CASES = (
    RaceCase(150, (0.85, 0.8)),
    RaceCase(150, (0.85, 0.8, 0.8, 0.8)),
    RaceCase(250, (0.85, 0.8, 0.8, 0.8)),
    RaceCase(250, (0.82, 0.8)),
    RaceCase(1000, (0.85, 0.8, 0.8, 0.8)),
    RaceCase(40, (0.85, 0.6)),
)
ADVICE_CASES = (
    (Case("shared", 1000, 5, 10, 4, lead=0.05), 10, True),
    (Case("shared", 1000, 5, 10, 2, lead=0.05), 10, True),
    (Case("shared", 1000, 5, 10, 4, lead=0.05), 2, False),
    (Case("shared", 1000, 5, 10, 2, lead=0.05), 2, False),
    (Case("shared", 1000, 5, 10, 2, lead=0.02), 10, True),
    (Case("shared", 300, 5, 10, 2, lead=0.05), 10, True),
)
"""A study that is looked at after two repeats; how many are planned, and whether it goes on until decided."""


def choice(races: int = RACES, studies: int = STUDIES) -> bool:
    """Print how often the set holds the best and a loss is exceeded; return whether both hold in 95 %."""
    print(f"{'case':<52}{'set holds, %':>14}{'exceeded, %':>13}{'size':>7}{'loss':>7}{'one alone, %':>14}")
    holds = True
    for case in RACE_CASES:
        found = [
            _judged(_choice(raced), dict(zip(_CONTENDERS, case.right, strict=False))) for raced in _races(case, races)
        ]
        groups = f", {case.groups} groups" if case.groups else ""
        alike = ", very alike" if case.alike > 0.5 else ""
        title = f"race, {case.rows} rows{groups}{alike}, {_written(case.right)}"
        holds &= _told(title, np.array(found, dtype=float), equals=len(set(case.right)) == 1)
    for folds in FOLD_CASES:
        true = dict(zip(map(str, range(folds.contenders)), [folds.lead, *[0.0] * folds.contenders], strict=False))
        found = [_judged(_of_folds(folds, scores), true) for scores in drawn_studies(folds, studies)]
        title = (
            f"judge, {folds.kind}, {folds.rows}, {folds.folds} x {folds.repeats}, {folds.contenders}, +{folds.lead:g}"
        )
        holds &= _told(title, np.array(found, dtype=float), equals=not folds.lead)
    return holds


def margins(races: int = 3 * RACES) -> bool:
    """Print how often a winner's least margin is above its true lead; return whether that is in 5 % at most."""
    print(
        f"{'case, of races with the right winner':<52}{'named':>7}{'above, %':>10}{'observed':>10}{'said':>7}"
        f"{'covers, %':>11}"
    )
    holds = True
    for case in MARGIN_CASES:
        true, rows = case.right[0] - case.right[1], []
        for raced in _races(case, races):
            best, *others = raced.rivals
            if best != _CONTENDERS[0] or not raced.beats_all([best], others):
                continue
            own = [raced.margin(best, other) for other in others]
            rows.append(
                (
                    min(margin.low for margin in own) > true,
                    raced.lead(best, others[0]),
                    own[0].value,
                    own[0].low <= true <= own[0].high,
                )
            )
        found = np.array(rows, dtype=float).reshape(-1, 4)
        holds &= at_most(float(found[:, 0].mean()), len(found)) if len(found) else True
        title = f"{case.rows} rows, {_written(case.right)}"
        shares = 100 * found.mean(axis=0) if len(found) else np.zeros(4)
        print(
            f"{title:<52}{len(found):>7}{shares[0]:>10.1f}{shares[1]:>10.1f}{shares[2]:>7.1f}{shares[3]:>11.1f}",
            flush=True,
        )
    return holds


def advised(studies: int = ADVISED) -> bool:
    """Print how often advice on folds comes true by the tenth repeat; return whether it does in 80 % either way."""
    kinds = ("unlikely", "open", "more")
    print(f"{'advice after two repeats, decided by ten':<52}" + "".join(f"{kind:>14}" for kind in kinds))
    total = dict.fromkeys(kinds, (0, 0))
    for case, planned, until in ADVICE_CASES:
        found = dict.fromkeys(kinds, (0, 0))
        for scores in drawn_studies(case, studies):
            kind, came = _advised(case, planned, until, scores)
            if kind:
                n, hits = found[kind]
                found[kind] = n + 1, hits + came
        for kind, (n, hits) in found.items():
            total[kind] = total[kind][0] + n, total[kind][1] + hits
        title = f"{case.rows}, {case.contenders}, +{case.lead:g}, {'until decided' if until else 'two repeats planned'}"
        print(f"{title:<52}" + "".join(f"{f'{hits} of {n}':>14}" for n, hits in found.values()), flush=True)
    (n, wrong), (m, right) = total["unlikely"], total["more"]
    return (not n or at_most(wrong / n, n, 0.2)) and (not m or at_least(right / m, m, 0.8))


def _races(case: RaceCase, n: int) -> Iterator[Standings]:
    """Yield races on fresh rows."""
    rng, k = np.random.default_rng(1), len(case.right)
    for _race in range(n):
        units = None
        shared, own = rng.normal(size=case.rows), rng.normal(size=(k, case.rows))
        if case.groups:
            units = np.arange(case.rows) * case.groups // case.rows
            shared = (shared + rng.normal(size=case.groups)[units]) / math.sqrt(2)
            own = (own + rng.normal(size=(k, case.groups))[:, units]) / math.sqrt(2)
        seen = math.sqrt(case.alike) * shared + math.sqrt(1 - case.alike) * own
        wrong = (seen > stats.norm.ppf(case.right)[:, None]).astype(np.int64)
        answers = {name: (Prediction(each),) for name, each in zip(_CONTENDERS, wrong, strict=False)}
        yield standings(np.zeros(case.rows, dtype=np.int64), answers, ACCURACY, 2, (), units)


def _choice(raced: Standings) -> Choice:
    chosen = raced.choice({})
    if chosen is None:
        raise ValueError("a race of one")
    return chosen


def _of_folds(case: Case, scores: NDArray[np.float64]) -> Choice:
    names = {str(place): row for place, row in enumerate(scores)}
    plan = FoldPlan(1 / case.folds, case.folds, case.folds * case.repeats)
    beaten = {pair.loser for pair in decided(case, scores) if pair.loser}
    order = sorted(names, key=lambda name: -names[name].mean())
    return choose(order, ends_of_folds(names, ACCURACY, plan, case.row), beaten, {}, 0.01)


def _judged(chosen: Choice, true: dict[str, float]) -> tuple[float, ...]:
    top = max(true.values())
    exceeded = any(top - true[name] > loss + 1e-9 for name, loss in chosen.losses.items())
    holds = any(true[name] == top for name in chosen.best)
    return holds, exceeded, len(chosen.best), 100 * min(chosen.losses.values()), len(chosen.best) == 1


def _told(title: str, found: NDArray[np.float64], *, equals: bool) -> bool:
    means, n = found.mean(axis=0), len(found)
    print(
        f"{title:<52}{100 * means[0]:>14.1f}{100 * means[1]:>13.1f}{means[2]:>7.2f}{means[3]:>7.1f}"
        f"{100 * means[4]:>14.1f}",
        flush=True,
    )
    return at_least(means[0], n, 0.95) and at_most(means[1], n) and (not equals or at_most(means[4], n))


def _advised(case: Case, planned: int, until: bool, scores: NDArray[np.float64]) -> tuple[str, bool]:
    """Return what is advised of the two that score best after two repeats, and whether that decides them later."""
    plan = FoldPlan(1 / case.folds, case.folds, planned * case.folds, until)

    def foremost(repeats: int, asked: FoldPlan) -> Decision:
        known = scores[:, : repeats * case.folds]
        return next(pair for pair in decided(case, known, plan=asked) if {pair.first, pair.second} == two)

    two = {str(place) for place in np.argsort(-scores[:, : 2 * case.folds].mean(axis=1))[:2]}
    now = foremost(2, plan)
    if now.decided:
        return "", False
    came = any(
        foremost(repeats, plan if until else replace(plan, planned=repeats * case.folds)).decided
        for repeats in range(3, 11)
    )
    return "open" if now.advice.open else "unlikely" if now.advice.folds is None else "more", came


def _written(right: Sequence[float]) -> str:
    return (
        f"{len(right)} of {min(right):g}"
        if len(set(right)) == 1
        else f"{len(right)}: " + ", ".join(f"{share:g}" for share in sorted(set(right), reverse=True))
    )
