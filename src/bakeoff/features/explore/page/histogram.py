"""A column's histogram, small enough for a table's header."""

from itertools import pairwise

import numpy as np

from bakeoff.evaluation.notation import count
from bakeoff.features.explore.columns import ColumnSummary
from bakeoff.figures.style import class_colour
from bakeoff.html import Markup
from bakeoff.text import _, enumerated
from bakeoff.web.pictures import svg_image

WIDTH, HEIGHT = 132, 40
_GAP = 1.5
_ONE_COLOUR = "#7A88C4"  # seen on light and on dark ground


def histogram(column: ColumnSummary) -> Markup:
    """Return an HTML image of the bars, the classes one above the other in their colours."""
    n_groups, n_bars = column.bars.shape
    if not n_bars:
        return Markup()
    heights = HEIGHT * column.bars / max(int(column.bars.sum(axis=0).max()), 1)
    tops = HEIGHT - np.vstack([np.zeros(n_bars), heights.cumsum(axis=0)])
    step = WIDTH / n_bars
    paths = []
    for code, (below, above) in enumerate(pairwise(tops)):
        colour = class_colour(code) if n_groups > 1 else _ONE_COLOUR
        boxes = "".join(
            f"M{place * step:.1f} {low:.1f}h{step - _GAP:.1f}V{high:.1f}h-{step - _GAP:.1f}z"
            for place, (low, high) in enumerate(zip(below, above, strict=True))
            if low > high
        )
        paths.append(f'<path fill="{colour}" d="{boxes}"/>')
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(paths)}</svg>'
    return svg_image(drawing, "bakeoff-histogram", _in_words(column))


def _in_words(column: ColumnSummary) -> str:
    """Say what the bars show."""
    totals = column.bars.sum(axis=0)
    if column.kind == "category":
        parts = [_("{name}: {n}", name=name, n=count(int(n))) for name, n in zip(column.labels, totals, strict=True)]
        return _("Rows: {list}", list=enumerated(parts))
    low, high = column.labels
    bars = enumerated([count(int(n)) for n in totals])
    return _("Rows from {low} to {high}, in equal bins: {bars}", low=low, high=high, bars=bars)
