"""Words of a visitor in text that another program reads: Python, Markdown, Plotly.

Values in Python are written by `repr`, HTML by `bakeoff.html`, cells of CSV by `bakeoff.spreadsheets`.
"""

import re

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|&$~#]")
_PLOTLY = re.compile(r'<(?!/?(?:b|br|i|sub|sup|extra)>|span style="color:#\w{6}">|/span>)')
"""The beginning of a tag, but for those that figures use."""


def docstring(text: str) -> str:
    """Return a text, which may have several lines, as a docstring with its quotes."""
    lines = text.replace("\\", "\\\\").replace('"', '\\"').split("\n")
    return '"""' + "\n".join(map(_visible, lines)) + '"""'


def comment(text: str) -> str:
    """Return a text in one line, in which nothing is hidden."""
    return _visible(" ".join(text.split()))


def markdown(text: str) -> str:
    r"""Return a text in one line, as a file of Markdown shows it to the letter.

    Examples
    --------
    >>> print(markdown("![x](y) <b>"))
    !\[x\](y) \<b\>
    """
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))


def plotly(text: str) -> str:
    """Return a text of a figure, in which Plotly finds no tags but those of our own."""
    return _PLOTLY.sub("&lt;", text)


def _visible(text: str) -> str:
    """Return a text with what cannot be printed as Python's escapes: controls, and marks that turn the order round."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
