"""Results of a study, updated twice a second while it runs, and more detail at its end."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import amount, probability
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.notation import duration, interval, score
from bakeoff.features.judge.figures import study as figures
from bakeoff.features.judge.figures.specification import specification_spec
from bakeoff.features.judge.figures.training import training_bands_spec, tuning_spec
from bakeoff.features.judge.page.draft import MORE_MINUTES, JudgeDraft
from bakeoff.features.judge.page.fair import costs_of_settings
from bakeoff.features.judge.page.next_step import next_step, tuning_step
from bakeoff.features.judge.page.pairs import pairs
from bakeoff.features.judge.page.study_text import crossing_sentence, explained, in_words, remark, time_left
from bakeoff.fields import Knob, knobs
from bakeoff.figures.pareto import pareto
from bakeoff.html import Markup, plain
from bakeoff.spreadsheets import to_csv
from bakeoff.study.account import account, advice, choices
from bakeoff.study.best import written
from bakeoff.study.crossings import Crossing, crossings
from bakeoff.study.findings import costs, means, pairs_over_datasets, standing
from bakeoff.study.preparations import preparation_label
from bakeoff.study.record import Record, StudyLane
from bakeoff.study.summary import summary
from bakeoff.text import _, counted, sentences
from bakeoff.web.choice import chosen_cost, losses
from bakeoff.web.components.cards import Card, cards
from bakeoff.web.components.chart import chart
from bakeoff.web.cost_choice import cost_choice
from bakeoff.web.save import save_button
from bakeoff.web.tables import html_table, table_row
from bakeoff.web.tabs import tabs
from bakeoff.web.waiting_text import waiting

TICK_SECONDS = 0.5


def board(draft: JudgeDraft, was_active: bool) -> None:
    """Show the study on show, live while it goes on.

    Parameters
    ----------
    was_active : bool
        Whether it went on when the page began: once that has changed, all of the page is shown anew.
    """
    study = draft.study
    if study is None:
        return
    with st.container():  # of its own: a tick with one element more must not push out what follows
        st.fragment(_live, run_every=TICK_SECONDS if was_active else None)(draft, was_active)
    if not study.active and study.record.fitted:
        _closer(study.record)


def finished(record: Record, changed: bool = False) -> None:
    """Show a study that does not go on here, as the history has it.

    Parameters
    ----------
    changed : bool
        Whether the question beside it is another by now.
    """
    _known(record, changed, None, lambda: None)
    if record.fitted:
        _closer(record)


def _live(draft: JudgeDraft, was_active: bool) -> None:
    study = draft.study
    if study is None or study.active != was_active:
        st.rerun()
    record, limited = study.record, study.limited
    left = time_left(record, study.most_seconds_left, limited=limited)

    def lead_on() -> None:
        if left and limited:
            label = _("{n} more minutes", n=f"{MORE_MINUTES:g}")
            st.button(label, icon=":material/more_time:", on_click=draft.extend, key="judge-extend")
        next_step(draft, record)
        tuning_step(draft, record)

    _known(record, draft.asks_another(record), study.stop, lead_on, left)


def _known(
    record: Record,
    changed: bool,
    on_stop: Callable[[str], None] | None,
    lead_on: Callable[[], None],
    left: str = "",
) -> None:
    """Show what is known by now: a headline, the figure of its question, and what that means in words."""
    crossed = () if record.active or record.plan.question not in ("rows", "turn") else crossings(record)
    with st.container(key="headline"):
        st.header(summary(record, crossed), anchor=False)
        if not record.active and (said := advice(record, chosen_cost())):
            st.markdown(plain(said))
        if said := sentences(remark(record, changed), left):
            st.caption(said)
    lead_on()
    if record.active:
        cards(
            record.id,
            study_cards(record, here=on_stop is not None),
            key="judge-cards",
            on_stop=on_stop or (lambda _name: None),
        )
    else:
        _without_end(record)
    if record.fitted:
        _answer(record, crossed)
    with st.expander(_("How it is judged"), key="judge-how"):
        st.markdown(plain(explained(record)))


def _without_end(record: Record) -> None:
    """Say which contenders failed or were stopped, and why."""
    said = [
        _("{name}: {value}", name=lane.label, value=lane.message or _status(lane, record))
        for lane in record.lanes.values()
        if lane.status in ("failed", "stopped")
    ]
    if said:
        st.markdown("\n".join(f"- {plain(each)}" for each in said))


def _answer(record: Record, crossed: tuple[Crossing, ...]) -> None:
    """Show the figure of the study's question, and beneath it what it means in words."""
    if record.plan.question == "which":
        folds_figure(record)
    elif record.plan.question == "datasets":
        chart(
            figures.dataset_scores_spec(record), alt=in_words(record), key="judge-datasets", height=400, min_width=480
        )
    elif record.plan.question == "preparations":
        figure = specification_spec(record)
        chart(figure, alt=figure["layout"]["title"]["text"], key="judge-preparations", height=560, min_width=480)
    elif record.plan.question == "fair":
        costs_of_settings(record)
    else:
        chart(figures.score_bands_spec(record, crossed), alt=in_words(record), key="judge-bands", height=420)
        for crossing in crossed:
            st.markdown(f"- {plain(crossing_sentence(record, crossing))}")
    if not record.active:
        _meaning(record)
    if record.plan.question == "which":
        pairs(record)
    if record.plan.question == "datasets" and not record.active:
        figure = figures.critical_difference_spec(record)
        chart(figure, alt=figure["layout"]["title"]["text"], key="judge-ranks", height=240, min_width=480)
        st.html(datasets_table(record))


