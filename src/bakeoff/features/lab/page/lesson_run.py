"""The lab's run as a lesson looks at it."""

from bakeoff.features.lab.service import labs
from bakeoff.lesson.moment import LabMoment
from bakeoff.lesson.run import LessonRun
from bakeoff.network.session import LabSession
from bakeoff.web.visitor import visitor


def lesson_run(lab: LabSession) -> LessonRun | None:
    """Return the run on show; None while there is no picture of it.

    Settings and picture have to be of the same run. A lab that begins another run first forgets the picture and then
    changes its settings, whatever thread does so: if these are the same before and after, the picture was theirs.
    """
    settings, state, points = lab.settings, lab.state, lab.points
    if state.latest is None or lab.settings is not settings:
        return None
    return LessonRun(
        state.job,
        LabMoment(settings, points, state.latest),
        own=labs().is_of(lab.id, visitor().owner),
        trained=state.latest.epoch + state.latest.batch > 0,
        moving=state.latest.playing,
    )
