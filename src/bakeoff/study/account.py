"""Account of a study in two to four sentences: winner, lead, certainty, cost, and useful next steps."""

import math
from collections.abc import Mapping

from scipy import stats

from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.choice import Choice, choice_sentence
from bakeoff.evaluation.decision import Decision, amount, probability, sentence, what_would_tell
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.signed_rank import FEWEST_DATASETS, OverDatasets
from bakeoff.study.fairness import cost_sentences, winner
from bakeoff.study.findings import baseline_unbeaten, choice, decisions, fold_plan, means, pairs_over_datasets
from bakeoff.study.preparations import choice_label, value_label
from bakeoff.study.record import Record
from bakeoff.study.specification import Side, Specification, specification
from bakeoff.study.tuned import tuning_sentences
from bakeoff.text import _, clauses, counted, listed, sentences

_FEW_ROWS, _MANY_FOLDS = 500, 30
"""Rows below which so many folds name a winner among equals too often where they choose among features."""
_NEAR = 1.1
"""Times in cost up to which two cost the same."""


def account(record: Record) -> str:
    """Return the finding of a study that compares contenders; empty of one that does not, or that has none."""
    if record.plan.question == "which":
        compared = decisions(record)
        return _of_folds(record, compared) if compared and compared[0].comparison.n_folds > 1 else ""
    if record.plan.question == "datasets" and (pairs := pairs_over_datasets(record)):
        return _of_datasets(record, pairs)
    if record.plan.question == "preparations" and (curve := specification(record)) is not None:
        return _of_preparations(record, curve)
    if record.plan.question == "fair":
        return sentences(winner(record), *cost_sentences(record))
    return ""


def advice(record: Record, cost: str = "fit_cpu_seconds") -> str:
    """Return a sentence on whom to choose and what that may lose; empty of a study that does not ask for the best.

    Parameters
    ----------
    cost : {"fit_cpu_seconds", "predict_ms_per_1000", "model_bytes"}
        What decides among those that may lose about as much.
    """
    chosen = choices(record)
    if chosen is None:
        return ""
    return choice_sentence(chosen[0], cost, record.metric, chosen[1])


def choices(record: Record) -> tuple[Choice, dict[str, str]] | None:
    """Return what there is to choose, with labels; None of a study that does not ask for the best, or has no two."""
    if record.plan.question == "preparations" and not baseline_unbeaten(record):
        curve = specification(record)
        if curve is None:
            return None
        return curve.choice, {name: _side_label(record, side) for name, side in curve.sides.items()}
    chosen = choice(record) if record.plan.question in ("which", "rows") and record.fitted else None
    return None if chosen is None else (chosen, {name: lane.label for name, lane in record.lanes.items()})


def _side_label(record: Record, side: Side | str) -> str:
    if isinstance(side, str):
        return record.lanes[side].label
    lane, (choice_name, value) = side
    words = {"choice": choice_label(choice_name), "value": value_label(choice_name, value)}
    return _("{label} ({choice}: {value})", label=record.lanes[lane].label, **words)


def _of_folds(record: Record, pairs: tuple[Decision, ...]) -> str:
    first = _foremost(record, pairs)
    if fold_plan(record).too_few_groups:
        return _cost(record, first.first, first.second)
    labels = {name: lane.label for name, lane in record.lanes.items()}
    said = [sentence(first, record.metric, labels), _certainty(pairs), _stability(record, pairs)]
    said += [tuning_sentences(record, pairs), _cost(record, first.first, first.second)]
    open_ = first if not first.decided else next((decision for decision in pairs if not decision.decided), None)
    if open_ is None:
        said.append(_("Every pair is decided, so more folds would change nothing."))
    elif open_ is first:
        said.append(what_would_tell(first))
    else:
        undecided = sum(not decision.decided for decision in pairs)
        said += [_("Undecided pairs: {n} of {all}.", n=undecided, all=len(pairs)), what_would_tell(open_)]
    return sentences(*said)


def _stability(record: Record, pairs: tuple[Decision, ...]) -> str:
    """Say how far the folds can show how much the result hangs on the training rows."""
    if not record.can_repeat:
        return ""
    if record.n_folds <= record.folds_per_repeat:
        return _("One repeat cannot show how much this depends on the training rows; two or more can.")
    few = record.fitted[0].n_train + record.fitted[0].n_test < _FEW_ROWS
    if not few or record.n_folds < _MANY_FOLDS or not any(pair.winner for pair in pairs):
        return ""
    return _(
        "All folds share the same few rows. On other rows, contenders that choose a few of many features may rank "
        "differently."
    )


def _foremost(record: Record, pairs: tuple[Decision, ...]) -> Decision:
    """Return the pair of the two that score best."""
    frame = means(record).sort_values("mean", ascending=not record.metric.greater_is_better, kind="stable")
    place = {str(name): number for number, name in enumerate(frame["lane"])}
    return min(pairs, key=lambda pair: sorted((place[pair.first], place[pair.second])))


def _certainty(pairs: tuple[Decision, ...]) -> str:
    decided = sum(decision.decided for decision in pairs)
    if not decided:
        return ""
    if len(pairs) == 1:
        return _("That holds with 95 % certainty.")
    return counted(
        "Of {all} pairs, one is decided; with 95 % certainty that is not wrong.",
        "Of {all} pairs, {n} are decided; with 95 % certainty none of these is wrong.",
        decided,
        all=len(pairs),
    )


