"""Why: one row, and every contender's reasons side by side."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import quantity, signed
from bakeoff.features.ask.answers import Example, Neighbour, Row, Sheet
from bakeoff.features.ask.messages import ExplainRow, Predict, Show
from bakeoff.features.ask.page.answer_text import answer_cards, answer_text, filled_text, value_text
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.page.question_words import step_text
from bakeoff.features.ask.page.why import why
from bakeoff.features.ask.workings import (
    Growth,
    Inside,
    LinearTerms,
    Neighbours,
    Path,
    Reasons,
    TreeQuestion,
    Vector,
    Vectors,
    Votes,
)
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template, plain
from bakeoff.png import png_link
from bakeoff.text import _, counted, told
from bakeoff.web.components.answers import answers
from bakeoff.web.pictures import picture_links

_NAME = Markup('<h3 class="bakeoff-name">{}{}</h3>')
_SEEN = Markup('<img class="bakeoff-seen" src="{}" alt="">')
_LIST = Template("<{{ kind }}>{% for one in items %}<li>{{ one }}</li>{% endfor %}</{{ kind }}>")
MOST_STEPS = 12
MOST_INPUTS = 8
MOST_UNITS = 64
MOST_LETTERS = 90


@st.fragment
def local_explanation(draft: AskDraft, sheet: Sheet) -> None:
    """Show why each contender answers as it does, of the row that was looked at last."""
    row = _row(draft, sheet)
    if row is None:
        return
    predictions = draft.ask(Predict(row))
    if predictions is None:
        return
    answers(answer_cards(sheet, predictions), key="ask-why-answers")
    if filled := filled_text(sheet, row):
        st.caption(plain(filled))
    parts = st.container()  # filled last: it may take longer than all else
    st.subheader(_("How each of them came to its answer"), anchor=False)
    columns = st.columns(min(2, len(sheet.contenders)), gap="large")
    for place, name in enumerate(sheet.contenders):
        with columns[place % len(columns)], st.container(key=f"ask-why-{name}", border=True):
            info = contender(name)
            st.html(_NAME.format(marker(info.identity), _(info.label)))
            if reasons := _reasons(draft, sheet, row, name):
                st.html(reasons)
    with parts:
        why(draft, sheet, row, predictions, "ask-why-parts")


def _row(draft: AskDraft, sheet: Sheet) -> Row | None:
    """Return the row that was drawn or changed last, else a held-out one, and say which it is."""
    if draft.row:
        drawn = sheet.image_shape is not None
        st.caption(_("Of the picture that you have drawn.") if drawn else _("Of the row as it stands under “What if”."))
        return draft.row
    example: Example | None = draft.ask(Show(draft.place))
    if example is None:
        return None
    truth = answer_text(sheet, example.truth)
    st.caption(
        plain(
            _(
                "Of held-out row {n}. In truth, {target}: {truth}",
                n=draft.place + 1,
                target=sheet.target_name,
                truth=truth,
            )
        )
    )
    return example.row


def _reasons(draft: AskDraft, sheet: Sheet, row: Row, name: str) -> Markup:
    """Return a contender's reasons as HTML; empty as long as they are waited for."""
    try:
        reasons: Reasons | None = draft.answer(ExplainRow(row, name))
    except BakeoffError as error:
        return _paragraph(str(error))
    match reasons:
        case Path():
            return _path(sheet, reasons, row)
        case Votes():
            return _votes(sheet, reasons)
        case Vectors():
            return _vectors(sheet, reasons)
        case Inside():
            return _inside(sheet, reasons)
        case LinearTerms():
            return _terms(sheet, reasons)
        case Neighbours():
            return _neighbours(sheet, reasons)
        case Growth():
            return _growth(sheet, reasons)
        case None:
            return Markup()


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(told(text))


def _list(items: Sequence[str], kind: str = "ul") -> Markup:
    return _LIST(kind=kind, items=items)


