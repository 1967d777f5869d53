"""Reports that Python shows on the page of the same machine: project files in the data home.

The name of a file, which nobody can guess, is all that a link to it holds. They go after a day.
"""

import re
import time

from bakeoff.contenders.own import OWN
from bakeoff.datasets.home import data_home, writable_data_home
from bakeoff.engine.handle import new_id
from bakeoff.errors import SettingError
from bakeoff.export.project import project_file
from bakeoff.export.rows import RaceRows
from bakeoff.race.report import Report
from bakeoff.text import _, listed

KEPT_SECONDS = 86_400.0
_FOLDER = "shown"


def show(report: Report) -> str:
    """Keep a report for the page and return the name it is found by; BakeoffError if it cannot be shown."""
    if own := OWN.keys() & report.spec.contenders:
        names = listed(sorted(own))
        raise SettingError(
            _("The page cannot show estimators of your own, here {names}; in a notebook the report does.", names=names)
        )
    rows = ""
    if report.held_out is not None and report.answers:
        rows = RaceRows(held_out=report.held_out, answers=report.answers, stage=None, moments={}).to_json()
    folder, name = writable_data_home() / _FOLDER, new_id()
    content = project_file(report, rows=rows)
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    (folder / name).write_bytes(content)
    return name


def shown(name: str) -> bytes | None:
    """Return the project file of a report that is shown; None if there is none of this name."""
    path = data_home() / _FOLDER / name
    return path.read_bytes() if re.fullmatch(r"[\w-]+", name, re.ASCII) and path.is_file() else None