def folds_figure(record: Record) -> None:
    """Show each contender's scores by fold, with the mean and its interval."""
    height = 120 + 70 * len(record.lanes)
    chart(figures.fold_scores_spec(record), alt=in_words(record), key="judge-folds", height=height)


def _meaning(record: Record) -> None:
    """Say what a study that is over has found."""
    if record.plan.question != "fair" and (said := account(record)):
        st.markdown(plain(said))
    if (chosen := choices(record)) is not None:
        with st.expander(_("What each may lose"), key="judge-losses"):
            losses(chosen[0], record.metric, chosen[1])


def _closer(record: Record) -> None:
    """A tab for every other way to look at it."""
    views = {"cost": _("What it costs"), "learn": _("As they learn"), "tuning": _("Tuning"), "numbers": _("Numbers")}
    if all(len(fitted.steps) < 2 for fitted in record.fitted) or record.plan.question == "datasets":
        del views["learn"]
    if not record.tried:
        del views["tuning"]
    if record.plan.path or record.plan.question in ("preparations", "datasets"):
        del views["cost"]
    for tab, key in zip(tabs(list(views.values()), key=f"judge-views-{record.id}"), views, strict=True):
        with tab, st.container(key=f"judge-tab-{key}"):
            {"cost": _cost, "learn": _learn, "tuning": _tuning, "numbers": _numbers}[key](record)


def _cost(record: Record) -> None:
    cost = cost_choice("judge-cost")
    figure = pareto(costs(record), record.lanes, record.metric, cost, figures.told(record))
    chart(figure, alt=_title(figure), key="judge-pareto", height=420)


def _learn(record: Record) -> None:
    figure = training_bands_spec(record)
    chart(figure, alt=figure["layout"]["title"]["text"], key="judge-training", height=420, min_width=480)


def _tuning(record: Record) -> None:
    figure = tuning_spec(record)
    chart(figure, alt=figure["layout"]["title"]["text"], key="judge-tuning", height=420, min_width=480)
    st.dataframe(chosen_table(record), hide_index=True, key="judge-chosen")


def _numbers(record: Record) -> None:
    st.dataframe(means_table(record), hide_index=True, key="judge-means")
    save_button(_("Every fit as CSV"), lambda: to_csv(record.frame, index=False), "study.csv", key="judge-csv")


def _title(figure: go.Figure) -> str:
    return str(figure.layout.title.text or "")


_LOOKS = {"fitting": "training"}


def study_cards(record: Record, *, here: bool = True) -> list[Card]:
    """Return a card per lane; each can be stopped while it is fitted, if that goes on here."""
    rows = {str(name): row for name, row in standing(record).iterrows()}
    wanted = record.most_folds * record.most_points
    done = record.frame["lane"].value_counts().to_dict()
    return [
        _card(record, lane, rows.get(lane.name), int(done.get(lane.name, 0)), wanted, here=here)
        for lane in record.lanes.values()
    ]


def _card(record: Record, lane: StudyLane, mean: object, done: int, wanted: int, *, here: bool) -> Card:
    metric = record.metric
    score_text, caption, facts = "–", _("no score yet") if lane.active else _("no score"), ""
    if mean is not None:
        row = dict(mean)  # type: ignore[call-overload]
        score_text = score(row["mean"], metric)
        ends = interval(Estimate(row["mean"], row["low"], row["high"]), metric)
        caption = _mean_of(record, round(row["n_folds"]), "" if math.isnan(row["low"]) else ends)
        facts = _(
            "{cpu} CPU a fit, {done} of {wanted} fits", cpu=duration(row["fit_cpu_seconds"]), done=done, wanted=wanted
        )
    return Card(
        name=lane.name,
        label=lane.label,
        contender=contender(lane.contender),
        status=_LOOKS.get(lane.status, lane.status),
        status_text=_status(lane, record),
        active=lane.active and here,
        progress=1.0 if lane.status == "done" else done / wanted if wanted else 0.0,
        score=score_text,
        caption=caption,
        facts=facts,
        message=lane.message,
    )