def _path(sheet: Sheet, path: Path, row: Row) -> Markup:
    """Word the way through the tree, and mark the steps at missing values."""
    missing = [column for column, value in zip(sheet.columns, row, strict=True) if value is None]
    filled = {f"{column.name}_{option}" for column in missing for option in (*column.options, "infrequent_sklearn")}
    filled |= {column.name for column in missing}
    steps = [
        _("{step} (no value, filled in)", step=step_text(step)) if _column_of(step) in filled else step_text(step)
        for step in path.steps[:MOST_STEPS]
    ]
    if len(path.steps) > MOST_STEPS:
        steps.append(_("and {n} more", n=len(path.steps) - MOST_STEPS))
    leaf = counted(
        "It ends in a leaf with {n:,} training row.", "It ends in a leaf with {n:,} training rows.", path.rows
    )
    return _paragraph(_("Its path through the tree:")) + _list(steps, "ol") + _paragraph(leaf)


def _column_of(step: TreeQuestion) -> str:
    return step.feature if step.date is None else step.date.column


def _votes(sheet: Sheet, forest: Votes) -> Markup:
    if forest.numbers:
        low, middle, high = np.quantile(forest.numbers, [0.05, 0.5, 0.95])
        return _paragraph(
            _(
                "{n} trees: half of them say {middle} or more, and nine in ten between {low} and {high}.",
                n=len(forest.numbers),
                middle=value_text(float(middle)),
                low=value_text(float(low)),
                high=value_text(float(high)),
            )
        )
    total = sum(forest.counts.values())
    lines = [
        _("{name}: {votes} of {total} trees", name=sheet.class_names[code], votes=votes, total=total)
        for code, votes in forest.counts.items()
    ]
    return _paragraph(_("Its trees vote:")) + _list(lines)


def _vectors(sheet: Sheet, vectors: Vectors) -> Markup:
    """Word the sum that the decision is, and show the examples with the largest parts in it."""
    items = _illustrated(sheet, [(vector.example, _vector(sheet, vector)) for vector in vectors.nearest])
    others = counted(
        "{part}: the other support vector",
        "{part}: the other {n:,} support vectors",
        vectors.n_rest,
        part=signed(vectors.rest),
    )
    return _sum(sheet, vectors, items, others)


def _terms(sheet: Sheet, linear_terms: LinearTerms) -> Markup:
    """Word the sum of the features' parts that the decision is."""
    items = _list(
        [_("{part}: {feature}", part=signed(term.part), feature=term.feature) for term in linear_terms.largest]
    )
    others = _("{part}: the other {n} features", part=signed(linear_terms.rest), n=linear_terms.n_rest)
    return _sum(sheet, linear_terms, items, others)


def _sum(sheet: Sheet, decision: Vectors | LinearTerms, items: Markup, others: str) -> Markup:
    """Word a decision value around the list of its largest parts, which is HTML."""
    head = _("What it weighs, the largest parts first:")
    if decision.contest is not None:
        first, other = (sheet.class_names[code] for code in decision.contest)
        head = _("{one} against {other}; above 0 is for {one}:", one=first, other=other)
    rest = [others, _("{part}: where it starts from", part=signed(decision.intercept))]
    total = _("Together: {sum}", sum=signed(decision.decision))
    return _paragraph(head) + items + _list(rest) + _paragraph(total)


def _illustrated(sheet: Sheet, lines: Sequence[tuple[Example, str]]) -> Markup:
    """Return a list of what is told of examples, with their pictures if they are some."""
    pictures = _thumbnails(sheet, [example for example, _words in lines])
    items = [Markup("{}{}").format(picture, words) for picture, (_example, words) in zip(pictures, lines, strict=True)]
    return _list(items)


def _neighbours(sheet: Sheet, neighbours: Neighbours) -> Markup:
    """Word whose answers it took over, the nearest first."""
    lines = [
        (near.example, _neighbour(sheet, near, weight))
        for near, weight in zip(neighbours.nearest, neighbours.weights, strict=True)
    ]
    rest = _list([_("and {n} more", n=neighbours.n_rest)]) if neighbours.n_rest else Markup()
    return _paragraph(_("The training rows nearest to it, which it goes by:")) + _illustrated(sheet, lines) + rest


def _neighbour(sheet: Sheet, near: Neighbour, weight: float) -> str:
    line = _(
        "training row {n}, {truth}, distance {distance}, weight {share} %",
        n=near.example.number + 1,
        truth=answer_text(sheet, near.example.truth),
        distance=quantity(near.distance),
        share=f"{100 * weight:.3g}",
    )
    return _with_text(sheet, near.example, line)


