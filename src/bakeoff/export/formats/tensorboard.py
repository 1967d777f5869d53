"""A race's learning curves as event files, which TensorBoard shows.

Made in jobs only: tensorboardX brings PyTorch into the process, where it is installed.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bakeoff.contenders import Step
from bakeoff.errors import SettingError
from bakeoff.export.archive import zipped
from bakeoff.export.formats.base import Format, Made, Tell
from bakeoff.export.packing import PackingOrder
from bakeoff.race.report import Report
from bakeoff.text import _

_NAME = "events.out.tfevents.0.bakeoff"
_VERSION = "brain.Event:2"
_CURVES = {
    "loss/train": "train_loss",
    "loss/validation": "validation_loss",
    "score/train": "train_score",
    "score/validation": "validation_score",
}
"""Tag on TensorBoard's page, and field of a step."""


def event_files(report: Report) -> dict[str, bytes]:
    """Return an event file for each contender that has a curve, by path: a folder each, which TensorBoard calls a run.

    Times are seconds of training by the clock.

    Raises
    ------
    SettingError
        If there are no curves.
    """
    files = {f"{name}/{_NAME}": _events(result.steps) for name, result in report.results.items() if result.steps}
    if not files:
        raise SettingError(_("There are no learning curves: no contender got as far as its first step."))
    return files


def _events(steps: tuple[Step, ...]) -> bytes:
    """Return what tensorboardX's writer of records puts into a file; its `SummaryWriter` would name this machine."""
    from tensorboardX import RecordWriter
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.summary import scalar

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        writer = RecordWriter(str(path))
        writer.write(Event(wall_time=0.0, file_version=_VERSION).SerializeToString())
        for step, tag, value in _values(steps):
            event = Event(wall_time=step.wall_seconds, step=step.index, summary=scalar(tag, value))
            writer.write(event.SerializeToString())
        writer.close()
        return path.read_bytes()


def _values(steps: tuple[Step, ...]) -> Iterator[tuple[Step, str, float]]:
    for step in steps:
        for tag, field in _CURVES.items():
            value = getattr(step, field)
            if value is not None:
                yield step, tag, value


def _curves(order: PackingOrder, tell: Tell) -> Made:
    return zipped(event_files(order.report)), ""


FORMATS = (
    Format(
        "curves",
        90,
        "models",
        "-curves.zip",
        "Save curves for TensorBoard",
        "Pack curves for TensorBoard",
        "Event files: unpack them and run tensorboard --logdir on the folder.",
        pack=_curves,
    ),
)
