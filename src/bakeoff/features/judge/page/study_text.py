"""A study in words: what stands behind its finding, and what its figures show."""

from bakeoff.evaluation.notation import rough_time, score
from bakeoff.study.crossings import Crossing
from bakeoff.study.findings import fold_plan, standing
from bakeoff.study.record import Record
from bakeoff.study.tipping import slider_words
from bakeoff.text import _, clauses, counted, sentences, told


def crossing_sentence(record: Record, crossing: Crossing) -> str:
    """Say where one overtakes another, and how sure that is."""
    words = {"after": record.lanes[crossing.after].label, "before": record.lanes[crossing.before].label}
    if record.plan.question == "turn":
        return _(
            "{after} overtakes {before} at {value} of “{setting}” (95 % interval {low} to {high}). It is surely "
            "worse at a smaller value and surely better at a greater one.",
            **words,
            **slider_words(record, crossing.at),
        )
    return _(
        "{after} overtakes {before} at about {rows} training rows (95 % interval {low} to {high}). It is surely "
        "worse with fewer rows and surely better with more.",
        rows=f"{crossing.at.value:,.0f}",
        low=f"{crossing.at.low:,.0f}",
        high=f"{crossing.at.high:,.0f}",
        **words,
    )


def in_words(record: Record) -> str:
    """Describe the figure for those who cannot see it."""
    means = standing(record)["mean"].to_dict()
    parts = [
        _("{label}: mean {mean}", label=lane.label, mean=score(means[name], record.metric))
        for name, lane in record.lanes.items()
        if name in means
    ]
    return _("Scores by fold. {list}.", list=clauses(parts)) if parts else _("Scores by fold, nothing to see yet.")


def remark(record: Record, changed: bool) -> str:
    """Say that a study answers another question than the one on the left, or why it ended early."""
    if changed:
        return _("The question has been changed since; start to see what that does.")
    return told(record.note)


def explained(record: Record) -> str:
    """Say how the study is made."""
    words = {"method": _method(record), "seed": record.spec.rules.seed}
    if record.plan.learning_part:
        done = _(
            "{method}, on the rows that the race learns from. Every contender has the same folds; preprocessing is "
            "fitted on each training part alone. Seed {seed}.",
            **words,
        )
    else:
        done = _(
            "{method}. Every contender has the same folds; preprocessing is fitted on each training part alone. Seed "
            "{seed}.",
            **words,
        )
    return sentences(done, _intervals(record))


def time_left(record: Record, seconds: float | None, *, limited: bool) -> str:
    """Say how long a study takes still, at the pace of the folds so far; nothing while that is not known."""
    if seconds is None:
        return ""
    if limited:
        return _("The time limit ends it in about {time}.", time=rough_time(seconds))
    if record.plan.until_decided:
        return _("At most about {time} left.", time=rough_time(seconds))
    return _("About {time} left.", time=rough_time(seconds))


def _intervals(record: Record) -> str:
    """Say why a difference can be undecided although the intervals lie apart."""
    if record.plan.question == "datasets" or len(record.lanes) == 1 or fold_plan(record).too_few_groups:
        return ""
    return _(
        "The interval of a mean is of one contender alone. A decision is corrected for all pairs and repeated looks, "
        "so it takes more folds."
    )


def fewer_folds(record: Record, shared: int) -> str:
    """Say on how many folds two were compared, if one of them was stopped before the last."""
    if record.active or shared >= record.n_folds or shared < 2:  # on fewer than two nothing is compared
        return ""
    return counted(
        "Compared on the {n} fold that both came to.", "Compared on the {n} folds that both came to.", shared
    )


def _method(record: Record) -> str:
    plan, rules = record.plan, record.spec.rules
    if rules.split == "time":
        return _("{k} stretches of time, each tested by who has learnt from all before it", k=plan.folds)
    method = {
        "k_fold": _("{k}-fold cross-validation", k=plan.folds),
        "shuffle": _("{k} random test parts", k=plan.folds),
        "leave_one_out": _("Leave one out"),
    }[plan.method]
    repeats = (record.most_folds if record.active else record.n_folds) // record.folds_per_repeat
    if record.most_folds > record.folds_per_repeat and record.active and plan.until_decided:
        method = _("{method}, at most {n} times", method=method, n=repeats)
    elif repeats > 1:
        method = _("{method}, {n} times", method=method, n=repeats)
    column = plan.group or (rules.split_by if rules.split == "group" else "")
    return (
        _("{method}, rows with the same “{column}” kept together", method=method, column=column) if column else method
    )
