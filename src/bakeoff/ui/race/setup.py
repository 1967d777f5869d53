"""The left column: data, contenders, rules, and the one button that matters."""

import streamlit as st

from bakeoff.contenders import Contender, contenders
from bakeoff.fields import knobs
from bakeoff.text import _
from bakeoff.ui.race.open_project import opening
from bakeoff.ui.race.transform import transform_setup
from bakeoff.ui.shared.data_choice import data_choice
from bakeoff.ui.shared.data_views import columns_of, split_problem
from bakeoff.ui.shared.draft import Draft
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.pictures import marker
from bakeoff.ui.shared.set_up_checks import set_up_notes, set_up_warnings
from bakeoff.ui.shared.start_button import go
from bakeoff.ui.shared.visitor import visitor
from bakeoff.ui.shared.widgets import settings_widgets


def setup(mine: Draft) -> None:
    """Show everything that can be set before a race."""
    with st.container(key="setup"):
        data_choice(mine)
        if mine.race is not None and (mine.race.run.active or mine.race.run.spec != mine.spec):
            set_up_warnings(mine, owner=visitor().owner)  # else they stand beside the data, or the headline
        st.subheader(_("Contenders"), anchor=False)
        for info in contenders().values():
            _contender(mine, info)
        if "contenders" in mine.problems:
            st.error(plain(mine.problems["contenders"]))
        _rules(mine)
        transform_setup(mine)
        with st.container(key="go"):
            set_up_notes(mine.spec, owner=visitor().owner)
            active = mine.race is not None and mine.race.run.active
            go(mine, active, start=_("Start race"), icon=":material/play_arrow:", stop=_stop_label(mine))
        opening(mine)


def _stop_label(mine: Draft) -> str:
    """Return what Stop does: who has been asked to come to an end, ends at once when it is pressed again."""
    lanes = mine.race.run.lanes.values() if mine.race else ()
    asked = all(lane.ending for lane in lanes if lane.active)
    return _("Stop now") if asked else _("Stop all")


def _contender(mine: Draft, info: Contender) -> None:
    settings, key = mine.spec.contenders.get(info.name), mine.key(f"on.{info.name}")
    with st.container(key=f"contender-{info.name}", border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{info.name}"):
            st.html(marker(info.identity), width="content")
            on = st.toggle(
                info.label,
                value=settings is not None,
                key=key,
                disabled=bool(info.missing),
                help=info.summary,
                on_change=mine.switch,
                args=(info.name, key),
                width="stretch",
            )
            if on and settings is not None and any(not knob.primary for knob in knobs(info.hyperparameters)):
                with st.popover(_("More"), key=f"more-{info.name}"):
                    st.markdown(_("**{label}**: {summary}", label=info.label, summary=info.summary))
                    settings_widgets(mine, info.name, settings, mine.spec.dataset.info.task, primary=False)
        if info.missing:
            st.caption(info.missing)
        if settings is not None:
            settings_widgets(mine, info.name, settings, mine.spec.dataset.info.task, primary=True)


def _rules(mine: Draft) -> None:
    with st.expander(_("Rules: split, seed, limits"), key="rules"):
        choice = mine.spec.dataset
        settings_widgets(
            mine,
            "rules",
            mine.spec.rules,
            choice.info.task,
            data=choice.info.kind,
            names=lambda: columns_of(choice),
        )
        if told := split_problem(choice, mine.spec.rules):
            st.error(plain(told))
