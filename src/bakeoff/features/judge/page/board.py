"""Results of a study, updated twice a second while it runs, and more detail at its end."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from bakeoff.features.judge.account import account
from bakeoff.features.judge.crossings import crossings
from bakeoff.features.judge.figures import study as figures
from bakeoff.features.judge.figures.training import training_bands_spec, tuning_spec
from bakeoff.features.judge.findings import costs
from bakeoff.features.judge.page.cards import study_cards
from bakeoff.features.judge.page.draft import MORE_MINUTES, JudgeDraft
from bakeoff.features.judge.page.next_step import next_step
from bakeoff.features.judge.page.numbers import chosen_table, datasets_table, means_table
from bakeoff.features.judge.page.pairs import pairs
from bakeoff.features.judge.page.study_text import crossing_sentence, explained, in_words, time_left
from bakeoff.features.judge.record import Record
from bakeoff.features.judge.summary import summary
from bakeoff.figures.pareto import pareto
from bakeoff.html import plain
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, sentences
from bakeoff.web.components.cards import cards
from bakeoff.web.components.chart import chart
from bakeoff.web.cost_choice import cost_choice
from bakeoff.web.save import save_button
from bakeoff.web.tabs import tabs

TICK_SECONDS = 0.5


def board(draft: JudgeDraft, was_active: bool) -> None:
    """Show the study on show, live while it goes on.

    Parameters
    ----------
    draft : JudgeDraft
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
    record : Record
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

    _known(record, draft.asks_another(record), study.stop, lead_on, left)


def _known(
    record: Record,
    changed: bool,
    on_stop: Callable[[str], None] | None,
    lead_on: Callable[[], None],
    left: str = "",
) -> None:
    """Show what is known by now: a headline, what comes next, a card per contender, the figures of its question."""
    crossed = () if record.active or record.plan.question != "rows" else crossings(record)
    with st.container(key="headline"):
        st.header(summary(record, crossed), anchor=False)
        st.caption(sentences(explained(record, changed), left))
    if not record.active and (told_in_words := account(record)):
        st.markdown(plain(told_in_words))
    lead_on()
    shown = study_cards(record, here=on_stop is not None)
    cards(record.id, shown, key="judge-cards", on_stop=on_stop or (lambda _name: None))
    if not record.fitted:
        return
    if record.plan.question == "which":
        height = 120 + 70 * len(record.lanes)
        chart(figures.fold_scores_spec(record), alt=in_words(record), key="judge-folds", height=height)
        pairs(record)
    elif record.plan.question == "datasets":
        chart(
            figures.dataset_scores_spec(record), alt=in_words(record), key="judge-datasets", height=400, min_width=480
        )
        if not record.active:
            figure = figures.critical_difference_spec(record)
            chart(figure, alt=figure["layout"]["title"]["text"], key="judge-ranks", height=240, min_width=480)
            st.html(datasets_table(record))
    else:
        chart(figures.score_bands_spec(record), alt=in_words(record), key="judge-bands", height=420)
        for crossing in crossed:
            st.markdown(f"- {plain(crossing_sentence(record, crossing))}")


def _closer(record: Record) -> None:
    """A tab for every other way to look at it."""
    views = {"cost": _("What it costs"), "learn": _("As they learn"), "tuning": _("Tuning"), "numbers": _("Numbers")}
    if not any(fitted.steps for fitted in record.fitted) or record.plan.question == "datasets":
        del views["learn"]
    if not record.tried:
        del views["tuning"]
    if record.plan.question in ("setting", "datasets"):
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
