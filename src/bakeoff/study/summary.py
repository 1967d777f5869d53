"""Result of a study, in one sentence."""

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import THRESHOLD, Decision
from bakeoff.evaluation.significance import ALPHA
from bakeoff.evaluation.units import FEWEST_UNITS
from bakeoff.study.best import Best, best_value, written
from bakeoff.study.crossings import Crossing, crossings
from bakeoff.study.fairness import verdict
from bakeoff.study.findings import baseline_unbeaten, decisions, fold_plan, means, ranks, standing
from bakeoff.study.preparations import choice_label, value_label
from bakeoff.study.record import Record
from bakeoff.study.specification import specification
from bakeoff.study.tipping import slider_words, tipping
from bakeoff.text import _, listed, sentences


def summary(record: Record, crossed: tuple[Crossing, ...] | None = None) -> str:
    """Return how a study stands, or what it has found.

    Parameters
    ----------
    crossed : tuple of Crossing, optional
        Where its learning curves cross, if that is known already.
    """
    if record.active:
        title = _judged_on(record)
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
        return _("Nothing could be fitted.")
    if few := _too_few_groups(record):
        return few
    if record.plan.question == "setting":
        return _best_value(record)
    if record.plan.question == "rows":
        return sentences(_with_all_rows(record), _overtaking(record, crossings(record) if crossed is None else crossed))
    if record.plan.question == "turn":
        return _turned(record, crossed)
    if record.plan.question == "preparations":
        return _over_preparations(record)
    if record.plan.question == "datasets":
        return _ranked(record)
    if record.plan.question == "fair":
        return verdict(record)
    scored = standing(record)["mean"].map(record.metric.gain)
    return _which(record, decisions(record), list(scored.sort_values(ascending=False, kind="stable").index))


def _too_few_groups(record: Record) -> str:
    plan, rules = fold_plan(record), record.plan.judged(record.spec.rules)
    if not plan.too_few_groups:
        return ""
    return _(
        "Too few “{column}” groups to tell which is better: {n}, and {least} are needed.",
        column=rules.split_by,
        n=plan.groups,
        least=FEWEST_UNITS,
    )


def _judged_on(record: Record) -> str:
    if record.plan.question == "datasets":
        return _("{n} data sets", n=len(record.points))
    return record.spec.dataset.info.title


def _folds_done(record: Record) -> int:
    """Return how many folds every lane that goes on has a score on."""
    done = {name: 0 for name, lane in record.lanes.items() if lane.active}
    for fitted in record.fitted:
        if fitted.cell.lane in done:
            done[fitted.cell.lane] += 1
    return min(done.values(), default=0)


def _which(record: Record, pairs: tuple[Decision, ...], ranked: list[str]) -> str:
    """Name the lanes that nobody beats, and how the others relate to the best of them; `ranked` is best first."""
    if not pairs:
        return _("One contender alone, so there is nothing to compare.")
    compared = {name for pair in pairs for name in (pair.first, pair.second)}
    names = [name for name in ranked if name in compared]
    if baseline_unbeaten(record):
        return _("No contender is better than the baseline beyond doubt.")
    beaten = {name: {pair.loser for pair in pairs if pair.winner == name} for name in names}
    losers = [name for name in names if any(name in losing for losing in beaten.values())]
    leaders = [name for name in names if name not in losers]
    if not losers:
        if all(pair.outcome == "equivalent" for pair in pairs):
            return _("All are practically equal.")
        return _("May be the best: {names}.", names=_list(record, names))
    if len(leaders) == 1 and len(beaten[leaders[0]]) == len(names) - 1:
        words = {"label": record.lanes[leaders[0]].label, "other": _list(record, losers)}
        if len(losers) == 1:
            return _("{label} is better than {other}.", **words)
        return _("{label} is better than every other contender.", **words)
    return _(
        "May be the best: {leaders}. Beaten: {losers}.",
        leaders=_list(record, leaders),
        losers=_list(record, losers),
    )


def _list(record: Record, names: list[str]) -> str:
    return listed([record.lanes[name].label for name in names])


def _ranked(record: Record) -> str:
    ranked = ranks(record)
    if ranked is None:
        return _("Too few contenders came to the end on two data sets or more to rank them.")
    best = str(ranked.average_ranks.index[0])
    equals = next((group for group in ranked.groups if best in group), (best,))
    if len(equals) == len(ranked.average_ranks):
        if ranked.p_value < ALPHA:
            return _(
                "Over {n} data sets not all contenders rank alike (Friedman’s test). Too few data sets to say which "
                "differ (Nemenyi’s test of pairs).",
                n=ranked.n_datasets,
            )
        return _("Over {n} data sets no contender ranks reliably above another.", n=ranked.n_datasets)
    if len(equals) == 1:
        return _("{label} ranks best over {n} data sets.", label=record.lanes[best].label, n=ranked.n_datasets)
    return _(
        "Over {n} data sets {names} rank best, with no clear difference.",
        n=ranked.n_datasets,
        names=_list(record, list(equals)),
    )


