import dataclasses
import json
import struct

import numpy as np

from bakeoff.network.messages import Snapshot
from bakeoff.text import _, speaking
from bakeoff.wire import pack, unpack
from tests.catalogues import language_made_of
from tests.snapshots import snapshot


def sent(**changed: object) -> Snapshot:
    rng = np.random.default_rng(0)
    shown = {
        "epochs_per_second": 1234.56789,
        "train_loss": float("nan"),
        "test_loss": float("inf"),
        "test_score": 0.123456789,
        "neurons": rng.integers(0, 256, (4, 20, 20), np.uint8),
        "output": rng.integers(0, 256, (80, 80), np.uint8),
        "confusion": np.array([[3, 1], [0, 5]], np.int32),
        "curve": rng.normal(size=(5, 5)).astype(np.float32),
        "trouble": "Größer als alles — 大",
    }
    return snapshot((3, 2, 2), **shown | changed)


def test_a_snapshot_comes_back_whole():
    whole = sent()
    header, arrays = unpack(pack(whole))
    for field in dataclasses.fields(whole):
        value = getattr(whole, field.name)
        match value:
            case tuple():
                for mine, back in zip(value, arrays[field.name], strict=True):
                    np.testing.assert_array_equal(mine, back)
            case np.ndarray():
                assert arrays[field.name].dtype == value.dtype
                np.testing.assert_array_equal(arrays[field.name], value)
            case float():
                assert header[field.name] == (float(f"{value:.6g}") if np.isfinite(value) else None)
            case _:
                assert header[field.name] == value


def test_every_array_starts_where_the_browser_can_look_at_it_without_copying():
    content = pack(sent(), {"view": {"palette": "calm"}}, {"odd": np.arange(3, dtype=np.uint8)})
    length = struct.unpack("<I", content[:4])[0]
    assert (4 + length) % 4 == 0
    parts = json.loads(content[4 : 4 + length])["arrays"]
    flat = [one for part in parts.values() for one in (part if isinstance(part, list) else [part])]
    assert all(one["offset"] % 4 == 0 for one in flat)
    assert {one["dtype"] for one in flat} == {"uint8", "int32", "float32"}


def test_more_may_travel_with_it():
    content = pack(sent(), {"view": {"hide": ["run"], "rate": 0.1}}, {"points": np.eye(2, dtype=np.float32)})
    header, arrays = unpack(content)
    assert header["view"] == {"hide": ["run"], "rate": 0.1}
    np.testing.assert_array_equal(arrays["points"], np.eye(2))


def test_what_went_wrong_is_told_in_the_language_of_whoever_looks(tmp_path):
    lost = sent(trouble=_("There are no points; paint some, or choose a preset."))
    with language_made_of(tmp_path, "de", {lost.trouble: "Es gibt keine Punkte."}), speaking("de"):
        header, _arrays = unpack(pack(lost))
    assert header["trouble"] == "Es gibt keine Punkte."
