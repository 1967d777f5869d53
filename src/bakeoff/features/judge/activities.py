"""Studies that go on, as the server's administrator sees them."""

import functools
from collections.abc import Iterator

from bakeoff.datasets.upload import UPLOAD
from bakeoff.html import plain
from bakeoff.runs.studies import studies
from bakeoff.service.slots import Activities, Activity
from bakeoff.service.visitor import pseudonym
from bakeoff.study.study import Study
from bakeoff.text import _


def _going_on() -> Iterator[Activity]:
    for study, owner in studies().going_on():
        yield _activity(study, pseudonym(owner))


def _activity(study: Study, who: str) -> Activity:
    record, dataset = study.record, study.record.spec.dataset
    title = (
        _("**Study** on data of their own, of visitor `{who}`", who=who)
        if dataset.name == UPLOAD.name
        else _("**Study** on {data}, of visitor `{who}`", data=plain(dataset.info.title), who=who)
    )
    return Activity(
        study.id,
        title,
        functools.partial(_stop, study.id),
        training=0 if record.place else 1,
        waiting=1 if record.place else 0,
        place=record.place,
        wait_seconds=record.wait_seconds,
        longest_wait_seconds=record.wait_seconds or 0.0,
    )


def _stop(id: str) -> None:
    if (study := studies().get(id)) is not None:
        study.stop(why=_("Stopped by the server’s operator."))


ACTIVITIES = Activities(_going_on, lambda: studies().forget_ended())
