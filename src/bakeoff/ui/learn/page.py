"""Learn as a whole: the chapters and where one stands, or one chapter, as the address says."""

import importlib

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.learn import Chapter, chapter, chapters
from bakeoff.text import _, counted, enumerated
from bakeoff.ui.learn.progress import reached_goals
from bakeoff.ui.routes import LEARN
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.style import style

CHAPTER = "chapter"
"""Parameter of the address: the name of the chapter on show."""
_COLUMNS = 3


def learn_page() -> None:
    """Show the chapter that the address names, or all of them."""
    style()
    name = st.query_params.get(CHAPTER)
    if name is None:
        _overview()
        return
    try:
        shown = chapter(name)
    except SettingError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
        _overview()
        return
    _chapter(shown)


def _overview() -> None:
    st.header(_("Learn"), anchor=False)
    st.markdown(
        _(
            "How does a network learn, what do a tree and a support vector machine do, and why does one of them win? "
            "Every picture here is computed as you look, and can be changed; every chapter ends in a goal that is "
            "found reached by itself."
        )
    )
    everything, reached = list(chapters().values()), reached_goals()
    ahead = [record for record in everything if record.name not in reached]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            counted(
                "**{reached} of {n}** goal reached",
                "**{reached} of {n}** goals reached",
                len(everything),
                reached=len(everything) - len(ahead),
            )
        )
        if ahead and len(ahead) < len(everything):
            _link(ahead[0], _("Go on with “{title}”", title=ahead[0].title), ":material/arrow_forward:")
    for begin in range(0, len(everything), _COLUMNS):
        for column, record in zip(st.columns(_COLUMNS), everything[begin : begin + _COLUMNS], strict=False):
            with column:
                _card(record, record.name in reached)


def _card(record: Chapter, reached: bool) -> None:
    with st.container(border=True, height="stretch", key=f"learn-card-{record.name}"):
        _link(record, _("{number}. {title}", number=record.number, title=record.title), record.icon)
        st.markdown(_(record.question))
        if reached:
            st.caption(_(":material/check_circle: Reached: {goal}", goal=record.goal))
        else:
            st.caption(_(":material/flag: Goal: {goal}", goal=record.goal))


def _link(record: Chapter, label: str, icon: str) -> None:
    LEARN.link(label, icon=icon, query={CHAPTER: record.name})


def _chapter(shown: Chapter) -> None:
    LEARN.link(_("All chapters"), icon=":material/arrow_back:")
    st.header(_("{number}. {title}", number=shown.number, title=shown.title), anchor=False)
    st.markdown(_(shown.question))
    if shown.primer:
        st.caption(_("In the primer: {sections}", sections=enumerated(shown.primer)))
    importlib.import_module(f"bakeoff.ui.learn.{shown.name}.page").show(shown)
    _neighbours(shown)


def _neighbours(shown: Chapter) -> None:
    """Lead to the chapters before and after."""
    everything = list(chapters().values())
    place = everything.index(shown)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="learn-neighbours"):
        for other, icon in ((place - 1, ":material/arrow_back:"), (place + 1, ":material/arrow_forward:")):
            if 0 <= other < len(everything):
                record = everything[other]
                _link(record, _("{number}. {title}", number=record.number, title=record.title), icon)
