"""TensorBoard's event files, read back by TensorFlow."""

import io
import socket
import zipfile

import pytest
import tensorflow as tf

from bakeoff.errors import SettingError
from bakeoff.export.formats.tensorboard import event_files
from bakeoff.export.packing import Packing
from bakeoff.race.report import Report

FIELDS = {
    "loss/train": "train_loss",
    "loss/validation": "validation_loss",
    "score/train": "train_score",
    "score/validation": "validation_score",
}


def read(path) -> list[tf.compat.v1.Event]:
    return [tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(path))]


def test_every_contenders_curve_comes_back(engine, report, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    packing = Packing("curves", "race", report, engine)
    assert packing.wait(60)
    assert packing.problem == ""
    with zipfile.ZipFile(io.BytesIO(packing.content())) as archive:
        archive.extractall(tmp_path)
    for name, result in report.results.items():
        if not result.steps:
            assert not (tmp_path / name).exists()
            continue
        (path,) = (tmp_path / name).glob("*tfevents*")
        assert socket.gethostname() not in path.name
        version, *events = read(path)
        assert version.file_version == "brain.Event:2"
        found = [
            (one.step, one.wall_time, one.summary.value[0].tag, one.summary.value[0].simple_value) for one in events
        ]
        told = [
            (step.index, step.wall_seconds, tag, getattr(step, field))
            for step in result.steps
            for tag, field in FIELDS.items()
            if getattr(step, field) is not None
        ]
        assert [one[:3] for one in found] == [one[:3] for one in told]
        assert [one[3] for one in found] == pytest.approx([one[3] for one in told], rel=1e-6)


def test_a_race_without_a_step_has_no_curves(report):
    with pytest.raises(SettingError, match="no learning curves"):
        event_files(Report(report.spec, report.environment, None, {}))
