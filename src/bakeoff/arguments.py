"""A race's set-up as arguments of the command line: declared, and read."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.errors import SettingError
from bakeoff.fields import Settings
from bakeoff.race.late import spec_with
from bakeoff.recipes import recipes
from bakeoff.spec import BakeoffSpec, DatasetChoice
from bakeoff.study.plan import Plan
from bakeoff.text import _, enumerated

if TYPE_CHECKING:
    from bakeoff.export.project import Project

STANDARD = "-"
"""Standard input in place of a table, or standard output in place of a file."""
PROJECT = ".bakeoff"
"""Ending of a project file."""
JUDGE = "judge."
"""Prefix of the judge's setting paths, as in links."""


def take_set_up(command: argparse.ArgumentParser, any_setting: str) -> None:
    """Let a command take what is raced."""
    start = _(
        "a recipe’s name, a spec file ending in .json, a project file ending in .bakeoff, or a table of your own such "
        "as prices.csv; - for standard input"
    )
    command.add_argument("start", nargs="?", metavar="RECIPE_SPEC_OR_TABLE", help=start)
    take_columns(command)
    command.add_argument("--dataset", help=_("data set to race on"))
    command.add_argument("--contenders", help=_("contenders, separated by commas"))
    command.add_argument("--seed", help=_("seed of the split and of every contender"))
    command.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help=any_setting)


def take_columns(command: argparse.ArgumentParser) -> None:
    """Let a command take what a table's columns are for."""
    command.add_argument("--target", metavar="COLUMN", help=_("column of the table to predict; default is a guess"))
    command.add_argument("--task", help=_("classification or regression, if the table’s column is taken wrongly"))
    command.add_argument("--role", action="append", default=[], metavar="COLUMN=ROLE", help=_("role of a column"))


def spec_of(parsed: argparse.Namespace) -> BakeoffSpec:
    """Return the spec that the arguments of ``bakeoff run`` describe.

    Raises
    ------
    SettingError
        If one of them is wrong.
    """
    spec = _start(parsed)
    named = {"dataset": parsed.dataset, "contenders": parsed.contenders, "rules.seed": parsed.seed}
    for path, value in named.items():
        if value is not None:
            spec = spec.replace(path, value)
    for path, value in _assigned(parsed):
        if not path.startswith(JUDGE):
            spec = spec.replace(path, value)
    return spec


def plan_of(parsed: argparse.Namespace) -> Plan:
    """Return what the arguments of ``bakeoff judge`` ask; raises SettingError if one of them is wrong."""
    asked = {path.removeprefix(JUDGE): value for path, value in _assigned(parsed) if path.startswith(JUDGE)}
    return Plan.parse(asked, _("The judge"))


def _assigned(parsed: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Give the paths that ``--set`` names, and their values."""
    for assignment in parsed.set:
        path, equals, value = assignment.partition("=")
        if not equals:
            raise SettingError(_("--set takes PATH=VALUE, such as svm.C=10, not {given}.", given=assignment))
        yield path.strip(), value


def _start(parsed: argparse.Namespace) -> BakeoffSpec:
    name, tables = parsed.start, tuple(f".{ending}" for ending in TABLE_ENDINGS if ending != "json")
    if parsed.target or parsed.task or parsed.role or name == STANDARD or (name or "").lower().endswith(tables):
        return BakeoffSpec(dataset=table_of(parsed)).for_own_table()
    if name is None:
        return BakeoffSpec()
    if name.endswith(PROJECT):
        return project_of(Path(name)).spec
    if name.endswith(".json"):
        return BakeoffSpec.from_file(Path(name))
    if name not in recipes():
        raise SettingError(
            _(
                "“{name}” is no recipe, .json file or table such as prices.csv; recipes are {known}.",
                name=name,
                known=enumerated(list(recipes())),
            )
        )
    return recipes()[name].spec


def project_of(path: Path) -> "Project":
    """Read a project file; raises SettingError if it is none, or cannot be read."""
    from bakeoff.export.project import read_project  # takes longer than most commands

    try:
        return read_project(path.read_bytes())
    except OSError as error:
        raise SettingError(_("Cannot read {path}: {reason}.", path=path, reason=error)) from error


def added_to(parsed: argparse.Namespace) -> "tuple[Project, dict[str, Settings]]":
    """Return the finished race that ``--add`` names contenders for, and these with their settings.

    Raises
    ------
    SettingError
        If it is no project file, or its data have changed; if something of the race is to be set as well, which stays
        as it was.
    """
    from bakeoff.export.opening import is_same  # takes longer than most commands

    if not (parsed.start or "").endswith(PROJECT):
        example = "bakeoff run race.bakeoff --add svm"
        raise SettingError(_("--add takes a race saved as a project file, such as {example}.", example=example))
    project = project_of(Path(parsed.start))
    spec, late = spec_with(project.run().report, parsed.add.split(","))
    given = [name for name in ("dataset", "contenders", "seed", "target", "task", "role") if getattr(parsed, name)]
    for path, value in _assigned(parsed):
        if path.partition(".")[0] not in late:
            given.append(path)
        else:
            spec = spec.replace(path, value)
    if given:
        raise SettingError(_("--add leaves the race as it was; leave out {settings}.", settings=enumerated(given)))
    if is_same(project) is False:
        raise SettingError(_("The data here are not those of the race in {path}; race all again.", path=parsed.start))
    return project, {name: spec.contenders[name] for name in late}


def table_of(parsed: argparse.Namespace) -> DatasetChoice:
    """Return the table that is raced on, and say on the error stream how its columns are understood."""
    from bakeoff.intake.table import columns_told, table  # takes longer than most commands

    if parsed.start is None:
        raise SettingError(_("Name the table, too: {example}.", example="bakeoff run prices.csv --target price"))
    roles: Any = dict(role.partition("=")[::2] for role in parsed.role)
    file = sys.stdin.buffer if parsed.start == STANDARD else parsed.start
    chosen = table(file, parsed.target, task=parsed.task, roles=roles)
    print(columns_told(chosen), file=sys.stderr)
    return chosen
