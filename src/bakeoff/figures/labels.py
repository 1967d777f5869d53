"""Positions of labels beside marks that neither overlap nor leave the chart, even on a narrow one."""

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bakeoff.figures.style import GREY, Spec

Spot = tuple[float, float]
AxisEnds = Sequence[float] | None
_Box = tuple[float, float, float, float]

LAYOUTS = ((265.0, 305.0), (500.0, 305.0), (810.0, 305.0))
"""Width and height of the plot in pixels: on a phone, on a tablet and on a desk; names stand where they do in all."""
LETTER, LINE = 7.0, 17.0
_MARK, _GAP, _BAR = 9.0, 4.0, 4.0
_LETTERS_APART = LETTER
"""Pixels between two names on a line, which would read as one."""
_ROUNDS = 3
_AWAY = tuple(20.0 * step for step in range(9))
"""So far above or below its mark a name may stand, in pixels; a thin line leads there if it is not next to it."""
_PIXELS_WORTH = 2.0
"""Each pixel further away is worth so many square pixels that are covered."""


@dataclass(frozen=True)
class Place:
    """Position of a label relative to its mark.

    Attributes
    ----------
    side : {"right", "left", "center"}
        Beside the mark, or centred on it.
    up : bool
        Above the mark, or below.
    away : float
        Distance in pixels from the position next to the mark.
    """

    side: str
    up: bool
    away: float = 0.0

    def box(self, mark: Spot, text: str) -> _Box:
        """Return left, bottom, right and top of a text beside a mark, in pixels."""
        width = LETTER * letters(text)
        left = {"right": mark[0] + _GAP, "left": mark[0] - width - _GAP, "center": mark[0] - width / 2}[self.side]
        distance = _MARK + self.away
        bottom = mark[1] + distance if self.up else mark[1] - distance - LINE
        return left, bottom, left + width, bottom + LINE

    def annotation(self, spot: Spot, text: str, colour: str | None = None) -> Spec:
        """Return the name as Plotly draws it; `spot` is in units of the axes, powers of ten on a logarithmic one."""
        anchors = {"xanchor": {"right": "left", "left": "right"}.get(self.side, "center")}
        anchors["yanchor"] = "bottom" if self.up else "top"
        across = {"right": _GAP, "left": -_GAP, "center": 0.0}[self.side]
        rise = (_MARK + self.away) * (1 if self.up else -1)
        words: Spec = {"x": spot[0], "y": spot[1], "text": text, **anchors, "borderpad": 0, "captureevents": False}
        if colour is not None:
            words["font"] = {"color": colour}
        if not self.away:
            return words | {"showarrow": False, "xshift": across, "yshift": rise}
        line = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": GREY, "standoff": _MARK}
        return words | {"showarrow": True, "ax": across, "ay": -rise, **line}


def letters(text: str) -> int:
    """Return how many letters wide a text is: a Chinese, Japanese or Korean one takes as much room as two others.

    Examples
    --------
    >>> letters("tree"), letters("决策树")
    (4, 6)
    """
    return len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


_PLACES = tuple(
    Place(side, up, away) for away, side, up in itertools.product(_AWAY, ("right", "left", "center"), (True, False))
)


def beside(
    spots: Sequence[Spot],
    texts: Sequence[str],
    ends: tuple[AxisEnds, AxisEnds],
    bars: Mapping[int, tuple[float, float]] | None = None,
) -> list[Place]:
    """Return where each text stands beside its mark.

    One after the other takes the place nearest to its mark on which it covers least: of marks and the bars through
    them, of other texts, and of what is beyond the plot; then each looks again, now that all have a place.

    Parameters
    ----------
    spots : sequence of (float, float)
        Where the marks are, in units of the axes.
    texts : sequence of str
        One line each.
    ends : pair of sequences of float
        The ends of the two axes; None of an axis that shows nothing.
    bars : mapping of int to (float, float), optional
        The lower and upper end of the bar through a mark, in units of the axis, by the mark's number.

    Examples
    --------
    >>> [place.side for place in beside([(0.0, 0.0), (1.0, 1.0)], ["SVM", "Forest"], ([0, 1], [0, 1]))]
    ['right', 'left']
    """
    if ends[0] is None or ends[1] is None:
        return [_PLACES[0] for _text in texts]
    plots = [_Plot(layout, spots, texts, (ends[0], ends[1]), bars or {}) for layout in LAYOUTS]
    chosen: dict[int, Place] = {}
    for turn in range(_ROUNDS * len(texts)):
        number = turn % len(texts)
        others = [plot.taken(number, chosen) for plot in plots]
        chosen[number] = min(
            _PLACES,
            key=lambda place: (
                _PIXELS_WORTH * place.away
                + sum(plot.covered(number, place, taken) for plot, taken in zip(plots, others, strict=True))
            ),
        )
    return [chosen[number] for number in range(len(texts))]


class _Plot:
    """The marks and names of a figure, as they lie on a plot of one size."""

    def __init__(
        self,
        layout: Spot,
        spots: Sequence[Spot],
        texts: Sequence[str],
        ends: tuple[Sequence[float], Sequence[float]],
        bars: Mapping[int, tuple[float, float]],
    ) -> None:
        self._size, self._texts = layout, texts
        self._marks = [self._pixels(spot, ends) for spot in spots]
        through = {number: [self._pixels((spots[number][0], end), ends) for end in bar] for number, bar in bars.items()}
        self._bars = [(low[0] - _BAR, low[1], high[0] + _BAR, high[1]) for low, high in through.values()]

    def _pixels(self, spot: Spot, ends: tuple[Sequence[float], Sequence[float]]) -> Spot:
        x, y = ((at - low) / (high - low) for at, (low, high) in zip(spot, ends, strict=True))
        return self._size[0] * x, self._size[1] * y

    def taken(self, number: int, chosen: Mapping[int, Place]) -> list[_Box]:
        """Return where all bars and all other marks are, and the names that have a place."""
        marks = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in self._marks]
        boxes = [
            place.box(self._marks[other], self._texts[other]) for other, place in chosen.items() if other != number
        ]
        names = [(left - _LETTERS_APART, low, right + _LETTERS_APART, high) for left, low, right, high in boxes]
        return [*self._bars, *marks[:number], *marks[number + 1 :], *names]

    def covered(self, number: int, place: Place, taken: Sequence[_Box]) -> float:
        """Return how many square pixels of a name would be on others or beyond the plot."""
        box = place.box(self._marks[number], self._texts[number])
        area = (box[2] - box[0]) * (box[3] - box[1])
        return area - _shared(box, (0.0, 0.0, *self._size)) + sum(_shared(box, other) for other in taken)


def _shared(box: _Box, other: _Box) -> float:
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    return max(0.0, width) * max(0.0, height)
