"""The left column: data, contenders, rules, and the one button that matters."""

import streamlit as st

from bakeoff.contenders import Contender, contenders
from bakeoff.fields import knobs
from bakeoff.text import _
from bakeoff.ui.race.open_project import open_project
from bakeoff.ui.race.transform import transform_setup
from bakeoff.ui.shared.data_choice import data_choice
from bakeoff.ui.shared.data_views import columns_of, split_problem
from bakeoff.ui.shared.draft import RaceDraft
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.pictures import marker
from bakeoff.ui.shared.set_up_checks import set_up_notes, set_up_warnings
from bakeoff.ui.shared.start_button import start_button
from bakeoff.ui.shared.visitor import visitor
from bakeoff.ui.shared.widgets import settings_widgets


def setup(draft: RaceDraft) -> None:
    """Show everything that can be set before a race."""
    with st.container(key="setup"):
        data_choice(draft)
        if draft.race is not None and (draft.race.run.active or draft.race.run.spec != draft.spec):
            set_up_warnings(draft, owner=visitor().owner)  # else they stand beside the data, or the headline
        st.subheader(_("Contenders"), anchor=False)
        for info in contenders().values():
            _contender(draft, info)
        if "contenders" in draft.problems:
            st.error(plain(draft.problems["contenders"]))
        _rules(draft)
        transform_setup(draft)
        with st.container(key="go"):
            set_up_notes(draft.spec, owner=visitor().owner)
            start_button(
                draft,
                draft.race is not None and draft.race.run.active,
                start=_("Start race"),
                icon=":material/play_arrow:",
                stop=_stop_label(draft),
                first=not _answered(draft),
            )
        open_project(draft)


def _answered(draft: RaceDraft) -> bool:
    """Tell whether the race on show is of this set-up and has a verdict: then what comes next stands beneath that."""
    run = draft.race.run if draft.race else None
    return run is not None and run.spec == draft.spec and not run.active and run.report.verdict is not None


def _stop_label(draft: RaceDraft) -> str:
    """Return what Stop does: who has been asked to come to an end, ends at once when it is pressed again."""
    lanes = draft.race.run.lanes.values() if draft.race else ()
    asked = all(lane.ending for lane in lanes if lane.active)
    return _("Stop now") if asked else _("Stop all")


def _contender(draft: RaceDraft, info: Contender) -> None:
    settings, key = draft.spec.contenders.get(info.name), draft.key(f"on.{info.name}")
    with st.container(key=f"contender-{info.name}", border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{info.name}"):
            st.html(marker(info.identity), width="content")
            on = st.toggle(
                info.label,
                value=settings is not None,
                key=key,
                disabled=bool(info.missing),
                help=info.summary,
                on_change=draft.switch,
                args=(info.name, key),
                width="stretch",
            )
            if on and settings is not None and any(not knob.primary for knob in knobs(info.hyperparameters)):
                with st.popover(_("More"), key=f"more-{info.name}"):
                    st.markdown(_("**{label}**: {summary}", label=info.label, summary=info.summary))
                    settings_widgets(draft, info.name, settings, draft.spec.dataset.info.task, primary=False)
        if info.missing:
            st.caption(info.missing)
        if settings is not None:
            settings_widgets(draft, info.name, settings, draft.spec.dataset.info.task, primary=True)


def _rules(draft: RaceDraft) -> None:
    with st.expander(_("Rules: split, seed, limits"), key="rules"):
        choice = draft.spec.dataset
        settings_widgets(
            draft,
            "rules",
            draft.spec.rules,
            choice.info.task,
            data=choice.info.kind,
            names=lambda: columns_of(choice),
        )
        if told := split_problem(choice, draft.spec.rules):
            st.error(plain(told))
