"""Figures of the chapter on the decision tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bakeoff.contenders import contender
from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.plane import NAMES, REACH, ground, marks, plane
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.parts.written import fixed
from bakeoff.features.learn.tree.growing import Box, Cut, Grown, tree
from bakeoff.features.learn.tree.impurity import Gains, ThresholdQuestion
from bakeoff.figures.style import GREY, Spec, axis, class_colour, faded, layout
from bakeoff.text import _


@dataclass(frozen=True)
class Node:
    """A split or a leaf of a drawn tree: its place across, depth, split if any, leaf, and parent in the list, or -1."""

    place: float
    depth: int
    question: ThresholdQuestion | None
    leaf: int
    parent: int


def nodes(tree: Grown) -> tuple[Node, ...]:
    """Return the questions and leaves of a tree, each after the question above it."""
    asked: dict[int, list[tuple[int, ThresholdQuestion]]] = {}
    for number, cut in enumerate(tree.cuts, start=1):
        asked.setdefault(cut.leaf, []).append((number, cut.question))
    drawn: list[Node] = []
    _draw(drawn, asked, 0, 0, -1, 0)
    return tuple(drawn)


def _draw(
    drawn: list[Node],
    asked: dict[int, list[tuple[int, ThresholdQuestion]]],
    leaf: int,
    turn: int,
    parent: int,
    left: int,
) -> int:
    """Add what stands below the questions that a leaf was asked before `turn`; return how many leaves that is."""
    questions = asked.get(leaf, [])
    depth = drawn[parent].depth + 1 if parent >= 0 else 0
    own = len(drawn)
    if turn == len(questions):
        drawn.append(Node(left, depth, None, leaf, parent))
        return 1
    number, question = questions[turn]
    drawn.append(Node(0.0, depth, question, leaf, parent))
    n_left = _draw(drawn, asked, leaf, turn + 1, own, left)
    second = len(drawn)
    n_right = _draw(drawn, asked, number, 0, own, left + n_left)
    drawn[own] = Node((drawn[own + 1].place + drawn[second].place) / 2, depth, question, leaf, parent)
    return n_left + n_right


MACHINE = contender("decision_tree").identity.colour
OWN = GREY
_ROOM = 0.24  # of a level of a drawn tree, above and below the words
_BESIDE = 0.76  # of the width and height, for the plane; the rest is for the gains


def asked(question: ThresholdQuestion) -> str:
    """Write a question."""
    return _("{feature} ≤ {threshold}", feature=NAMES[question.feature], threshold=fixed(question.threshold, 2))


def one_question(points: Parted, question: ThresholdQuestion) -> Spec:
    """Draw a question through the points, each side in the colour of most of its points."""
    halves = tree([Cut(0, question)], points.X, points.y, 2)
    shapes = [*regions(halves), _line(question, OWN)]
    return plane("", marks(points), shapes=shapes)


def every_question(
    points: Parted, question: ThresholdQuestion, best: ThresholdQuestion, gains: Sequence[Gains]
) -> Spec:
    """Draw the same, and beside the plane what each question about either feature gains."""
    drawn = one_question(points, question)
    layout_, top = drawn["layout"], 1.15 * max(float(each.gains.max()) for each in gains)
    layout_["shapes"] += [_line(best, MACHINE, "dash")]
    layout_["xaxis"] |= {"domain": [0, _BESIDE], "title": {"text": ""}, "showticklabels": False}
    layout_["yaxis"] |= {"domain": [1 - _BESIDE, 1]}
    ends, heights = {"range": [-REACH, REACH], "fixedrange": True}, {"range": [0, top], "fixedrange": True, "nticks": 4}
    layout_ |= {
        "xaxis2": axis(NAMES[0], **ends, domain=[0, _BESIDE], anchor="y2"),
        "yaxis2": axis(_("Gain"), **heights, domain=[0, 0.96 - _BESIDE], anchor="x2"),
        "xaxis3": axis(_("Gain"), **heights, domain=[_BESIDE + 0.03, 1], anchor="y3"),
        "yaxis3": axis("", **ends, domain=[1 - _BESIDE, 1], anchor="x3", showticklabels=False),
    }
    drawn["data"] += [_curve(each, feature) for feature, each in enumerate(gains)]
    for asked_, colour, name, symbol in (
        (best, MACHINE, _("The best split"), "star"),
        (question, OWN, _("Your split"), "circle"),
    ):
        drawn["data"].append(_on_curve(asked_, gains[asked_.feature], colour, name, symbol))
    return drawn


def gain_at(gains: Gains, threshold: float) -> float:
    """Return what a threshold gains that lies between any two values, or beyond them all."""
    place = int(np.searchsorted(gains.thresholds, threshold))
    at = np.clip([place - 1, place], 0, len(gains.thresholds) - 1)
    nearest = at[np.abs(gains.thresholds[at] - threshold).argmin()]
    return float(gains.gains[nearest])


def _curve(gains: Gains, feature: int) -> Spec:
    ends = [gains.thresholds.round(4).tolist(), gains.gains.round(5).tolist()]
    x, y = ends if feature == 0 else ends[::-1]
    axes = {"xaxis": "x2", "yaxis": "y2"} if feature == 0 else {"xaxis": "x3", "yaxis": "y3"}
    words = ("%{x:.2f}", "%{y:.3f}") if feature == 0 else ("%{y:.2f}", "%{x:.3f}")
    hover = _("{feature} ≤ {threshold} gains {gain}", feature=NAMES[feature], threshold=words[0], gain=words[1])
    look = {"line": {"color": MACHINE, "width": 2}, "hovertemplate": f"{hover}<extra></extra>", "showlegend": False}
    return trace("lines", NAMES[feature], x, y, **look, **axes)


def _on_curve(question: ThresholdQuestion, gains: Gains, colour: str, name: str, symbol: str) -> Spec:
    place, gain = question.threshold, gain_at(gains, question.threshold)
    x, y = (place, gain) if question.feature == 0 else (gain, place)
    axes = {"xaxis": "x2", "yaxis": "y2"} if question.feature == 0 else {"xaxis": "x3", "yaxis": "y3"}
    marker = {"symbol": symbol, "size": 13, "color": colour, "line": {"width": 1, "color": "#ffffff"}}
    return trace("markers", name, [x], [y], marker=marker, hovertemplate=f"{name}<extra></extra>", **axes)


def _line(question: ThresholdQuestion, colour: str, dash: str = "solid", box: Box | None = None) -> Spec:
    """Return the line that a question draws through the plane, or through a leaf's part of it."""
    left, right, low, high = (box or Box(-REACH, REACH, -REACH, REACH)).within(REACH)
    at = question.threshold
    ends = {"x0": at, "x1": at, "y0": low, "y1": high} if question.feature == 0 else {"x0": left, "x1": right}
    if question.feature == 1:
        ends |= {"y0": at, "y1": at}
    return {"type": "line", **ends, "line": {"color": colour, "width": 3, "dash": dash}}


