"""A data set's fingerprint, by which two reports show that they are about the same data."""

import hashlib
import json
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets.base import Dataset


def fingerprint(data: Dataset) -> str:
    """Return the SHA-256 (hex) of all values, names and the task of `data`."""
    digest = hashlib.sha256()
    head = [data.task, data.feature_names, data.class_names, data.target_name, data.image_shape, data.X.shape]
    _add(digest, json.dumps([*head, data.official_test_rows]).encode())
    columns = [data.X[name] for name in data.X.columns] if isinstance(data.X, pd.DataFrame) else [data.X]
    for values in [*columns, data.y]:
        array = np.asarray(values)
        _add(digest, array.dtype.name.encode())
        _add(digest, _bytes(array))
    return digest.hexdigest()


def _add(digest: Any, part: Any) -> None:
    """Add a part with its length before it, so that no two lists of parts run into the same bytes."""
    digest.update(len(part).to_bytes(8, "little"))
    digest.update(part)


def _bytes(array: NDArray[Any]) -> Any:
    """Return plain numbers as their little-endian bytes, all else as JSON texts."""
    if array.dtype.kind not in "biufM":
        texts = [None if gap else str(value) for value, gap in zip(array, pd.isna(array), strict=True)]
        return json.dumps(texts).encode()
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return little.reshape(-1).view(np.uint8).data
