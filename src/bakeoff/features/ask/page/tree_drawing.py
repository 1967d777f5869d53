"""A fitted tree as a list that unfolds: each question with its training rows, parted by class, and where a row goes.

A list has room for any words and any number of levels, on a phone too, and is walked through by keyboard.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bakeoff.evaluation.notation import probability
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.page.answer_text import value_text
from bakeoff.features.ask.page.question_words import question_text
from bakeoff.features.ask.workings import Tree
from bakeoff.figures.style import class_colour
from bakeoff.html import Markup, Template
from bakeoff.text import _, counted
from bakeoff.web.save import save_button

MOST_NODES = 400
"""Of a larger tree those with the most training rows are drawn."""
_LEGEND_CLASSES = 12

_TREE = Template("""
<figure class="bakeoff-tree" aria-label="{{ alt }}"><figcaption>{{ title }}</figcaption>
{% if legend %}<p class="bakeoff-tree-legend">{% for name, colour in legend %}
<span><i style="background:{{ colour }}"></i>{{ name }}</span>
{% endfor %}</p>{% endif %}
<ul><li>{{ root }}</li></ul></figure>
""")
_NODE = Template("""
<span class="bakeoff-tree-node{% if on_path %} on-path{% endif %}">
{% if edge %}<small>{{ edge }}</small>{% endif %}<b>{{ words }}</b>
<span class="bar">{% for width, colour in shares %}<i style="width:{{ width }}%;background:{{ colour }}"></i>
{% endfor %}</span><span class="rows">{{ rows }}</span>{% if note %}<em>{{ note }}</em>{% endif %}
</span>
""")
_INNER = Template("""
<details{% if opened %} open{% endif %}><summary>{{ node }}</summary>
<ul>{% for child in children %}<li>{{ child }}</li>{% endfor %}</ul></details>
""")


def tree_drawing(sheet: Sheet, tree: Tree, path: Collection[int], levels: int) -> Markup:
    """Return the drawing.

    Parameters
    ----------
    path : collection of int
        Nodes that the row in question passes; none if no row is.
    levels : int
        How many levels are unfolded at first; the path always is.
    """
    drawing = _Drawing(sheet, tree, frozenset(path), _drawn(tree, path), levels)
    legend = [(name, class_colour(code)) for code, name in enumerate(sheet.class_names)][:_LEGEND_CLASSES]
    return _TREE(alt=_alt(tree), title=_title(tree, len(drawing.drawn)), legend=legend, root=drawing.node(0, 0))


def save_function(function: str, key: str) -> None:
    """Show a button that saves a tree as a Python function, if it has one."""
    if function:
        save_button(_("Save it as a Python function"), function, "answer.py", key=key)


def depth_of(tree: Tree) -> int:
    """Return how many questions a tree asks in a row at most."""
    level, nodes = -1, [0]
    while nodes:
        level += 1
        nodes = [child for node in nodes for child in _children(tree, node)]
    return level


def _children(tree: Tree, node: int) -> list[int]:
    return [child for child in (tree.left[node], tree.right[node]) if child >= 0]


def _drawn(tree: Tree, path: Collection[int]) -> frozenset[int]:
    """Return which nodes are drawn: those with the most rows, together with what they hang on, and the path."""
    if len(tree.left) <= MOST_NODES:
        return frozenset(range(len(tree.left)))
    largest = sorted(range(len(tree.left)), key=lambda node: -tree.rows[node])[: MOST_NODES // 2]
    inner = {*largest, *path}
    return frozenset({0, *(child for node in inner for child in _children(tree, node))})


def _title(tree: Tree, n_drawn: int) -> str:
    n, leaves = len(tree.left), sum(child < 0 for child in tree.left)
    if n_drawn < n:
        return _("The decision tree’s {shown} largest of {total} nodes", shown=n_drawn, total=n)
    return _("The whole decision tree: {n} nodes, {leaves} of them leaves", n=n, leaves=leaves)


def _alt(tree: Tree) -> str:
    root = tree.words[0]
    words = {"n": len(tree.left), "levels": depth_of(tree)}
    if root is None:
        return _("A decision tree that asks nothing")
    return _(
        "A decision tree of {n} nodes and {levels} levels; its first question: {question}",
        question=question_text(root),
        **words,
    )


@dataclass(frozen=True)
class _Drawing:
    """Drawing of a tree, node by node."""

    sheet: Sheet
    tree: Tree
    path: frozenset[int]
    drawn: frozenset[int]
    levels: int

    def node(self, node: int, level: int, edge: str = "") -> Markup:
        """Return a node and all that hangs on it."""
        line = self._line(node, edge)
        asked = self.tree.words[node]
        children = [child for child in _children(self.tree, node) if child in self.drawn]
        if asked is None or not children:
            return line
        # A category's column is 1 where it applies: at most a half is no.
        edges = (_("no"), _("yes")) if asked.yes_no else (_("yes"), _("no"))
        below = [self.node(child, level + 1, answer) for child, answer in zip(children, edges, strict=True)]
        return _INNER(node=line, children=below, opened=level < self.levels or node in self.path)

    def _line(self, node: int, edge: str) -> Markup:
        asked, rows = self.tree.words[node], self.tree.rows[node]
        ends = asked is None
        hidden = not ends and not any(child in self.drawn for child in _children(self.tree, node))
        note = _("this row ends here") if ends and node in self.path else _("more below") if hidden else ""
        return _NODE(
            edge=edge,
            words=self._answer(node) if asked is None else question_text(asked),
            shares=list(self._shares(node)),
            rows=counted("{n:,} row", "{n:,} rows", rows),
            on_path=node in self.path,
            note=note,
        )

    def _answer(self, node: int) -> str:
        answer = self.tree.answers[node]
        if not self.tree.codes:
            return value_text(float(answer))
        code, shares = int(answer), dict(zip(self.tree.codes, self.tree.values[node], strict=True))
        share = probability(float(shares.get(code, 0.0)))
        return _("{name}, {share}", name=self.sheet.class_names[code], share=share)

    def _shares(self, node: int) -> Iterator[tuple[float, str]]:
        """Yield the widths, in per cent, and colours of a bar's parts: of the classes, or up to the number."""
        values = self.tree.values[node]
        if not self.tree.codes:
            span = (self.sheet.target_high - self.sheet.target_low) or 1.0
            yield round(100 * min(1.0, max(0.0, (float(values[0]) - self.sheet.target_low) / span)), 1), "#7f8fa6"
            return
        for code, share in zip(self.tree.codes, values, strict=True):
            if not math.isclose(share, 0.0, abs_tol=5e-4):
                yield round(100 * float(share), 1), class_colour(code)
