import dataclasses
import json
import struct

import numpy as np

from bakeoff.network.messages import Snapshot
from bakeoff.text import _, speaking
from bakeoff.wire import pack, unpack
from tests.catalogues import language_made_of


def snapshot() -> Snapshot:
    rng = np.random.default_rng(0)
    return Snapshot(
        serial=7,
        epoch=12,
        batch=3,
        first_epoch=0,
        last_epoch=12,
        obeyed=4,
        playing=True,
        epochs_per_second=1234.56789,
        cpu_seconds=0.1,
        n_classes=2,
        train_loss=float("nan"),
        test_loss=float("inf"),
        train_score=1.0,
        test_score=0.123456789,
        weights=(rng.normal(size=(3, 2)).astype(np.float32), rng.normal(size=(2, 2)).astype(np.float32)),
        biases=(np.zeros(2, np.float32), np.ones(2, np.float32)),
        neurons=rng.integers(0, 256, (4, 20, 20), np.uint8),
        output=rng.integers(0, 256, (80, 80), np.uint8),
        confusion=np.array([[3, 1], [0, 5]], np.int32),
        curve=rng.normal(size=(5, 5)).astype(np.float32),
        trouble="Größer als alles — 大",
    )


def test_a_snapshot_comes_back_whole():
    sent = snapshot()
    header, arrays = unpack(pack(sent))
    for field in dataclasses.fields(sent):
        value = getattr(sent, field.name)
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
    content = pack(snapshot(), {"view": {"palette": "calm"}}, {"odd": np.arange(3, dtype=np.uint8)})
    length = struct.unpack("<I", content[:4])[0]
    assert (4 + length) % 4 == 0
    parts = json.loads(content[4 : 4 + length])["arrays"]
    flat = [one for part in parts.values() for one in (part if isinstance(part, list) else [part])]
    assert all(one["offset"] % 4 == 0 for one in flat)
    assert {one["dtype"] for one in flat} == {"uint8", "int32", "float32"}


def test_more_may_travel_with_it():
    content = pack(snapshot(), {"view": {"hide": ["run"], "rate": 0.1}}, {"points": np.eye(2, dtype=np.float32)})
    header, arrays = unpack(content)
    assert header["view"] == {"hide": ["run"], "rate": 0.1}
    np.testing.assert_array_equal(arrays["points"], np.eye(2))


def test_what_went_wrong_is_told_in_the_language_of_whoever_looks(tmp_path):
    sent = dataclasses.replace(snapshot(), trouble=_("There are no points; paint some, or choose a preset."))
    with language_made_of(tmp_path, "de", {sent.trouble: "Es gibt keine Punkte."}), speaking("de"):
        header, _arrays = unpack(pack(sent))
    assert header["trouble"] == "Es gibt keine Punkte."
