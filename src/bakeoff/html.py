"""HTML by Jinja2, and texts for Streamlit's Markdown.

Every text that is put into HTML is escaped, and a place without a value is an error.
"""

import functools
import re
from typing import Any

import jinja2
from markupsafe import Markup

from bakeoff.text import _, sentences, told

__all__ = ["Markup", "Template", "plain", "unbroken"]

_ADDRESSES = re.compile(r"://|(?<=\bwww)\.|@", re.IGNORECASE)
_JOINER = "\u2060"
"""Stands unseen in an address, which the browser would make a link of, escaped or not."""
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|ms|s|min|h|B|kB|MB|GB|points|CPU)(?!\w)|· 10)|(?<=\d ·) (?=10)")


def unbroken(text: str) -> str:
    """Return a text in which no line ends between a number and its unit, or its power of ten.

    Examples
    --------
    >>> unbroken("98.1 % after 1 min 15 s").split(" ")
    ['98.1\xa0%', 'after', '1\xa0min', '15\xa0s']
    """
    return _BEFORE_UNIT.sub("\u00a0", text)


def unlinked(text: str) -> str:
    """Return a text of which Streamlit makes no links: its addresses are broken by a mark that nobody sees."""
    return _ADDRESSES.sub(lambda mark: f"{_JOINER}{mark[0]}", text)


def plain(text: str) -> str:
    r"""Return a text, which may hold a visitor's words, so that Streamlit shows it as it is and not as Markdown.

    A unit stays on the line of its number; an address is no link.

    Examples
    --------
    >>> print(plain("see [here](x)"))
    see \[here\]\(x\)
    """
    return re.sub(r"([\\`*_{}\[\]()#+!|:$~<>])", r"\\\1", unlinked(unbroken(told(text))))


def _put(value: Any) -> Any:
    """Return a value as it stands in HTML; what is HTML already stays as it is."""
    said = told(value)
    return unbroken(said) if isinstance(said, str) and not isinstance(said, Markup) else said


_ENVIRONMENT = jinja2.Environment(
    autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_put
)
_ENVIRONMENT.globals |= {"_": _, "sentences": sentences}


class Template:
    """HTML with places for values, in Jinja2's language; sentences stand in it as ``_("…")``.

    Called with the values by name, it returns HTML that other templates take as it is. What is a text is said in the
    reader's language and escaped, its numbers kept beside their units; a value that is HTML already is a `Markup`.

    Examples
    --------
    >>> line = Template("<p>{{ words }}</p>")
    >>> print(line(words="more < less"))
    <p>more &lt; less</p>
    >>> print(Template("{{ first }}<hr>")(first=line(words="")))
    <p></p><hr>
    """

    def __init__(self, source: str) -> None:
        self._source = source.strip()

    @functools.cached_property
    def _compiled(self) -> jinja2.Template:  # when it is first filled: it costs some milliseconds
        return _ENVIRONMENT.from_string(self._source)

    def __call__(self, **values: object) -> Markup:
        """Return the HTML with these values in its places."""
        return Markup(self._compiled.render(values))
