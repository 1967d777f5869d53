"""The race shown to a room: one thing at a time, large, and a key for what comes next."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.export.leaderboard import columns
from bakeoff.features.race.page.cards import race_cards
from bakeoff.features.race.page.headline import headline, in_words
from bakeoff.figures.clock import flags
from bakeoff.figures.learning import learning_curves_spec
from bakeoff.html import Template, plain
from bakeoff.race.race import Race
from bakeoff.race.slots import PresentStep
from bakeoff.race.snapshot import Run
from bakeoff.replay.scene import stage_of
from bakeoff.service.kernel import added
from bakeoff.text import _
from bakeoff.web.components.cards import cards
from bakeoff.web.components.chart import chart
from bakeoff.web.components.keys import keys
from bakeoff.web.contributions import draw
from bakeoff.web.data_views import data_drawing
from bakeoff.web.draft import RaceDraft
from bakeoff.web.replay import live
from bakeoff.web.tables import contender_table

TICK_SECONDS = 0.35
HEIGHT = 430
"""Pixels of a step's picture: with type of one and a half times all fits into 1280 by 720."""
_BACK, _NEXT, _LEAVE = "present-back", "present-next", "present-leave"
_KEYS = {
    **dict.fromkeys(("ArrowRight", "PageDown", " "), _NEXT),
    **dict.fromkeys(("ArrowLeft", "PageUp"), _BACK),
    "Escape": _LEAVE,
}
_STEPS = Template(
    '<ol class="bakeoff-present">{% for one in titles %}'
    '<li{% if loop.index == now %} aria-current="step"{% endif %}>{{ one }}</li>{% endfor %}</ol>'
)
_CELL = Template("{{ text }}{% if beneath %} <small>{{ beneath }}</small>{% endif %}")


def present(draft: RaceDraft) -> None:
    """Show the step that the address names."""
    if draft.race is None:
        draft.present = 1
    with st.container(key="present"):
        step = st.container()
        _bar(draft)  # before the step, which may take longer: the way on is there at once
    keys(_KEYS, turn=draft.present, key="present-keys")
    with step:
        if draft.present == 1 or draft.race is None:
            _data(draft)
        else:
            active = draft.race.run.active
            st.fragment(_step, run_every=TICK_SECONDS if active else None)(draft, active)
    draft.address.write(draft.query())


def titles() -> tuple[str, ...]:
    """Return what the steps are called, in their order."""
    return _("Data"), _("Race"), _("Clock"), _("Verdict"), *(_(step.title) for step in added(PresentStep))


def _bar(draft: RaceDraft) -> None:
    names = titles()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="present-bar"):
        st.html(_STEPS(titles=names, now=draft.present), width="stretch")
        st.button(_("Leave"), key=_LEAVE, type="tertiary", on_click=draft.present_step, args=(0,))
        if draft.present > 1:
            st.button(
                _("Back"),
                key=_BACK,
                icon=":material/arrow_back:",
                on_click=draft.present_step,
                args=(draft.present - 1,),
            )
        if draft.present < len(names):
            starts = draft.present == 1 and draft.race is None
            st.button(
                _("Start race") if starts else names[draft.present],
                key=_NEXT,
                type="primary",
                icon=":material/play_arrow:" if starts else ":material/arrow_forward:",
                on_click=draft.present_step,
                args=(draft.present + 1,),
            )


def _data(draft: RaceDraft) -> None:
    info = draft.spec.dataset.info
    st.header(_("Who wins on {title}?", title=plain(info.title)), anchor=False)
    if "start" in draft.problems:
        st.error(plain(draft.problems["start"]))
    data_drawing(draft.spec.dataset, height=HEIGHT)


def _step(draft: RaceDraft, was_active: bool) -> None:
    race = draft.race
    if race is None or race.run.active != was_active:
        st.rerun()
    shown: list[Callable[[Race], None]] = [_racing, _clock, _verdict]
    shown += [partial(_added, step) for step in added(PresentStep)]
    with st.container(key="present-step"):
        shown[draft.present - 2](race)


def _racing(race: Race) -> None:
    st.header(headline(race.run), anchor=False)
    if stage_of(race.run) is not None:
        live(race.run, headline(race.run), large=True)
        return
    rivals = [card for card in race_cards(race.run) if not card.contender.baseline]
    cards(race.run.id, rivals, key="present-cards", on_stop=race.stop)


def _clock(race: Race) -> None:
    run = race.run
    st.header(_told_by_clock(run), anchor=False)
    figure = learning_curves_spec(
        {name: lane.steps for name, lane in run.lanes.items() if not contender(name).baseline},
        task=run.spec.dataset.info.task,
        x="cpu_seconds",
        log=True,
        flags=flags(run.lanes),
        large=True,
    )
    chart(figure, alt=in_words(run), key="present-curves", height=HEIGHT)


def _told_by_clock(run: Run) -> str:
    """Say who was the first to be done, by CPU time; while any still learns, how the race stands."""
    spent = {
        name: result.costs.fit_cpu_seconds
        for name, result in run.report.finished().items()
        if not contender(name).baseline
    }
    if run.active or not spent:
        return headline(run)
    return _("{name} is done first, by CPU time.", name=contender(min(spent, key=spent.__getitem__)).label)


def _verdict(race: Race) -> None:
    report = race.run.report
    st.header(headline(race.run), anchor=False)
    shown = columns(report)[:4]
    cells = {
        name: [_CELL(text=text, beneath=beneath) for text, beneath in (column.cells[name] for column in shown)]
        for name in report.ranked()
        if name in report.finished()
    }
    if cells and not race.run.active:
        st.html(contender_table(_("Leaderboard"), [column.label for column in shown], cells))


def _added(step: PresentStep, race: Race) -> None:
    finished = race.run.report.finished_race
    if race.run.active or finished is None:
        st.header(headline(race.run), anchor=False)
        return
    draw(step.show, race.run, finished)
