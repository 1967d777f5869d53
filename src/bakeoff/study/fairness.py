"""Handicaps that a study has found: repairs that make a contender better, in sentences."""

import math

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.decision import Decision, ahead, amount, sentence, what_would_tell
from bakeoff.evaluation.metrics import Metric
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import against_themselves, compare_two, standing
from bakeoff.study.record import Record
from bakeoff.study.repairs import ALL, repaired, setting_of, value_as_set
from bakeoff.text import _, listed, sentences


def handicaps(record: Record) -> tuple[str, ...]:
    """Return the lanes whose repair makes their contender better beyond doubt, the largest gain first."""
    return tuple(pair.first for pair in against_themselves(record) if pair.winner == pair.first)


def without_handicaps(record: Record) -> BakeoffSpec:
    """Return the race with its handicaps repaired; of a contender with single ones, these alone."""
    lanes = handicaps(record)
    single = {record.lanes[lane].contender for lane in lanes if not lane.endswith(f"+{ALL}")}
    return repaired(
        record.spec,
        [lane for lane in lanes if not (lane.endswith(f"+{ALL}") and record.lanes[lane].contender in single)],
    )


def verdict(record: Record) -> str:
    """Say in one sentence whether a setting holds a contender back."""
    pairs, metric = against_themselves(record), record.metric
    if labels := dict.fromkeys(record.lanes[record.lanes[lane].contender].label for lane in handicaps(record)):
        return _("Not a fair fight: settings hold back {labels}.", labels=listed(list(labels)))
    if not pairs or any(math.isnan(pair.difference.high) for pair in pairs):
        return _("Too few folds to tell whether a setting holds a contender back.")
    open_ = [pair for pair in pairs if pair.difference.high > record.plan.rope]
    if not open_:
        return _("No handicap found: each repair gains {most} at most.", most=amount(record.plan.rope, metric))
    words: dict[str, object] = {"n": len(open_), "all": len(pairs)}
    if pairs[0].difference.value <= 0:
        return _("No handicap found. Undecided repairs: {n} of {all}; none gains anything on average.", **words)
    gain = _in_units(notation.gap(pairs[0].difference, metric), metric)
    return _(
        "No handicap found. Undecided repairs: {n} of {all}; the best gains {gain} on average.", gain=gain, **words
    )


def cost_sentences(record: Record) -> list[str]:
    """Return a sentence for each repair, the largest gain first; none of another question."""
    return [cost_sentence(record, pair) for pair in against_themselves(record)]


def cost_sentence(record: Record, pair: Decision) -> str:
    """Say what a setting costs its contender or, if that is undecided, what may be and what would decide it."""
    lead = ahead(pair.difference)
    words = {
        "what": _what(record, pair.first),
        "label": record.lanes[pair.second].label,
        "cost": _in_units(notation.gap(lead, record.metric), record.metric),
        "span": notation.difference_interval(lead, record.metric),
    }
    if pair.winner == pair.first:
        return _("{what} costs {label} {cost} (95 % interval {span}).", **words)
    if pair.winner == pair.second:
        return _("{what} helps {label} by {cost} (95 % interval {span}).", **words)
    if pair.outcome == "equivalent":
        return _("{what} costs {label} nothing that matters (95 % interval {span}).", **words)
    if not math.isfinite(lead.low):
        return _("{what} for {label}: too few folds to decide.", **words)
    if pair.difference.value < 0:
        said = _("Undecided: {what} helps {label} by {cost} on average; {span} is possible.", **words)
    else:
        said = _("Undecided: {what} costs {label} {cost} on average; {span} is possible.", **words)
    return sentences(said, what_would_tell(pair))


def _in_units(number: str, metric: Metric) -> str:
    """Write a difference with the metric's name, unless it is in points."""
    return number if metric.unit == "%" else _("{number} in {metric}", number=number, metric=_(metric.label))


def _what(record: Record, lane: str) -> str:
    if lane.endswith(f"+{ALL}"):
        return _("Everything together")
    setting, value = _(setting_of(lane)[0].label), value_as_set(record.spec, lane)
    return _("“{setting}” at “{value}”", setting=setting, value=value)


def winner(record: Record) -> str:
    """Say whether another contender scores best once handicaps are repaired; empty if there are none, or no rivals."""
    means = {str(lane): record.metric.gain(mean) for lane, mean in standing(record)["mean"].items()}
    as_set = [name for name, lane in record.lanes.items() if name in means and not lane.repaired]
    rivals = [name for name in as_set if not contender(name).baseline]
    mended = handicaps(record)
    if len(rivals) < 2 or not mended:
        return ""
    before, after = max(rivals, key=means.__getitem__), max([*rivals, *mended], key=means.__getitem__)
    if record.lanes[after].contender == before:
        return _("{label} scores best, as set and repaired.", label=record.lanes[before].label)
    former = max((lane for lane in [before, *mended] if record.lanes[lane].contender == before), key=means.__getitem__)
    labels = {name: lane.label for name, lane in record.lanes.items()}
    changed = _(
        "As set, {before} scores best; repaired, {after} does.",
        before=labels[before],
        after=labels[record.lanes[after].contender],
    )
    return sentences(changed, sentence(compare_two(record, after, former), record.metric, labels))
