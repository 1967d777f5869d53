"""What a study comes to, in one sentence."""

from bakeoff.evaluation.decision import Decision
from bakeoff.evaluation.metrics import headline
from bakeoff.evaluation.verdict import joined
from bakeoff.judge import Record
from bakeoff.judge.findings import Crossing, decisions, means, ranks
from bakeoff.text import _


def summary(record: Record, crossings: tuple[Crossing, ...] = ()) -> str:
    """Return how a study stands, or what it has found."""
    if record.active:
        title = record.spec.dataset.info.title
        return _(
            "Judging on {title}: {percent} % of the fits are done", title=title, percent=int(100 * record.progress)
        )
    if not record.fitted:
        return _("Nothing could be fitted; the cards say why.")
    if record.plan.question == "setting":
        return _best_value(record)
    if record.plan.question == "rows":
        return _growth(record, crossings)
    if record.plan.question == "datasets":
        return _ranked(record)
    return _which(record, decisions(record))


def _which(record: Record, found: tuple[Decision, ...]) -> str:
    """Name the lanes that nobody beats, and how the others relate to the best of them."""
    if not found:
        return _("One contender alone, so nothing to compare: its score stands on its card.")
    names = list(dict.fromkeys(name for one in found for name in (one.first, one.second)))
    beaten = {name: {_loser(one) for one in found if _winner(one) == name} for name in names}
    losers = [name for name in names if any(name in one for one in beaten.values())]
    leaders = [name for name in names if name not in losers]
    if not losers:
        alike = all(one.outcome == "equivalent" for one in found)
        return _("All are practically equal.") if alike else _("No contender is better than another beyond doubt.")
    if len(leaders) == 1 and len(beaten[leaders[0]]) == len(names) - 1:
        return _("{label} is better than every other contender.", label=record.lanes[leaders[0]].label)
    return _(
        "Unbeaten: {leaders}. Beaten by another: {losers}.",
        leaders=_list(record, leaders),
        losers=_list(record, losers),
    )


def _winner(one: Decision) -> str | None:
    return {"first": one.first, "second": one.second}.get(one.outcome)


def _loser(one: Decision) -> str | None:
    return {"first": one.second, "second": one.first}.get(one.outcome)


def _list(record: Record, names: list[str]) -> str:
    labels = [record.lanes[name].label for name in names]
    return labels[0] if len(labels) == 1 else _("{list} and {last}", list=", ".join(labels[:-1]), last=labels[-1])


def _ranked(record: Record) -> str:
    found = ranks(record)
    if found is None:
        return _("Too few contenders came to the end on two data sets or more to rank them.")
    best = str(found.average_ranks.index[0])
    equals = next((group for group in found.groups if best in group), (best,))
    if len(equals) == len(found.average_ranks):
        return _("Over {n} data sets no contender ranks reliably above another.", n=found.n_datasets)
    if len(equals) == 1:
        return _("{label} ranks best over {n} data sets.", label=record.lanes[best].label, n=found.n_datasets)
    return _(
        "Over {n} data sets {names} rank best and cannot be told apart.",
        n=found.n_datasets,
        names=_list(record, list(equals)),
    )


def _growth(record: Record, crossings: tuple[Crossing, ...]) -> str:
    frame = means(record)
    last = frame[frame["point"] == frame["point"].max()].sort_values("mean", ascending=False)
    best = record.lanes[str(last.iloc[0]["lane"])].label
    if not crossings:
        return _("With all rows {label} scores best; no learning curve overtakes another.", label=best)
    first = crossings[0]
    return _(
        "With all rows {label} scores best; {after} overtakes {before} at about {rows} training rows.",
        label=best,
        after=record.lanes[first.after].label,
        before=record.lanes[first.before].label,
        rows=f"{first.rows.value:,.0f}",
    )


def _best_value(record: Record) -> str:
    frame = means(record)
    ascending = not headline(record.task).greater_is_better
    best = frame.sort_values("mean", ascending=ascending, kind="stable").iloc[0]
    name, knob = record.plan.knob(record.spec)
    value = record.points[int(best["point"])]
    shown = knob.options.get(value, f"{value:g}" if isinstance(value, float) else str(value))
    return _(
        "{label} scores best with “{setting}” at {value}.",
        label=joined([name]),
        setting=_(knob.label),
        value=shown,
    )


def crossing_sentence(record: Record, one: Crossing) -> str:
    """Say where one overtakes another, and how sure that is."""
    return _(
        "{after} overtakes {before} at about {rows} training rows (95 % interval {low} to {high}); it does so in "
        "{percent} % of resampled folds.",
        after=record.lanes[one.after].label,
        before=record.lanes[one.before].label,
        rows=f"{one.rows.value:,.0f}",
        low=f"{one.rows.low:,.0f}",
        high=f"{one.rows.high:,.0f}",
        percent=round(100 * one.share),
    )


def in_words(record: Record) -> str:
    """Describe the figure for those who cannot see it."""
    parts = [
        _("{label}: mean {mean}", label=row["label"], mean=f"{row['mean']:.3f}")
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
