"""The words that tell one class's texts from the others'."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer

from bakeoff.preparation.texts import TOKEN, words_told

MOST_TERMS = 10
MOST_WORDS = 20_000
RARE = 0.01
"""Terms in fewer than this share of the texts, or in one alone, say too little."""
CORRECTION = 0.5
"""Added to each count, after Haldane and Anscombe, so that a term that no text of a class has has odds too."""


@dataclass(frozen=True)
class Terms:
    """Terms that distinguish the texts of one class.

    Attributes
    ----------
    group : str
        The class.
    terms : tuple of str
        Words and pairs of words, the surest first.
    share, others : ndarray of float64 of shape (n_terms,)
        The share of its texts, and of all other texts, that have each.
    """

    group: str
    terms: tuple[str, ...]
    share: NDArray[np.float64]
    others: NDArray[np.float64]


def frequent_terms(texts: list[str], groups: NDArray[np.int64], names: tuple[str, ...]) -> tuple[Terms, ...]:
    """Return the terms of each group that are more frequent there than elsewhere, surest first.

    The surest are those whose log odds ratio is largest in terms of its standard error (Woolf 1955).

    Parameters
    ----------
    groups : ndarray of int64 of shape (n_texts,)
    names : tuple of str
        One for each group; groups without a text are left out.
    """
    least = max(2, int(np.ceil(RARE * len(texts))))
    vectorizer = CountVectorizer(
        binary=True, token_pattern=TOKEN, ngram_range=(1, 2), max_features=MOST_WORDS, dtype=np.int32
    )
    if not any(re.search(TOKEN, text) for text in texts):
        return ()
    has = vectorizer.fit_transform(texts)
    words = vectorizer.get_feature_names_out()
    everywhere = np.asarray(has.sum(axis=0)).ravel()
    per_group = []
    for code, name in enumerate(names):
        in_group = groups == code
        if not in_group.any() or in_group.all():
            continue
        inside = np.asarray(has[np.flatnonzero(in_group)].sum(axis=0)).ravel()
        odds, error = log_odds(inside, int(in_group.sum()), everywhere - inside, int((~in_group).sum()))
        surest = np.argsort(-odds / error, kind="stable")
        chosen = [place for place in surest if everywhere[place] >= least and odds[place] > 0][:MOST_TERMS]
        per_group.append(
            Terms(
                name,
                tuple(words_told(str(word)) for word in words[chosen]),
                inside[chosen] / in_group.sum(),
                (everywhere - inside)[chosen] / (~in_group).sum(),
            )
        )
    return tuple(per_group)


def log_odds(
    inside: NDArray[np.int64], n_inside: int, outside: NDArray[np.int64], n_outside: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return log odds ratios and their standard errors, a half added to each count."""
    cells = [count + CORRECTION for count in (inside, n_inside - inside, outside, n_outside - outside)]
    odds = np.log(cells[0] / cells[1]) - np.log(cells[2] / cells[3])
    return odds, np.sqrt(sum(1 / cell for cell in cells))
