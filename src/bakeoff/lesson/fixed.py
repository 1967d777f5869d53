"""Settings that a lesson fixes: to change one in the address makes another lesson."""

from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.network.settings import WATCHING, LabSettings


def keeps_to(lesson: Lesson, set_up: StartingPoint) -> bool:
    """Tell whether a run was set up as the lesson has it, in all that the lesson does not let one choose.

    Parameters
    ----------
    set_up : StartingPoint
        Of the run, at the lesson's place.
    """
    start = lesson.start
    if lesson.place == "lab":
        settings = (name for name in start.network.hide if name in LabSettings.model_fields and name not in WATCHING)
        return all(getattr(set_up.network, name) == getattr(start.network, name) for name in settings)
    return all(_of(control, set_up) == _of(control, start) for control in lesson.hidden)


def _of(control: str, set_up: StartingPoint) -> object:
    """Return what a control sets: a group, the question, or one contender, which may take part or not."""
    match control:
        case "judge":
            return set_up.plan.settled()
        case "dataset":  # of a study over several data sets, all of them
            return set_up.spec.dataset, set_up.plan.datasets if set_up.plan.question == "datasets" else ()
        case "contenders" | "rules" | "transform":
            return getattr(set_up.spec, control)
    return set_up.spec.contenders.get(control)