def regions(grown: Grown) -> list[Spec]:
    """Return a tree's leaves as rectangles, in the colour of the answer, stronger the purer."""
    return [
        {
            "type": "rect",
            **_sides(box),
            "fillcolor": faded(class_colour(int(answer)), 0.08 + 0.3 * (2 * counts.max() / max(1, counts.sum()) - 1)),
            "line": {"color": GREY, "width": 0.6},
            "layer": "below",
        }
        for box, counts, answer in zip(grown.boxes, grown.counts, grown.answers, strict=True)
    ]


def _sides(box: Box) -> dict[str, float]:
    left, right, low, high = box.within(REACH)
    return {"x0": left, "x1": right, "y0": low, "y1": high}


def grown_tree(
    points: Parted, grown: Grown, *, held: bool, chosen: int | None = None, preview: ThresholdQuestion | None = None
) -> Spec:
    """Draw a tree in the plane; a chosen leaf is framed, and a split to preview is drawn through it."""
    shapes = regions(grown)
    if chosen is not None:
        frame = {"color": MACHINE, "width": 3}
        shapes.append({"type": "rect", **_sides(grown.boxes[chosen]), "line": frame})
    if chosen is not None and preview is not None:
        shapes.append(_line(preview, MACHINE, "dash", grown.boxes[chosen]))
    shown = [*(marks(points, held=True) if held else []), *marks(points)]
    if chosen is not None:  # a click is where the pointer is, not at the nearest point
        shown = [ground(), *(trace | {"hoverinfo": "skip", "hovertemplate": None} for trace in shown), _numbers(grown)]
    return plane("", shown, shapes=shapes)


def _numbers(grown: Grown) -> Spec:
    corners = [box.within(REACH) for box in grown.boxes]
    numbers = [f"<b>{leaf}</b>" for leaf in range(1, grown.n_leaves + 1)]
    look = {"text": numbers, "textposition": "bottom right", "hoverinfo": "skip", "showlegend": False}
    return trace("text", "", [box.left for box in corners], [box.high for box in corners], **look)


def drawn_tree(grown: Grown) -> Spec:
    """Draw a tree from the root down: questions, and leaves with their training rows of each class."""
    drawn = nodes(grown)
    below = [(node, drawn[node.parent].place) for node in drawn if node.parent >= 0]
    across = [place for node, above in below for place in (node.place, above, None)]
    down = [height for node, _above in below for height in (_ROOM - node.depth, 1 - _ROOM - node.depth, None)]
    lines = trace("lines", "", across, down, line={"color": GREY, "width": 1.2}, hoverinfo="skip", showlegend=False)
    words = [_box(node, grown) for node in drawn]
    ends: Mapping[str, Any] = {"visible": False, "fixedrange": True}
    deepest = max(node.depth for node in drawn)
    parts = layout(
        "",
        headings=words,
        xaxis={**ends, "range": [-0.6, grown.n_leaves - 0.4]},
        yaxis={**ends, "range": [-deepest - 0.6, 0.5]},
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
    )
    return {"data": [lines], "layout": parts}


def _box(node: Node, grown: Grown) -> Spec:
    if node.question is not None:
        words, colour = asked(node.question), GREY
    else:
        counts = grown.counts[node.leaf]
        rows = _("{first} : {second}", first=int(counts[0]), second=int(counts[1]))
        words, colour = f"<b>{_('Leaf {n}', n=node.leaf + 1)}</b><br>{rows}", class_colour(int(counts.argmax()))
    look = {"bordercolor": colour, "borderwidth": 2, "borderpad": 4, "bgcolor": faded(colour, 0.2)}
    return {"text": words, "showarrow": False, "x": node.place, "y": -node.depth, "font": {"size": 12}} | look
