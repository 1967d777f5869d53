"""Publishing from the command line: races by name or file, run where they have not been run, written into a folder."""

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bakeoff.engine.handle import new_id
from bakeoff.errors import HistoryError, SettingError
from bakeoff.export.project import read_project
from bakeoff.export.publish import page_names, published
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race, check, check_columns
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.recipes import STORIES, recipe
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def publish(folder: Path, races: Sequence[str], say: Callable[[str], None]) -> Path:
    """Write the pages of races into a folder and return that of the index.

    Parameters
    ----------
    races : sequence of str
        Of each the recipe's name, or the path of a spec or a report as JSON, or of a project file; none: the stories.
    say : callable
        Called with the headline of each race.

    Raises
    ------
    SettingError
        If one is none of these or cannot be raced, or the folder cannot be written; nothing was run then.
    """
    nearest = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise SettingError(_("Cannot publish in {path}: it is a file, or its folder is not writable.", path=folder))
    given = {name: _read(name) for name in dict.fromkeys(races or STORIES)}
    specs = {name: spec for name, spec in given.items() if isinstance(spec, BakeoffSpec)}
    for spec in specs.values():
        check(spec)
        check_columns(spec)
    runs = {name: run for name, run in given.items() if isinstance(run, Run)}
    with contextlib.ExitStack() as stack:
        if specs:
            taking_part = {name for spec in specs.values() for name in spec.contenders}
            engine = stack.enter_context(contextlib.closing(local_engine(names=sorted(taking_part))))
        for name, spec in specs.items():
            race = Race(spec, engine, watched=True)
            race.wait()
            runs[name] = race.run
            say(_said(name, race.run))
    names = page_names(Path(name).stem for name in given)
    files = published({page: runs[name] for page, name in zip(names, given, strict=True)})
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder / "index.html"


def _said(name: str, run: Run) -> str:
    verdict = run.report.verdict
    said = _("No contender came to its end.") if verdict is None else verdict.headline
    return _("{label}: {reason}", label=name, reason=said)


def _read(name: str) -> BakeoffSpec | Run:
    """Return the set-up or the finished race that a name or a path stands for."""
    path = Path(name)
    try:
        if path.suffix == ".bakeoff":
            return read_project(path.read_bytes()).run()
        if path.suffix != ".json":
            return recipe(name).spec
        text = path.read_text(encoding="utf-8-sig")
        values = json.loads(text)
        if not isinstance(values, dict) or "environment" not in values:
            return BakeoffSpec.from_json(text, name)
        return Run.ended(new_id(), Report.from_json(text))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(_("Cannot read {path}: {reason}.", path=name, reason=error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, HistoryError) as error:
        raise SettingError(_("{path} is neither the set-up nor the report of a race.", path=name)) from error
