"""Where names stand beside marks so that none covers another, nor is cut off, even on a narrow chart."""

from collections.abc import Sequence

Spot = tuple[float, float]
AxisEnds = Sequence[float] | None
_Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 270.0, 250.0
"""The plot of a chart on a phone, in pixels: where names have room there, they have it everywhere."""
_LETTER, _LINE, _MARK = 7.0, 17.0, 9.0
_SIDES = ("top right", "bottom right", "top left", "bottom left", "top center", "bottom center")


def beside(spots: Sequence[Spot], texts: Sequence[str], ends: tuple[AxisEnds, AxisEnds]) -> list[str]:
    """Return the side of its mark on which each text stands, as Plotly's ``textposition``.

    One after the other takes the side on which it covers least: of other marks, of texts placed before, and of what is
    beyond the plot.

    Parameters
    ----------
    spots : sequence of (float, float)
        Where the marks are, in units of the axes.
    texts : sequence of str
        With ``<br>`` between lines.
    ends : pair of sequences of float
        The ends of the two axes; None of an axis that shows nothing.

    Examples
    --------
    >>> beside([(0.0, 0.0), (0.05, 0.0), (1.0, 1.0)], ["SVM", "Tree", "Forest"], ([0, 1], [0, 1]))
    ['top right', 'top right', 'bottom left']
    """
    if ends[0] is None or ends[1] is None:
        return [_SIDES[0] for _text in texts]
    marks = [_pixels(spot, ends[0], ends[1]) for spot in spots]
    taken = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in marks]
    chosen = []
    for place, text in enumerate(texts):
        others = taken[:place] + taken[place + 1 :]
        boxes = {side: _box(marks[place], text, side) for side in _SIDES}
        best = min(boxes, key=lambda side: _covered(boxes[side], others))
        chosen.append(best)
        taken.append(boxes[best])
    return chosen


def _pixels(spot: Spot, across: Sequence[float], up: Sequence[float]) -> Spot:
    x, y = ((at - low) / (high - low) for at, (low, high) in zip(spot, (across, up), strict=True))
    return WIDTH * x, HEIGHT * y


def _box(mark: Spot, text: str, side: str) -> _Box:
    """Return left, bottom, right and top of a text beside a mark."""
    lines = text.split("<br>")
    width, height = _LETTER * max(map(len, lines)), _LINE * len(lines)
    left = {"right": mark[0] + 4, "left": mark[0] - width - 4, "center": mark[0] - width / 2}[side.split()[1]]
    bottom = mark[1] + _MARK if side.startswith("top") else mark[1] - _MARK - height
    return left, bottom, left + width, bottom + height


def _covered(box: _Box, others: Sequence[_Box]) -> float:
    """Return how many square pixels of a box are on others or beyond the plot."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return area - _shared(box, (0.0, 0.0, WIDTH, HEIGHT)) + sum(_shared(box, other) for other in others)


def _shared(box: _Box, other: _Box) -> float:
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    return max(0.0, width) * max(0.0, height)
