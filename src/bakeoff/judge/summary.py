"""What a study comes to, in one sentence.

May import: `contenders`, `evaluation`, `fields`, `judge.findings`, `judge.record`.
"""

from bakeoff.contenders import contender
from bakeoff.evaluation.decision import Decision
from bakeoff.fields import to_text
from bakeoff.judge.findings import Crossing, crossings, decisions, means, ranks
from bakeoff.judge.record import Record
from bakeoff.text import _


def summary(record: Record, crossed: tuple[Crossing, ...] | None = None) -> str:
    """Return how a study stands, or what it has found.

    Parameters
    ----------
    record : Record
    crossed : tuple of Crossing, optional
        Where its learning curves cross, if that is known already.
    """
    if record.active:
        title = record.spec.dataset.info.title
        if record.most_folds > record.n_folds:
            return _(
                "Judging on {title} until all is decided: {done} of at most {most} folds",
                title=title,
                done=_folds_done(record),
                most=record.most_folds,
            )
        return _(
            "Judging on {title}: {percent} % of the fits are done", title=title, percent=int(100 * record.progress)
        )
    if not record.fitted:
        return _("Nothing could be fitted; the cards say why.")
    if record.plan.question == "setting":
        return _best_value(record)
    if record.plan.question == "rows":
        return _growth(record, crossings(record) if crossed is None else crossed)
    if record.plan.question == "datasets":
        return _ranked(record)
    return _which(record, decisions(record))


def _folds_done(record: Record) -> int:
    """Return how many folds every lane that goes on has a score on."""
    done = {name: 0 for name, lane in record.lanes.items() if lane.active}
    for one in record.fitted:
        if one.cell.lane in done:
            done[one.cell.lane] += 1
    return min(done.values(), default=0)


def _which(record: Record, found: tuple[Decision, ...]) -> str:
    """Name the lanes that nobody beats, and how the others relate to the best of them."""
    if not found:
        return _("One contender alone, so nothing to compare: its score stands on its card.")
    names = list(dict.fromkeys(name for one in found for name in (one.first, one.second)))
    beaten = {name: {one.loser for one in found if one.winner == name} for name in names}
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


def _growth(record: Record, crossed: tuple[Crossing, ...]) -> str:
    frame = means(record)
    last = frame[frame["point"] == frame["point"].max()].sort_values("mean", ascending=False)
    best = record.lanes[str(last.iloc[0]["lane"])].label
    if not crossed:
        return _("With all rows {label} scores best; no learning curve overtakes another.", label=best)
    first = crossed[0]
    return _(
        "With all rows {label} scores best; {after} overtakes {before} at about {rows} training rows.",
        label=best,
        after=record.lanes[first.after].label,
        before=record.lanes[first.before].label,
        rows=f"{first.rows.value:,.0f}",
    )


def _best_value(record: Record) -> str:
    frame = means(record)
    ascending = not record.metric.greater_is_better
    frame = frame.sort_values("mean", ascending=ascending, kind="stable").groupby("lane", sort=False).head(1)
    _name, knob = record.plan.knob(record.spec)
    values = [record.points[int(point)] for point in frame["point"]]
    shown = [knob.options.get(one, f"{one:g}" if isinstance(one, float) else to_text(one)) for one in values]
    words = {"label": frame["label"].iloc[0], "setting": _(knob.label), "value": shown[0]}
    others = [
        _("{label} at {value}", label=record.lanes[lane].label, value=value)
        for lane, value in list(zip(frame["lane"], shown, strict=True))[1:]
        if not contender(record.lanes[lane].contender).baseline
    ]
    if others:
        return _(
            "{label} scores best of all, with “{setting}” at {value}; the others’ best: {others}.",
            **words,
            others=", ".join(others),
        )
    return _("{label} scores best with “{setting}” at {value}.", **words)
