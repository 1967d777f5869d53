"""A record with arrays as bytes that the browser reads without copying.

Layout, all little-endian::

    uint32               length of the header, padding included
    header               JSON in UTF-8, padded with spaces so that what follows starts at a multiple of 4
    arrays               each from a multiple of 4, row by row

The header holds the record's scalars (floats to six significant digits, null for NaN and infinity),
whatever else it was given, and under ``arrays`` for each array its ``dtype`` (``uint8``, ``int32`` or
``float32``), ``shape`` and ``offset`` from the end of the header; for a tuple of arrays a list of these.
"""

import dataclasses
import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.text import told

Arrays = Mapping[str, NDArray[Any] | tuple[NDArray[Any], ...]]

_ALIGNMENT = 4


def pack(record: Any, extra: Mapping[str, Any] | None = None, arrays: Arrays | None = None) -> bytes:
    """Write a record.

    Parameters
    ----------
    record : dataclass instance
    extra : mapping, optional
        More to put into the header (``{"view": …}``); JSON's kinds of values.
    arrays : mapping of str to array or tuple of arrays, optional
        More arrays: uint8, int32 or float32.
    """
    fields = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    all_arrays = {name: value for name, value in fields.items() if isinstance(value, np.ndarray | tuple)}
    scalars = {name: value for name, value in fields.items() if name not in all_arrays}
    return pack_parts(scalars | dict(extra or {}), all_arrays | dict(arrays or {}))


def pack_parts(header: Mapping[str, Any], arrays: Arrays) -> bytes:
    """Write any header and arrays in the layout."""
    body = _Body()
    described = {
        name: [body.add(part) for part in value] if isinstance(value, tuple) else body.add(value)
        for name, value in arrays.items()
    }
    text = json.dumps(_plain(dict(header) | {"arrays": described}), separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % _ALIGNMENT)
    return b"".join([struct.pack("<I", len(text)), text, *body.parts])


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read what `pack` wrote.

    Returns
    -------
    header : dict
        Without ``arrays``.
    arrays : dict
        Arrays, or tuples of arrays, by name; views into `content`.
    """
    start = 4 + struct.unpack_from("<I", content)[0]
    header: dict[str, Any] = json.loads(content[4:start])

    def array(part: dict[str, Any]) -> NDArray[Any]:
        count = math.prod(part["shape"])
        return np.frombuffer(content, part["dtype"], count, start + part["offset"]).reshape(part["shape"])

    arrays = {
        name: tuple(map(array, part)) if isinstance(part, list) else array(part)
        for name, part in header.pop("arrays").items()
    }
    return header, arrays


class _Body:
    """The arrays' bytes, one after the other."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._length = 0

    def add(self, array: NDArray[Any]) -> dict[str, Any]:
        """Append an array; return how to find it."""
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        content = little.tobytes()
        content += bytes(-len(content) % _ALIGNMENT)
        described = {"dtype": array.dtype.name, "shape": list(array.shape), "offset": self._length}
        self.parts.append(content)
        self._length += len(content)
        return described


def _plain(value: Any) -> Any:
    """Round floats, write null for those that JSON has no word for, and say texts in the reader's language."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
