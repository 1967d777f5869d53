"""The words that push each contender's answers most, over many texts: a table for each column of texts."""

from collections.abc import Sequence

import streamlit as st

from bakeoff.features.ask.answers import PushingWord, Sheet, WordList
from bakeoff.features.ask.messages import ListWords
from bakeoff.features.ask.parts.answer_text import value_text
from bakeoff.features.ask.parts.asking import AskDraft, when_known
from bakeoff.text import _, enumerated
from bakeoff.web.tables import contender_table

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
