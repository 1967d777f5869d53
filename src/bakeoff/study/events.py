"""Events of a study, as `bakeoff.service.kernel.publish` hands them to features that listen."""

from dataclasses import dataclass

from bakeoff.study.record import Record


@dataclass(frozen=True)
class StudyStarted:
    """First record of a study of the judge."""

    owner: str
    run: Record


@dataclass(frozen=True)
class StudyChanged:
    """New record of a study that runs."""

    owner: str
    run: Record


@dataclass(frozen=True)
class StudyEnded:
    """Last record of a study."""

    owner: str
    run: Record


StudyEvent = StudyStarted | StudyChanged | StudyEnded
STUDY = StudyStarted, StudyChanged, StudyEnded
