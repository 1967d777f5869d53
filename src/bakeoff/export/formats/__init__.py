"""Formats of a race's files, which the race page offers: records in `FORMATS` of the modules in this folder."""

import importlib
import pkgutil

from bakeoff.engine.base import Channel
from bakeoff.export.formats.base import Format
from bakeoff.export.packing import Packed, PackingOrder, put
from bakeoff.export.script.table import is_own_table
from bakeoff.race.models import make_room
from bakeoff.spec import BakeoffSpec
from bakeoff.text import speaking

_found: list[Format] = []
for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    _found += getattr(importlib.import_module(_module.name), "FORMATS", ())
FORMATS = tuple(sorted(_found, key=lambda format: format.order))


def formats(spec: BakeoffSpec) -> list[Format]:
    """Return the formats that a race has."""
    own_table = is_own_table(spec.dataset.info)
    return [each for each in FORMATS if each.own_table in (None, own_table)]


def pack(order: PackingOrder, channel: Channel) -> str:
    """Make the file of an order and put it where it is to be; emits `Packed`; returns the note on it."""
    packed = {each.name: each.pack for each in FORMATS if each.pack is not None}

    def tell(share: float) -> None:
        channel.emit(Packed(share))

    with speaking(order.language):
        content, note = packed[order.format](order, tell)
    make_room()
    put(order.path, content)
    return note