def _with_all_rows(record: Record) -> str:
    if baseline_unbeaten(record, point=len(record.points) - 1):
        return _("With all rows no contender is better than the baseline beyond doubt.")
    pairs = decisions(record, point=len(record.points) - 1)
    frame = means(record)
    last = frame[frame["point"] == frame["point"].max()]
    last = last.sort_values("mean", ascending=not record.metric.greater_is_better, kind="stable")
    best = str(last.iloc[0]["lane"])
    beaten = {pair.loser for pair in pairs if pair.winner == best}
    known = {name for pair in pairs for name in (pair.first, pair.second)} - {best}
    ties = [str(name) for name in last["lane"] if name in known - beaten]
    label = record.lanes[best].label
    if not ties:
        return _("With all rows {label} scores best.", label=label)
    return _(
        "With all rows {label} scores best; no clear difference to {ties}.",
        label=label,
        ties=_list(record, ties),
    )


def _overtaking(record: Record, crossed: tuple[Crossing, ...]) -> str:
    if not crossed:
        return _("No learning curve overtakes another beyond doubt.")
    first = crossed[0]
    return _(
        "{after} overtakes {before} somewhere from {low} to {high} training rows.",
        after=record.lanes[first.after].label,
        before=record.lanes[first.before].label,
        low=f"{first.at.low:,.0f}",
        high=f"{first.at.high:,.0f}",
    )


def _turned(record: Record, crossed: tuple[Crossing, ...] | None) -> str:
    """Say up to which value of the slider the winner leads."""
    tip = tipping(record, crossed)
    if tip is None:
        return _("One contender alone, so there is nothing to compare.")
    label = record.lanes[tip.leader].label
    if tip.behind is not None:
        value, after = tip.behind
        return _(
            "With more “{setting}”, {after} overtakes {label}: at {value} it is surely better. {label} is not surely "
            "better at any smaller value.",
            label=label,
            after=record.lanes[after].label,
            **slider_words(record, Estimate(value, value, value)),
        )
    if tip.crossing is not None:
        return _(
            "{before} leads up to {value} of “{setting}”; from there {after} leads (95 % interval {low} to {high}).",
            before=label,
            after=record.lanes[tip.crossing.after].label,
            **slider_words(record, tip.crossing.at),
        )
    most = max(float(record.points[fitted.cell.point]) for fitted in record.fitted)
    words = slider_words(record, Estimate(most, most, most))
    if not fold_plan(record).levels(int(means(record)["n_folds"].max()), 1 - THRESHOLD):
        return _("Too few folds to tell whether “{setting}” changes the winner.", **words)
    if not tip.unsure:
        return _("“{setting}” never changes the winner, up to {value}: {label} leads.", label=label, **words)
    return _(
        "Up to {value} of “{setting}” nobody surely overtakes {label}. It is not surely ahead of {others} throughout.",
        label=label,
        others=_list(record, list(tip.unsure)),
        **words,
    )


def _over_preparations(record: Record) -> str:
    """Say in how many preparations the leader leads, and which choice changes the winner."""
    if baseline_unbeaten(record):
        return _("No contender is better than the baseline beyond doubt.")
    curve = specification(record)
    if curve is None:
        return _("One contender alone, so there is nothing to compare.")
    if not curve.turns:
        over_all = _which(record, curve.pairs, list(curve.choice.losses))
        return sentences(_("By the mean over all preparations:"), over_all, _("No choice surely changes the winner."))
    turned = [
        _(
            "“{choice}” changes the winner: {before} leads with “{value}”, {after} with “{other}”.",
            choice=choice_label(turn.choice),
            before=record.lanes[turn.leaders[0]].label,
            value=value_label(turn.choice, turn.values[0]),
            after=record.lanes[turn.leaders[1]].label,
            other=value_label(turn.choice, turn.values[1]),
        )
        for turn in curve.turns
    ]
    return sentences(*turned)


def _best_value(record: Record) -> str:
    best = best_value(record)
    _name, knob = record.plan.knob(record.spec)
    at = {place: written(knob, value) for place, value in enumerate(record.points)}
    words = {"label": record.lanes[best.lane].label, "setting": _(knob.label), "value": at[best.point]}
    if best.others:
        return _best_of_all(record, best, at, words)
    if not best.ties:
        return _("{label} scores best with “{setting}” at {value}, better than with any other value tried.", **words)
    if len(best.ties) == len(record.points) - 1:
        return _("{label} scores best with “{setting}” at {value}; no clear difference to any other value.", **words)
    return _(
        "{label} scores best with “{setting}” at {value}; no clear difference to {ties}.",
        ties=listed([at[place] for place in best.ties]),
        **words,
    )


def _best_of_all(record: Record, best: Best, at: dict[int, str], words: dict[str, str]) -> str:
    bests = {
        name: _("{label} at {value}", label=record.lanes[name].label, value=at[place])
        for name, place in best.others.items()
    }
    tied = [bests[name] for name in best.tied]
    behind = [bests[name] for name in best.others if name not in best.tied]
    if not tied:
        return _(
            "{label} scores best of all, with “{setting}” at {value}; it is better than the others’ best: {behind}.",
            behind=listed(behind),
            **words,
        )
    if not behind:
        return _(
            "{label} scores best of all, with “{setting}” at {value}; no clear difference to {tied}.",
            tied=listed(tied),
            **words,
        )
    return _(
        "{label} scores best of all, with “{setting}” at {value}; no clear difference to {tied}; behind are {behind}.",
        tied=listed(tied),
        behind=listed(behind),
        **words,
    )
