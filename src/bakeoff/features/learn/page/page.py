"""Learn as a whole: the chapters and where one stands, or one chapter, as the address says."""

import importlib

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.parts.of_race import take_race
from bakeoff.features.learn.parts.progress import reached_goals
from bakeoff.features.learn.registry import chapter, chapters
from bakeoff.html import plain
from bakeoff.text import _, counted
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.parameters import CHAPTER
from bakeoff.web.pretrained import pretrained_note
from bakeoff.web.routes import CLASS

_COLUMNS = 3


def learn_page() -> None:
    """Show the chapter that the address names, or all of them."""
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
    with st.container(key="learn-top"):
        into_sight("", key="learn-in-sight")
        st.header(_("Learn"), anchor=False)
    st.markdown(
        _(
            "How does a network learn? What do a tree and a support vector machine do? Why does one of them win? "
            "Every picture here is computed as you look, and can be changed. Every chapter ends with a goal; the "
            "page notices when you reach it."
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
        CLASS.link(_("Join a class"))
    for begin in range(0, len(everything), _COLUMNS):
        for column, record in zip(st.columns(_COLUMNS), everything[begin : begin + _COLUMNS], strict=False):
            with column:
                _card(record, record.name in reached)
    pretrained_note()


def _card(record: Chapter, reached: bool) -> None:
    with st.container(border=True, height="stretch", key=f"learn-card-{record.name}"):
        _link(record, _("{number}. {title}", number=record.number, title=record.title), record.icon)
        st.markdown(_(record.question))
        if reached:
            st.caption(_(":material/check_circle: Reached: {goal}", goal=record.goal))
        else:
            st.caption(_(":material/flag: Goal: {goal}", goal=record.goal))


def _link(record: Chapter, label: str, icon: str) -> None:
    """Lead to a chapter, by a button: a link from a page to itself leaves Streamlit's address as it was."""
    key = f"learn-to-{record.name}-{icon}"
    st.button(label, icon=icon, type="tertiary", key=key, on_click=_open, args=(record.name,))


def _open(name: str) -> None:
    st.query_params.from_dict({CHAPTER: name} if name else {})


def _chapter(shown: Chapter) -> None:
    back = _("All chapters")
    with st.container(key="learn-top"):
        into_sight(shown.name, key="learn-in-sight")
        st.button(back, icon=":material/arrow_back:", type="tertiary", key="learn-all", on_click=_open, args=("",))
        st.header(_("{number}. {title}", number=shown.number, title=shown.title), anchor=False)
    st.markdown(_(shown.question))
    take_race()
    importlib.import_module(f"bakeoff.features.learn.{shown.name}.page.page").show(shown)
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
