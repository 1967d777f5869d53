"""Outputs of several models, or of a network's units, over the same plane, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.html import Markup
from bakeoff.text import _, enumerated, language
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.network.view import STYLE, LabView, class_colours
from bakeoff.wire import pack_parts


@dataclass(frozen=True, eq=False)
class Panel:
    """One picture.

    Attributes
    ----------
    plane : ndarray of shape (80, 80) or (2, 80, 80), uint8, or None
        As `bakeoff.network.messages.Snapshot.output`, or, with a key, the place in the key; None: nothing yet.
    lines : tuple of str
        What is said below it.
    key : tuple of (label, colour)
        What the codes of the plane mean; colour is hex, empty for the ground, "ink" for the text's.
    """

    title: str
    plane: NDArray[np.uint8] | None
    lines: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


def _html() -> str:
    address = module_address("web/network/planes.js")
    failure = _("The pictures could not be loaded; reload the page.")
    place = Markup('\n<div class="lab" data-classes="{}" data-module="{}" data-failure="{}"></div>\n')
    return place.format(class_colours(), address, failure)


def packed(panels: Sequence[Panel], view: LabView, *, title: str = "", caption: str = "") -> bytes:
    """Return the pictures with the points on them as `planes.js` reads them; the last may hold a key instead.

    Title and caption stand above them all; the caption says what is seen.
    """
    header = [
        {
            "title": panel.title,
            "alt": enumerated([panel.title, *panel.lines]),
            "lines": panel.lines,
            "key": panel.key,
            "drawn": panel.plane is not None,
        }
        for panel in panels
    ]
    arrays: dict[str, NDArray[Any] | tuple[NDArray[Any], ...]] = {
        "view": np.frombuffer(view.packed, np.uint8),
        "planes": tuple(panel.plane for panel in panels if panel.plane is not None),
    }
    return pack_parts({"panels": header, "title": title, "caption": caption}, arrays)


def planes(shown: bytes, *, key: str) -> None:
    """Show what `packed` returned; the same again costs the browser nothing."""
    component("lab_planes", language(), _html, STYLE)(key=key, data=shown, height="content")