def _mean_of(record: Record, folds: int, interval: str) -> str:
    """Say what a score is the mean of."""
    if record.plan.question == "datasets":
        return _("mean of {n} data sets, {folds} folds each", n=len(record.points), folds=folds)
    if not interval:
        return counted("mean of {n} fold", "mean of {n} folds", folds)
    return _("{interval}, mean of {n} folds", interval=interval, n=folds)


def _status(lane: StudyLane, record: Record) -> str:
    return {
        "waiting": waiting(record.place, record.wait_seconds),
        "fitting": _("Fitting"),
        "done": _("Done"),
        "failed": _("Failed"),
        "stopped": _("Stopped"),
    }[lane.status]


_LEAST = 1e-4
"""No probability that is found by drawing is said to be nearer to 0 or 1."""


def means_table(record: Record) -> pd.DataFrame:
    """Return a row per contender and point: its mean score with the interval, spread over folds, and cost."""
    metric = record.metric
    rows = []
    for row in means(record).to_dict("records"):
        mean = Estimate(row["mean"], row["low"], row["high"])
        shown: dict[str, Any] = {_("Contender"): record.lanes[row["lane"]].label, **_point(record, row)}
        shown[_("Folds")] = row["n_folds"]
        shown[_("{metric}, mean", metric=_(metric.label))] = notation.score(row["mean"], metric)
        shown[_("95 % interval of the mean")] = notation.interval(mean, metric)
        shown[_("Standard deviation over folds")] = notation.difference(row["spread"], metric)
        shown[_("CPU time of a fit, mean")] = notation.duration(row["fit_cpu_seconds"])
        rows.append(shown)
    return pd.DataFrame(rows)


def datasets_table(record: Record) -> Markup:
    """Return the pairs over the data sets as HTML: probabilities, mean difference and size of the effect."""
    rope, metric = record.plan.rope, record.metric
    caption = _(
        "Over data sets like these, by the Bayesian signed-rank test (Benavoli and others 2014), each pair on its "
        "own. Bold: Wilcoxon’s exact test agrees, corrected for all pairs. Average ranks and their critical "
        "difference (Nemenyi) depend on who else takes part; this does not."
    )
    titles = (
        _("Pair"),
        _("First mostly better"),
        _("Mostly within {rope}", rope=amount(rope, metric)) if rope else _("Equal"),
        _("Second mostly better"),
        _("Mean difference, 95 % interval"),
        _("Rank-biserial effect"),
    )
    rows = []
    for pair in pairs_over_datasets(record):
        first, second = record.lanes[pair.first].label, record.lanes[pair.second].label
        chances = (pair.p_first, pair.p_rope, pair.p_second) if pair.of_others else (math.nan,) * 3
        cells = [_probability(value, pair.sure) for value in chances]
        gap, interval = notation.gap(pair.difference, metric), notation.difference_interval(pair.difference, metric)
        cells += [Markup("{}<br>{}").format(gap, interval), notation.signed(pair.effect, 2)]
        rows.append(table_row(_("{first} against {second}", first=first, second=second), cells))
    return html_table(caption, titles, rows)


def _probability(value: float, sure: bool) -> str:
    text = notation.UNKNOWN if math.isnan(value) else probability(min(max(value, _LEAST), 1 - _LEAST))
    return Markup("<strong>{}</strong>").format(text) if sure and value >= LEVEL else text


def chosen_table(record: Record) -> pd.DataFrame:
    """Return a row per tuned contender and fold: the settings that tuning chose, where they differ from the given."""
    rows = []
    for fitted in record.fitted:
        lane = record.lanes[fitted.cell.lane]
        if lane.tuned:
            known = {knob.name: knob for knob in knobs(contender(lane.contender).hyperparameters)}
            chosen = {_(known[name].label): written(known[name], value) for name, value in fitted.chosen.items()}
            rows.append({_("Contender"): lane.label, _("Fold"): fitted.cell.fold + 1, **chosen})
    return pd.DataFrame(rows).fillna(_("as given"))


def _point(record: Record, row: dict[Any, Any]) -> dict[str, Any]:
    value, question = record.points[row["point"]], record.plan.question
    if question == "rows":
        return {_("Training rows"): notation.count(round(row["n_train"]))}
    if question == "datasets":
        return {_("Data set"): _(dataset(value).title)}
    if question == "preparations":
        return {_("Preparation"): preparation_label(value)}
    if record.plan.path:
        knob: Knob = record.plan.knob(record.spec)[1]
        return {_(knob.label): written(knob, value)}
    return {_("Training rows"): notation.count(round(row["n_train"]))}
