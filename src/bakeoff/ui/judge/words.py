"""A study in words: what stands behind its finding, and what its figures show."""

from bakeoff.evaluation.notation import score
from bakeoff.judge import Record
from bakeoff.judge.crossings import Crossing
from bakeoff.judge.findings import means
from bakeoff.text import _


def crossing_sentence(record: Record, one: Crossing) -> str:
    """Say where one overtakes another, and how sure that is."""
    return _(
        "{after} overtakes {before} at about {rows} training rows (95 % interval {low} to {high}): it is worse with "
        "fewer rows and better with more, both beyond doubt.",
        after=record.lanes[one.after].label,
        before=record.lanes[one.before].label,
        rows=f"{one.rows.value:,.0f}",
        low=f"{one.rows.low:,.0f}",
        high=f"{one.rows.high:,.0f}",
    )


def in_words(record: Record) -> str:
    """Describe the figure for those who cannot see it."""
    metric = record.metric
    parts = [
        _("{label}: mean {mean}", label=row["label"], mean=score(row["mean"], metric))
        for row in means(record).sort_values("point").groupby("lane", sort=False).last().to_dict("records")
    ]
    return _("Scores by fold. {list}.", list="; ".join(parts)) if parts else _("Scores by fold, nothing to see yet.")


def explained(record: Record, changed: bool) -> str:
    """Say what stands behind the summary, or that it is of another question than the one on the left."""
    if changed:
        return _("The question has been changed since; start to see what that does.")
    if record.note:
        return record.note
    method = {
        "k_fold": _("{k}-fold cross-validation", k=record.plan.folds),
        "shuffle": _("{k} random test parts", k=record.plan.folds),
        "leave_one_out": _("Leave one out"),
    }[record.plan.method]
    repeats = record.n_folds // record.folds_per_repeat
    if repeats > 1:
        method = _("{method}, {n} times", method=method, n=repeats)
    return _(
        "{method}; every contender on the very same folds, preprocessing fitted on each training part alone. "
        "Seed {seed}.",
        method=method,
        seed=record.spec.rules.seed,
    )
