"""The field's words, explained once for every page: what a newcomer may not know."""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bakeoff.text import _, declare, once_a_language

_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
"""One of a script that parts its words by spaces."""
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = rf"(?-i:(?<!{_LETTER}))", rf"(?-i:(?!{_LETTER}))"


@dataclass(frozen=True)
class GlossaryTerm:
    """One word of the field.

    Attributes
    ----------
    meaning : str
        One or two sentences that use no word which needs another.
    forms : tuple of str
        Other forms of it that texts have.
    """

    name: str
    meaning: str
    forms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        declare(self, "name", "meaning", "forms")


TERMS = (
    GlossaryTerm("accuracy", "The share of rows that are answered right."),
    GlossaryTerm(
        "activation",
        "The curve that bends a unit’s sum, such as ReLU, which cuts off below zero. Without it all layers "
        "together could draw straight lines only.",
        ("activations",),
    ),
    GlossaryTerm(
        "baseline",
        "What knows nothing: it always gives the commonest class, or the mean. A model that does not beat it "
        "is useless.",
    ),
    GlossaryTerm("batch", "The few rows that a network looks at before it takes its next small step.", ("batches",)),
    GlossaryTerm(
        "Brier score",
        "The squared gaps between the chances given and what came true, added up: 0 is perfect, and less is better.",
    ),
    GlossaryTerm(
        "calibration",
        "Making probabilities honest: of all that is called 80 % sure, eight in ten should come true.",
        ("calibrated",),
    ),
    GlossaryTerm(
        "CPU time", "How long a processor has really worked, whatever else it did meanwhile.", ("CPU seconds",)
    ),
    GlossaryTerm(
        "cross-validation",
        "Cutting the rows in parts and holding out each of them once, so that every row is tested on.",
    ),
    GlossaryTerm("epoch", "One pass of a network over all rows that it learns from.", ("epochs",)),
    GlossaryTerm("feature", "A column that is learnt from: something that is known of each row.", ("features",)),
    GlossaryTerm("fold", "One of the equal parts that rows are cut into; each is held out once.", ("folds",)),
    GlossaryTerm(
        "gradient descent", "Learning by small steps: each changes the weights a little, so that the error shrinks."
    ),
    GlossaryTerm(
        "held-out rows",
        "Rows that no contender has learnt from. Only what is answered there says how good one is.",
        ("held-out", "held out", "test part", "test rows"),
    ),
    GlossaryTerm(
        "hidden layer",
        "A row of units between what goes into a network and what comes out of it.",
        ("hidden layers", "layers"),
    ),
    GlossaryTerm(
        "Holm’s correction",
        "With many pairs, one differs by chance sooner or later; this corrects for it.",
        ("Holm-corrected",),
    ),
    GlossaryTerm(
        "interval",
        "Where the true score lies, in 95 of 100 races of this kind: few rows make it wide.",
        ("95 % interval", "95 % intervals"),
    ),
    GlossaryTerm(
        "learning rate", "How long a network’s steps are: short ones learn slowly, long ones jump past the goal."
    ),
    GlossaryTerm("loss", "What training makes small: how far the answers are from the truth."),
    GlossaryTerm(
        "McNemar’s test",
        "Counts the rows that only one of two contenders has right, and asks whether a coin could have done that.",
        ("McNemar’s exact test",),
    ),
    GlossaryTerm("overfitting", "Knowing the training rows by heart, and new rows badly.", ("overfits", "overfitted")),
    GlossaryTerm("p-value", "How often chance alone would make a difference as large as this one.", ("p-values",)),
    GlossaryTerm("seed", "The number that all drawing of lots begins from: the same seed, the same race.", ("seeds",)),
    GlossaryTerm(
        "support vector",
        "A row near the border between classes; a support vector machine’s border depends on these alone.",
        ("support vectors",),
    ),
    GlossaryTerm(
        "training rows",
        "The rows that contenders learn from, the same for all of them.",
        ("training part", "rows to train on"),
    ),
    GlossaryTerm(
        "validation",
        "Rows kept aside while training, for the live scores and to see when to stop.",
        ("validation part", "to validate"),
    ),
    GlossaryTerm(
        "weight",
        "A number by which a network multiplies what goes in; learning changes it.",
        ("weights",),
    ),
    GlossaryTerm(
        "weighted sum",
        "The inputs of a unit, each times its weight, added up with its bias.",
        ("weighted sums",),
    ),
)
"""In the order of the alphabet."""


def marked(text: str) -> Sequence[tuple[str, GlossaryTerm | None]]:
    """Return a text cut at the words of the glossary, each where it stands first.

    Examples
    --------
    >>> [(part, term and term.name) for part, term in marked("Two epochs, one more epoch.")]
    [('Two ', None), ('epochs', 'epoch'), (', one more epoch.', None)]
    """
    return _cutter()(text)


@once_a_language
def _cutter() -> Callable[[str], Sequence[tuple[str, GlossaryTerm | None]]]:
    """Return what cuts a text of the language that is spoken; a live page asks for the same one at every tick."""
    by_form = {_(form).casefold(): term for term in TERMS for form in (term.name, *term.forms)}
    longest_first = sorted((form for form in by_form if len(form) > 1), key=len, reverse=True)
    forms = re.compile(_pattern(longest_first), re.IGNORECASE)

    @functools.lru_cache(maxsize=256)
    def cut(text: str) -> Sequence[tuple[str, GlossaryTerm | None]]:
        parts: list[tuple[str, GlossaryTerm | None]] = []
        seen: set[GlossaryTerm] = set()
        start = 0
        for match in forms.finditer(text):
            term = by_form[match.group().casefold()]
            if term in seen:
                continue
            seen.add(term)
            if match.start() > start:
                parts.append((text[start : match.start()], None))
            parts.append((match.group(), term))
            start = match.end()
        return tuple(parts) if start == len(text) else (*parts, (text[start:], None))

    return cut


def _pattern(forms: Iterable[str]) -> str:
    """Return what finds the first of the forms where it is a word of its own; without spaces, wherever it stands.

    Neighbours with the same kinds of ends share what is looked for around them, in which case makes no difference: a
    set for each form, in both cases, would take a hundred times as long to compile.
    """
    return "|".join(
        f"{_NO_LETTER_BEFORE * before}(?:{'|'.join(map(re.escape, alike))}){_NO_LETTER_AFTER * after}"
        for (before, after), alike in itertools.groupby(forms, key=_ends_in_letters)
    )


def _ends_in_letters(form: str) -> tuple[bool, bool]:
    return bool(re.match(_LETTER, form)), bool(re.match(_LETTER, form[-1]))