def _cost(record: Record, first: str, second: str) -> str:
    """Say which of two takes longer to fit."""
    spent = means(record).groupby("lane")["fit_cpu_seconds"].mean()
    slow, quick = (first, second) if spent[first] >= spent[second] else (second, first)
    times = float(spent[slow] / max(spent[quick], 1e-9))
    words = {
        "slow": record.lanes[slow].label,
        "quick": record.lanes[quick].label,
        "slow_time": notation.duration(float(spent[slow])),
        "quick_time": notation.duration(float(spent[quick])),
    }
    if times < _NEAR:
        return _("A fit of {slow} and one of {quick} take about the same CPU time, {slow_time}.", **words)
    return _(
        "A fit of {slow} takes {slow_time} of CPU time, {times} times as much as one of {quick} ({quick_time}).",
        times=notation.times(times),
        **words,
    )


def _of_datasets(record: Record, pairs: tuple[OverDatasets, ...]) -> str:
    first = max(pairs, key=lambda pair: max(pair.p_first, pair.p_second))
    ahead, behind = (first.first, first.second) if first.ahead == first.first else (first.second, first.first)
    said = [_further(record, first, ahead, behind), _on_average(record, first), _cost(record, ahead, behind)]
    return sentences(*said, "" if first.sure else _more_datasets(record, first, len(pairs)))


def _further(record: Record, pair: OverDatasets, ahead: str, behind: str) -> str:
    words = {
        "ahead": record.lanes[ahead].label,
        "behind": record.lanes[behind].label,
        "probability": probability(max(pair.p_first, pair.p_second)),
    }
    if not pair.of_others:
        return _(
            "On these {n} data sets {ahead} is better than {behind} on average. Fewer than {least} tell nothing of "
            "others.",
            n=pair.n_datasets,
            least=FEWEST_DATASETS,
            **words,
        )
    if not record.plan.rope:
        return _(
            "Over data sets like these {ahead} is mostly better than {behind}, with probability {probability}.",
            **words,
        )
    return _(
        "Over data sets like these {ahead} is mostly better than {behind} by more than {rope}, with probability "
        "{probability}.",
        rope=amount(record.plan.rope, record.metric),
        **words,
    )


def _on_average(record: Record, pair: OverDatasets) -> str:
    ahead = pair.difference
    if pair.ahead != pair.first:
        ahead = Estimate(-ahead.value, -ahead.high, -ahead.low)
    return _(
        "On average over these {n} it is {mean} better; over others like them, {span} is possible.",
        n=pair.n_datasets,
        mean=notation.gap(ahead, record.metric),
        span=notation.difference_interval(ahead, record.metric),
    )


def _of_preparations(record: Record, curve: Specification) -> str:
    """Say in how many preparations the leader leads and how far, and who is better by other metrics."""
    labels = {name: lane.label for name, lane in record.lanes.items()}
    leaders = [column.leader for column in curve.columns]
    words = {"label": labels[curve.leader], "n": leaders.count(curve.leader), "all": len(leaders)}
    led = (
        _("{label} leads in {n} of {all} preparations, and in {level} the first are level.",
          level=leaders.count(""), **words)
        if "" in leaders
        else _("{label} leads in {n} of {all} preparations.", **words)
    )  # fmt: skip
    own = [pair for pair in curve.pairs if curve.leader in (pair.first, pair.second)]
    nearest = min(own, key=lambda pair: abs(pair.difference.value))
    return sentences(led, "" if curve.turns else sentence(nearest, record.metric, labels), _by_metric(curve, labels))


def _by_metric(curve: Specification, labels: Mapping[str, str]) -> str:
    """Say who is surely better than the leader by other metrics, each once."""
    by_lane = {
        lane: listed([_(metric) for metric, winner in curve.better.items() if winner == lane])
        for lane in dict.fromkeys(curve.better.values())
    }
    if not by_lane:
        return _("By no other metric is another surely better than {label}.", label=labels[curve.leader])
    better = clauses([_("{label} by {metrics}", label=labels[lane], metrics=named) for lane, named in by_lane.items()])
    return _("Surely better by other metrics: {list}.", list=better)


def fewest_datasets(n_contenders: int) -> int:
    """Return the fewest data sets on which Wilcoxon's exact test with Holm's correction can decide a pair at 5 %.

    The smallest p-value of n data sets is 2^(1 - n), and the first of all pairs is multiplied by their number.

    Examples
    --------
    >>> [fewest_datasets(n) for n in (2, 3, 4)]
    [6, 7, 8]
    """
    pairs = max(1, math.comb(n_contenders, 2))
    return math.floor(1 + math.log2(pairs / (1 - LEVEL))) + 1


def _more_datasets(record: Record, pair: OverDatasets, pairs: int) -> str:
    """Say how many data sets would likely be needed, if mean and spread stayed as they are."""
    gap = abs(pair.difference.value) - record.plan.rope
    spread = (pair.difference.high - pair.difference.value) * math.sqrt(pair.n_datasets)
    spread /= float(stats.t.ppf((1 + LEVEL) / 2, pair.n_datasets - 1))
    if gap <= 0:
        return _("By that mean the difference does not matter; few data sets cannot make sure of it.")
    needed = math.ceil((float(stats.norm.ppf((1 + LEVEL) / 2)) * spread / gap) ** 2)
    return _(
        "To be sure would likely take {n} data sets like these or more.",
        n=notation.count(max(needed, pair.n_datasets + 1, fewest_datasets(round((1 + math.sqrt(1 + 8 * pairs)) / 2)))),
    )
