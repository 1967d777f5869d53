"""A run on a page, as a lesson looks at it."""

from dataclasses import dataclass

from bakeoff.lesson.moment import ChapterMoment, LabMoment, Measured
from bakeoff.network.settings import LabSettings
from bakeoff.spec import BakeoffSpec


@dataclass(frozen=True)
class LessonRun:
    """The run on show, as far as a lesson is concerned.

    Attributes
    ----------
    name : str
        Of the lab's run, the race or the study.
    moment : LabMoment, Report or Record
        What is known of it at this moment.
    own : bool
        Whether the visitor has started it.
    trained : bool
        Whether it has begun to learn: before, it is no attempt.
    moving : bool
        Whether more comes by itself.
    """

    name: str
    moment: Measured
    own: bool
    trained: bool
    moving: bool

    @property
    def set_up(self) -> LabSettings | BakeoffSpec:
        """Settings of the run; of a study, those of its race."""
        match self.moment:
            case LabMoment(settings=settings):
                return settings
            case ChapterMoment():
                return BakeoffSpec()
        return self.moment.spec
