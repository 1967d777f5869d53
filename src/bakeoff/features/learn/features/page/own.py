"""Points that one paints oneself: which of the three parts them?"""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.features.goal import HARD_RIGHT, LEAST_HELD_OUT, MOST_RIGHT, Start, painted, reached, start
from bakeoff.features.learn.features.models import LINE, NETWORK, TREE, UNITS, held_out, line, network, tree
from bakeoff.features.learn.features.page.figure import three
from bakeoff.features.learn.features.page.painting import N_CLASSES, painting
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.steps import explain, goal, predict, seen, step
from bakeoff.html import plain
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.points import CLASS_NAMES, Points, make_points, painted_from_text
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.network.slots import RaceOnPoints
from bakeoff.service.kernel import added
from bakeoff.text import _, sentences, told
from bakeoff.web.components.follow import follow
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

_PAINTED, _TURN = "learn-features-painted", "learn-features-turn"
_RACE, _TROUBLE = "learn-features-race", "learn-features-trouble"


@st.fragment
def own_points(chapter: Chapter) -> None:
    """Show the painting, what the three make of it, and the goal."""
    with step(6, _("Paint points for one of them alone")) as (words, picture):
        with words:
            explain(
                "Each family of models has points that suit it. A random half of what you paint is for training. "
                "The other half is held out, so knowing points by heart does not help."
            )
            options = {"line": _("The straight line"), "tree": _("The tree"), "network": _("The network")}
            given = predict(
                "features-guess-stripes",
                _("Eight upright stripes, of both classes in turn: which one has most held-out points right?"),
                options,
            )
            _stripes_told(given)
        settings = painted(_text())
        with picture:
            _own(settings)
        with words:
            _ways_on(settings)
        easy, hard = (_is_reached(settings, most) for most in (MOST_RIGHT, HARD_RIGHT))
        goal(chapter, easy, _standing(settings), hard=hard)


def _text() -> str:
    text: str = st.session_state.setdefault(_PAINTED, start("clouds"))
    return text


def _stripes_told(given: str) -> None:
    striped = painted(start("stripes"))
    n = held_out(make_points(striped))
    wrong = {
        "line": _("One border has two sides, and there are eight stripes."),
        "network": _("It has {n} edges, which can lie in any direction; seven upright ones are hard to find.", n=UNITS),
    }
    seen(
        "The tree has {tree} right, the network {network}, the straight line {line}. A tree’s questions are "
        "about one coordinate at a time, and so are these stripes.",
        given,
        wrong,
        tree=right_of(tree(striped).right, n),
        network=right_of(network(striped).right, n),
        line=right_of(line(striped).right, n),
    )


def _own(settings: LabSettings) -> None:
    labels: Mapping[Start, str] = {
        "clouds": _("Two clouds"),
        "ring": _("A ring"),
        "stripes": _("Stripes"),
        "nothing": _("No points"),
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Begin with:"), width="content")
        for code, label in labels.items():
            st.button(label, key=f"learn-features-start-{code}", on_click=_begin, args=(code,))
    painting(settings, _shown(settings), st.session_state.get(_TURN, 0), _put, key="learn-features-painting")
    st.caption(_("Filled: training points. Hollow: held-out points. The line is where the answer changes."))
    try:
        three(settings, key="learn-features-own")
    except SettingError as error:
        st.warning(plain(str(error)), icon=":material/brush:")


def _shown(settings: LabSettings) -> Points:
    """Return the points, those too that nothing can be learnt from."""
    try:
        points = make_points(settings)
    except SettingError:
        X, codes = painted_from_text(settings.painted)
        return Points(X, codes, np.ones(len(X), bool), CLASS_NAMES[:N_CLASSES])
    return points


def _begin(code: Start) -> None:
    st.session_state[_PAINTED] = start(code)


def _put(turn: int, text: str) -> None:
    st.session_state[_TURN], st.session_state[_PAINTED] = turn, text


def _is_reached(settings: LabSettings, most: float) -> bool:
    try:
        return reached(settings, most)
    except SettingError:
        return False


def _standing(settings: LabSettings) -> str:
    try:
        n = held_out(make_points(settings))
        rights = {LINE: line(settings).right, TREE: tree(settings).right, NETWORK: network(settings).right}
    except SettingError as error:
        return plain(str(error))
    each = _(
        "Of {n} held-out points the network has {network} right ({network_share} %), the straight line {line} "
        "({line_share} %), the tree {tree} ({tree_share} %).",
        n=n,
        network=rights[NETWORK],
        network_share=percent(rights[NETWORK] / n),
        line=rights[LINE],
        line_share=percent(rights[LINE] / n),
        tree=rights[TREE],
        tree_share=percent(rights[TREE] / n),
    )
    if n < LEAST_HELD_OUT:
        return sentences(each, _("At least {least} must be held out: paint more.", least=LEAST_HELD_OUT))
    return each


def _ways_on(settings: LabSettings) -> None:
    route("lab").link(_("These points in the lab"), query=to_query(settings))
    for way in added(RaceOnPoints):
        st.button(
            _("Race on these points"),
            icon=":material/sports_score:",
            key="learn-features-to-race",
            type="tertiary",
            on_click=_prepare_race,
            args=(way, settings),
        )
    trouble = st.session_state.pop(_TROUBLE, "")
    if trouble:
        st.warning(plain(told(trouble)), icon=":material/sports_score:")
    query = st.session_state.pop(_RACE, None)
    if query is not None:
        follow(route("race"), _("To the race"), query=query, key="learn-features-follow")


def _prepare_race(way: RaceOnPoints, settings: LabSettings) -> None:
    """Make the painted points a table to be raced on, or keep why they cannot be."""
    try:
        query = way.query(settings, visitor().owner)
    except BakeoffError as error:
        st.session_state[_TROUBLE] = str(error)
    else:
        st.session_state[_RACE] = {**query, "contenders": ",".join((NETWORK, TREE, LINE))}
