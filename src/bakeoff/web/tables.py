"""Tables of numbers as HTML: they scroll sideways on a narrow screen, by keyboard too."""

from collections.abc import Iterable, Mapping, Sequence

from bakeoff.contenders import contender
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template
from bakeoff.text import _, told

_TABLE = Template(
    '<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{{ caption }}"><table class="bakeoff-table">'
    '<caption>{{ caption }}</caption><thead><tr>{% for one in titles %}<th scope="col">{{ one }}</th>{% endfor %}'
    "</tr></thead><tbody>{% for row in rows %}{{ row }}{% endfor %}</tbody></table></div>"
)
_ROW = Template('<tr><th scope="row">{{ heading }}</th>{% for one in cells %}<td>{{ one }}</td>{% endfor %}</tr>')


def html_table(caption: str, titles: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """Return a table of rows, which `table_row` makes; a title is a text or HTML."""
    return _TABLE(caption=caption, titles=titles, rows=rows)


def table_row(heading: str, cells: Iterable[str]) -> Markup:
    """Return a table's row; heading and cells are texts or HTML."""
    return _ROW(heading=heading, cells=cells)


def named(name: str, label: str | None = None) -> Markup:
    """Return a contender's marker, and its label unless it is called otherwise."""
    info = contender(name)
    words = told(info.technical), marker(info.identity), told(label or info.label)
    return Markup('<span class="bakeoff-name" title="{}">{}{}</span>').format(*words)


def contender_table(
    caption: str, columns: Sequence[str], cells: Mapping[str, Sequence[str]], *, wrap: bool = False
) -> Markup:
    """Return a table with a row per contender, from texts alone; long ones may go over several lines."""
    rows = (table_row(named(name), texts) for name, texts in cells.items())
    table = html_table(caption, (_("Contender"), *columns), rows)
    return Markup('<div class="bakeoff-wrapped">{}</div>').format(table) if wrap else table
