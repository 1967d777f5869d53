"""The contenders as a whole: which features matter, how answers depend on one, and what can be drawn of the models."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import SettingError
from bakeoff.evaluation.units import observations
from bakeoff.features.ask import figures
from bakeoff.features.ask.answers import Dependent, Importances, PushingWord, Sheet, WordList
from bakeoff.features.ask.global_explanation import DEPENDENT, MOST_FEATURES, REPEATS
from bakeoff.features.ask.messages import ExplainRow, Importance, ListWords, PartialDependence, Structure
from bakeoff.features.ask.page.answer_text import value_text
from bakeoff.features.ask.page.asking import AskDraft, row_in_question, when_known
from bakeoff.features.ask.page.tree_drawing import depth_of, tree_drawing
from bakeoff.features.ask.workings import LearntWeights, Path, Tree
from bakeoff.figures.titles import title_of
from bakeoff.text import _, counted, enumerated, sentences, told
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import contender_table

UNFOLDED = 3


@st.fragment
def global_explanation(draft: AskDraft, sheet: Sheet) -> None:
    """Show what holds for all rows."""
    names = [name for name in sheet.contenders if not contender(name).baseline] or list(sheet.contenders)
    if any(column.kind == "text" for column in sheet.columns):
        word_list(draft, sheet, names)
    if len(sheet.columns) <= MOST_FEATURES:
        if len(sheet.columns) > 1:
            _importances(draft, sheet, names)
        if sheet.image_shape is None:
            _dependences(draft, sheet, names)
    _made(draft, sheet)


def _known(names: Sequence[str], parts: Sequence[Any | None]) -> dict[str, Any]:
    return {name: part for name, part in zip(names, parts, strict=True) if part is not None}


def _importances(draft: AskDraft, sheet: Sheet, names: Sequence[str]) -> None:
    def show(parts: Sequence[Any | None]) -> None:
        known: Mapping[str, Importances] = _known(names, parts)
        figure = figures.importances(sheet, known)
        height = max(520, 120 + 8 * sum(len(trace.x) for trace in figure.data))
        chart(figure, alt=title_of(figure), key="ask-importances", height=height, min_width=560)
        _waiting(len(names) - len(known))
        said = _(
            "Permutation importance on held-out rows: a feature’s values are shuffled {n} times, as scikit-learn does. "
            "The mark is the mean fall of the score; the line is its 95 % interval for other rows. Features that say "
            "the same stand in for each other, so that each alone can seem not to matter.",
            n=REPEATS,
        )
        counting = [observations(part.units, part.n_rows, part.n_units) for part in list(known.values())[:1]]
        st.caption(sentences(said, *counting))

    when_known(draft, [Importance(name) for name in names], show)


def _dependences(draft: AskDraft, sheet: Sheet, names: Sequence[str]) -> None:
    places = [place for place, column in enumerate(sheet.columns) if column.kind in DEPENDENT]
    if not places:
        return
    feature, of = st.columns(2)
    place: int = feature.selectbox(
        _("Feature"), places, format_func=lambda at: told(sheet.columns[at].name), key="ask-feature"
    )
    code: int | None = None
    if sheet.task == "classification":
        last = len(sheet.class_names) - 1
        code = of.selectbox(
            _("Probability of"),
            range(len(sheet.class_names)),
            index=last,
            format_func=lambda code: told(sheet.class_names[code]),
            key="ask-dependence-class",
        )

    def show(parts: Sequence[Any | None]) -> None:
        known: Mapping[str, Dependent] = _known(names, parts)
        figure = figures.dependences(sheet, place, known, code)
        chart(figure, alt=title_of(figure), key="ask-dependences", height=340, min_width=260 * max(1, len(known)))
        _waiting(len(names) - len(known))

    when_known(draft, [PartialDependence(place, name) for name in names], show)
    st.caption(
        _("Thick: the mean of the held-out rows with the feature set to each value. Thin: single rows, some of them.")
    )


def _waiting(n: int) -> None:
    if n:
        st.caption(_("Being worked out for {n} more.", n=n))


def _made(draft: AskDraft, sheet: Sheet) -> None:
    for name in sheet.contenders:
        try:
            structure: Tree | LearntWeights | None = draft.answer(Structure(name))
        except SettingError:
            continue  # a model that can not be drawn
        match structure:
            case Tree():
                _tree(draft, sheet, name, structure)
            case LearntWeights():
                figure = figures.first_layer(sheet, structure, name)
                chart(figure, alt=title_of(figure), key=f"ask-made-{name}", height=520, min_width=560)


def _tree(draft: AskDraft, sheet: Sheet, name: str, tree: Tree) -> None:
    """Show a tree, folded as far as the visitor likes, with the way of the row that was looked at last."""
    path: tuple[int, ...] = ()
    if row := row_in_question(draft):
        reasons = draft.ask(ExplainRow(row, name))
        path = reasons.nodes if isinstance(reasons, Path) else ()
    depth = depth_of(tree)
    levels = [level for level in (1, 2, 3, 5, 8) if level < depth]

    def words(level: int) -> str:
        if level == depth:
            return _("all")
        return counted("{n} level", "{n} levels", level)

    unfolded: int = st.segmented_control(
        _("Unfold"),
        [*levels, depth],
        format_func=words,
        default=min(UNFOLDED, depth),
        required=True,
        key=f"ask-unfold-{name}",
    )
    st.html(tree_drawing(sheet, tree, path, unfolded))
    st.caption(
        _(
            "Each bar shows the training rows that reach this point, by class or as their mean. Highlighted: the "
            "path of the row you looked at last."
        )
    )


MOST_CLASSES = 6


def word_list(draft: AskDraft, sheet: Sheet, names: Sequence[str]) -> None:
    """Show, for each column of texts, the words that push each contender's answers towards each class."""

    def show(lists: Sequence[tuple[WordList, ...] | None]) -> None:
        for place, column in enumerate(sheet.columns):
            if column.kind == "text":
                own = {name: _of(place, words) for name, words in zip(names, lists, strict=True)}
                codes = _codes(sheet)
                cells = {name: [_cell(sheet, words, code) for code in codes] for name, words in own.items()}
                caption = _("Words of {column} that push the answers most", column=column.name)
                with st.container(key=f"ask-words-{place}"):
                    st.html(contender_table(caption, [_towards(sheet, code) for code in codes], cells, wrap=True))

    when_known(draft, [ListWords(name) for name in names], show)
    st.caption(
        _(
            "Each word of some held-out texts is left out in turn and the contender asked again. In brackets are the "
            "mean push and the number of texts. The words that push most over all these texts come first."
        )
    )


def _of(place: int, lists: tuple[WordList, ...] | None) -> WordList | None:
    return next((words for words in lists or () if words.place == place), None)


def _codes(sheet: Sheet) -> range:
    return range(min(len(sheet.class_names), MOST_CLASSES)) if sheet.class_names else range(2)


def _towards(sheet: Sheet, code: int) -> str:
    if sheet.class_names:
        return _("Towards {name}", name=sheet.class_names[code])
    return _("Raise the number") if code else _("Lower the number")


def _cell(sheet: Sheet, words: WordList | None, code: int) -> str:
    if words is None:
        return _("being looked for")
    return enumerated([_word(sheet, word) for word in words.towards.get(code, ())]) or "–"


def _word(sheet: Sheet, word: PushingWord) -> str:
    amount = f"{100 * word.amount:.0f}" if sheet.class_names else value_text(word.amount)
    return _("{word} ({amount}; {n})", word=word.word, amount=amount, n=word.n_texts)
