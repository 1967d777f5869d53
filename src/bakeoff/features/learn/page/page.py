"""Learn as a whole: the chapters and where one stands, or one chapter, as the address says."""

import importlib

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.features.learn.page.recall import recall
from bakeoff.features.learn.parts.of_race import take_race
from bakeoff.features.learn.parts.steps import framed, say
from bakeoff.features.learn.parts.still import still
from bakeoff.html import Template, plain
from bakeoff.lesson.chapter import Chapter, ChapterQuestions, ChapterTop, chapter, chapters
from bakeoff.service.kernel import added
from bakeoff.text import _, counted
from bakeoff.web.components.glossed import glossed, words_of_the_field
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.contributions import draw
from bakeoff.web.goals import answers, begin_again, reached_goals
from bakeoff.web.parameters import CHAPTER
from bakeoff.web.pretrained import pretrained_note
from bakeoff.web.routes import route

_COLUMNS = 3
_OPENED = Template(
    '<p class="learn-opened">{% for step in range(steps) %}<i{% if step < opened %} class="on"{% endif %}></i>'
    "{% endfor %} {{ said }}</p>"
)


def learn_page() -> None:
    """Show the chapter that the address names, or all of them."""
    for top in added(ChapterTop):
        draw(top.show)
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
    say(
        "How does a network learn? What do a tree and a support vector machine do? Why does one of them win? "
        "Every picture here is computed as you look, and can be changed. Every chapter ends with a goal; the "
        "page notices when you reach it."
    )
    everything, reached = list(chapters().values()), reached_goals()
    ahead = [record for record in everything if record.name not in reached]
    n_levels = sum(len(record.levels) for record in everything)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            counted(
                "**{reached} of {n}** goal reached",
                "**{reached} of {n}** goals reached",
                n_levels,
                reached=sum(_n_reached(record) for record in everything),
            )
        )
        if ahead and len(ahead) < len(everything):
            _link(ahead[0], _("Go on with “{title}”", title=ahead[0].title), ":material/arrow_forward:")
        route("class").link(_("Join a class"))
    recall(_open)
    for begin in range(0, len(everything), _COLUMNS):
        for column, record in zip(st.columns(_COLUMNS), everything[begin : begin + _COLUMNS], strict=False):
            with column:
                _card(record)
    with st.expander(_("Words of the field"), icon=":material/dictionary:", key="learn-words"):
        words_of_the_field()
    pretrained_note()


def _n_reached(record: Chapter) -> int:
    return len(set(record.levels) & set(reached_goals()))


def _card(record: Chapter) -> None:
    with st.container(border=True, height="stretch", key=f"learn-card-{record.name}"):
        st.html(still(record.name))
        _link(record, _("{number}. {title}", number=record.number, title=record.title), record.icon)
        st.markdown(_(record.able))
        values = {"minutes": record.minutes, "reached": _n_reached(record)}
        st.caption(
            counted(
                "About {minutes} minutes. {reached} of {n} goal reached.",
                "About {minutes} minutes. {reached} of {n} goals reached.",
                len(record.levels),
                **values,
            )
        )


def _link(record: Chapter, label: str, icon: str) -> None:
    """Lead to a chapter, by a button: a link from a page to itself leaves Streamlit's address as it was."""
    key = f"learn-to-{record.name}-{icon}"
    st.button(label, icon=icon, type="tertiary", key=key, on_click=_open, args=(record.name,))


def _open(name: str) -> None:
    st.query_params.from_dict({CHAPTER: name} if name else {})


def _chapter(shown: Chapter) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", key="learn-top"):
        into_sight(shown.name, key="learn-in-sight")
        back = _("All chapters")
        st.button(back, icon=":material/arrow_back:", type="tertiary", key="learn-all", on_click=_open, args=("",))
        if any(question.startswith(f"{shown.name}-") for question in answers()):
            st.button(
                _("Begin again"),
                icon=":material/restart_alt:",
                type="tertiary",
                key="learn-begin-again",
                on_click=begin_again,
                args=(shown.name,),
            )
    with st.container(key="learn-head"):
        title, goals = st.columns([5, 8], vertical_alignment="center", gap="large")
        with title:
            st.header(_("{number}. {title}", number=shown.number, title=shown.title), anchor=False)
            opened = st.empty()
        with goals.container(key="learn-goal"):
            place = st.empty()
    due = {draw(questions.ask, shown) for questions in added(ChapterQuestions)}
    glossed(_(shown.question), key=f"learn-question-{shown.name}")
    take_race()
    body = st.container(key="learn-body")
    _neighbours(shown)
    with body, framed(shown, place) as frame:
        if "now" not in due:
            importlib.import_module(f"bakeoff.features.learn.{shown.name}.page.page").show(shown)
    if frame.opened:
        said = _("Step {step} of {steps}", step=frame.opened, steps=shown.steps)
        opened.html(_OPENED(opened=frame.opened, steps=shown.steps, said=said))


def _neighbours(shown: Chapter) -> None:
    """Lead to the chapters before and after."""
    everything = list(chapters().values())
    place = everything.index(shown)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="learn-neighbours"):
        for other, icon in ((place - 1, ":material/arrow_back:"), (place + 1, ":material/arrow_forward:")):
            if 0 <= other < len(everything):
                record = everything[other]
                _link(record, _("{number}. {title}", number=record.number, title=record.title), icon)
