"""Registration of learning platforms with the server."""

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from starlette.routing import Route

from bakeoff.errors import SettingError
from bakeoff.features.lti.platforms import frame_sites, platforms
from bakeoff.features.lti.service import report_goal, sending, tidy
from bakeoff.features.lti.settings import LtiSettings
from bakeoff.lesson.slots import LessonWayBack
from bakeoff.service.events import GoalReached
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import AdministrationSection, FrameAncestors, PrivacyNote
from bakeoff.text import _, counted


def _routes() -> Sequence[Route]:
    """Return the routes for platforms; none if that is off, and then nothing is loaded for them."""
    if not LtiSettings.read().lti:
        return ()
    platforms()  # what is wrong with the setting is told at the start
    if not (importlib.util.find_spec("joserfc") and importlib.util.find_spec("httpx")):
        raise SettingError(_("BAKEOFF_LTI needs two more packages: pip install '.[lti]'"))
    from bakeoff.features.lti.routes import routes

    return routes()


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = rows["lti_learners"]
    yield n, counted("{n} activity in a learning platform", "{n} activities in a learning platform", n)


def _way_back(owner: str, identity: str) -> None:
    from bakeoff.features.lti.page.course import back_to_course

    back_to_course(owner, identity)


def _platforms(do: Callable[[Callable[[], None]], None]) -> None:
    from bakeoff.features.lti.page.platforms import platform_list

    platform_list(do)


def _privacy_note() -> str:
    from bakeoff.features.lti.page.privacy import note

    return note()


FEATURE = Feature(
    order=90,
    settings=(LtiSettings,),
    style=Path(__file__).with_name("style.css"),
    routes=_routes,
    background=lambda: sending() if LtiSettings.read().lti else nullcontext(),
    on={GoalReached: report_goal},
    tidy=tidy,
    tables=("bakeoff.features.lti.tables",),
    personal=Personal(_amounts),
    adds=(
        LessonWayBack(_way_back),
        AdministrationSection(_platforms),
        FrameAncestors(frame_sites),
        PrivacyNote(70, _privacy_note),
    ),
)
