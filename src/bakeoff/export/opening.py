"""Project files: read in a job, since whoever made one can make that take long, and then a race like any other."""

from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.engine.base import Channel, Engine, Limits
from bakeoff.engine.handle import JobHandle
from bakeoff.engine.waiting import FEW_AT_ONCE, Ends, Waiting
from bakeoff.errors import DatasetError
from bakeoff.export.project import Project, check_size, read_project
from bakeoff.race.race import Race
from bakeoff.settings import ServerSettings
from bakeoff.text import _

SECONDS = 60


class OpenedRace(Race):
    """The race of a project file as it ended: it has no jobs, and no models that can be asked.

    Parameters
    ----------
    data : str
        Whether the data here are the same, in words.
    """

    trained_here = False
    _fetching = False

    def __init__(self, project: Project, data: str, engine: Engine) -> None:
        JobHandle.__init__(self, engine, project.run())  # without what starts a race
        self.project, self.data = project, data


class Opening(Waiting):
    """The opening of a project file, which starts with this; results in what `opened` returns.

    Parameters
    ----------
    owner : str
        For whom it is opened; owners take turns.

    Raises
    ------
    SettingError, EngineError
        If it is too large, or the engine takes no jobs any more.
    """

    def __init__(self, content: bytes, engine: Engine, owner: str = "") -> None:
        check_size(content)
        limits = Limits(SECONDS, ServerSettings.read().job_memory_bytes)
        ends = Ends(
            stopped=_("Opening the project file was stopped."),
            memory=_("Opening the project file took more memory than there is for one."),
            seconds=_("Opening the project file took too long."),
        )
        super().__init__(engine, "bakeoff.export.opening:opened", content, limits, ends, FEW_AT_ONCE, owner)


def opened(content: bytes, _channel: Channel) -> tuple[Project, str]:
    """Return a project and whether its data are here, in words; raises SettingError if it cannot be read."""
    project = read_project(content)
    return project, same_data(project)


def is_same(project: Project) -> bool | None:
    """Return whether the data here are those that the project's race was run on; None if they would have to be fetched.

    Raises
    ------
    DatasetError
        If they are gone.
    """
    choice = project.spec.dataset
    return fingerprint(choice.info.load(choice.options)) == project.fingerprint if choice.info.present() else None


def same_data(project: Project) -> str:
    """Say whether the data here are those that the project's race was run on."""
    try:
        same = is_same(project)
    except DatasetError as error:
        return str(error)
    if same is None:
        return _("The data are not on this machine yet, so whether they are the same is not known.")
    if same:
        return _("The data here are the very same, by their fingerprint.")
    return _("The data here are not the same, by their fingerprint: the numbers will differ.")