def _growth(sheet: Sheet, growth: Growth) -> Markup:
    """Word how the answer came about, round by round."""
    steps = [
        counted("After {n} round: {answer}", "After {n} rounds: {answer}", size, answer=_grown(sheet, growth, place))
        for place, size in enumerate(growth.sizes)
    ]
    return _paragraph(_("Each round adds what the sum of those before it still had wrong:")) + _list(steps)


def _grown(sheet: Sheet, growth: Growth, place: int) -> str:
    answer = growth.answers[place]
    if not growth.codes:
        return value_text(float(answer))
    code, shares = growth.classes[place], dict(zip(growth.codes, answer, strict=True))
    return _("{name}, {share} %", name=sheet.class_names[code], share=f"{100 * shares.get(code, 0.0):.3g}")


def _with_text(sheet: Sheet, example: Example, line: str) -> str:
    """Return a line about an example with the beginning of its text, if it has one."""
    texts = [str(value) for value, column in zip(example.row, sheet.columns, strict=True) if column.kind == "text"]
    if not texts:
        return line
    return _("{line}: “{text}”", line=line, text=textwrap.shorten(texts[0], MOST_LETTERS, placeholder=" …"))


def _vector(sheet: Sheet, vector: Vector) -> str:
    words = {
        "part": signed(vector.part),
        "n": vector.example.number + 1,
        "truth": answer_text(sheet, vector.example.truth),
        "alike": f"{vector.alike:#.2g}",
    }
    line = (
        _("{part}: made from training row {n}, {truth}, likeness {alike}", **words)
        if vector.made
        else _("{part}: training row {n}, {truth}, likeness {alike}", **words)
    )
    return _with_text(sheet, vector.example, line)


def _thumbnails(sheet: Sheet, examples: Sequence[Example]) -> list[Markup]:
    if sheet.image_shape is None or not examples:
        return [Markup()] * len(examples)
    pictures: NDArray[Any] = np.array([example.row for example in examples]).reshape(-1, *sheet.image_shape)
    return list(map(_SEEN.format, picture_links(pictures)))


def _inside(sheet: Sheet, inside: Inside) -> Markup:
    layers = Markup().join(
        _paragraph(
            _(
                "Hidden layer {n}: {active} of {units} units active",
                n=number,
                active=_active(activation),
                units=len(activation),
            )
        )
        + _strip(activation)
        for number, activation in enumerate(inside.activations, start=1)
    )
    if sheet.image_shape and len(inside.gradient) != len(sheet.columns):
        return layers + _paragraph(_("With polynomial features, the pixels that decide its answer are not shown."))
    return layers + (_saliency(inside, sheet.image_shape) if sheet.image_shape else _inputs(inside))


def _active(layer: Sequence[float]) -> int:
    return sum(abs(value) > 1e-3 for value in layer)


def _strip(layer: Sequence[float]) -> Markup:
    """Return activations as a row of squares: blue above 0, red below, the stronger the larger."""
    link = png_link(_coloured(np.array(layer[:MOST_UNITS])[None]))
    return Markup('<img class="bakeoff-strip" src="{}" alt="">').format(link)


def _inputs(inside: Inside) -> Markup:
    order = np.argsort(-np.abs(inside.gradient), kind="stable")[:MOST_INPUTS]
    lines = [_("{name}: {value}", name=inside.features[place], value=signed(inside.gradient[place])) for place in order]
    head = _("What decides its answer: the change per standard deviation of each feature")
    if inside.of_what_is_there:
        head = _("What decides its answer: how steeply it changes with each word and run of characters")
    return _paragraph(head) + _list(lines)


def _saliency(inside: Inside, image_shape: tuple[int, int]) -> Markup:
    link = png_link(_coloured(np.array(inside.gradient).reshape(image_shape)))
    head = _("What decides its answer: more ink is for the answer where blue, against it where orange")
    return _paragraph(head) + _SEEN.format(link)


def _coloured(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return numbers as opaque colours: blue above 0, red below."""
    share = np.abs(values) / (np.abs(values).max() or 1.0)
    colour = np.where(values[..., None] >= 0, (0, 114, 178), (213, 94, 0))
    pixels = np.full((*values.shape, 4), 255.0)
    pixels[..., :3] = 255 + share[..., None] * (colour - 255)
    return pixels.astype(np.uint8)
