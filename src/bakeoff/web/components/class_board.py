"""The board of a class, to be read from the last row; it changes in place, so that a glance follows who moves."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bakeoff.text import _
from bakeoff.web.components.beside import component_beside

_BOARD = component_beside(
    __file__,
    """
<section>
  <div class="sum">
    <p><strong></strong> <span class="of"></span></p>
    <div class="bar" role="img"><i></i></div>
    <p class="attempts"></p>
  </div>
  <ol></ol>
</section>
""",
)
FEW, ROOMY = 8, 24
"""As many learners stand in larger letters, and more than the latter closer together."""


@dataclass(frozen=True)
class LearnerLine:
    """A learner's line, in words.

    Attributes
    ----------
    number : int
        Which learner.
    place, name, told, value : str
    contender : str
        Whose value it is, one of those that `class_board` is given; empty for nobody's.
    kinds : str
        What it is marked as, parted by spaces: ``reached``, ``own``, ``fresh``.
    """

    number: int
    place: str
    name: str
    told: str
    value: str
    contender: str
    kinds: str


def class_board(
    lines: Sequence[LearnerLine],
    contenders: Mapping[str, Mapping[str, str]],
    summary: Mapping[str, str | float],
    *,
    key: str,
) -> None:
    """Show the board.

    Parameters
    ----------
    lines : sequence of LearnerLine
        The best first.
    contenders : mapping of str to mapping
        Of each that is named: ``marker``, as HTML, and ``label``.
    summary : mapping of str to str or float
        What stands above: ``reached``, ``of``, ``share``, ``percent`` and ``attempts``.
    key : str
    """
    size = "few" if len(lines) <= FEW else "close" if len(lines) > ROOMY else ""
    written = [dataclasses.asdict(line) for line in lines]
    _BOARD(key=key, data={"label": _("Board"), "size": size, "lines": written, "contenders": contenders, **summary})
