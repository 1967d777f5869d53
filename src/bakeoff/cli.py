"""The command line: ``bakeoff run``, ``judge``, ``recipes``, ``datasets``, ``contenders``, ``app``.

Bad input ends with exit code 2 and one sentence.
"""

import argparse
import contextlib
import io
import json
import os
import socket
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.live import Live
from rich.table import Table

import bakeoff
from bakeoff.contenders import contender, contenders
from bakeoff.datasets import DatasetInfo, datasets
from bakeoff.engine import Engine
from bakeoff.errors import BakeoffError, HistoryError, SettingError
from bakeoff.evaluation import rank_words
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.costs import COSTS
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.notation import UNKNOWN, count, duration, interval, score
from bakeoff.judge import Plan, Record, Study, summary
from bakeoff.judge.account import account
from bakeoff.judge.findings import means
from bakeoff.race import Lane, Report, Result, Run, check, local_engine, run
from bakeoff.recipes import recipes
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

BAD_INPUT = 2
JUDGE = "judge."
"""What paths of the judge's settings begin with, as in links."""
_COSTS = (COSTS["fit_cpu_seconds"], COSTS["predict_ms_per_1000"])  # as many as 80 columns have room for


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except BakeoffError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return 130


def _version() -> str:
    try:
        return metadata.version("bakeoff")
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return _("(not installed)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bakeoff", description=bakeoff.__doc__)
    parser.add_argument("--version", action="version", version=f"bakeoff {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    race = commands.add_parser("run", help=_("run a race and print the leaderboard"))
    _take_set_up(race, _("any setting, such as svm.C=10 or rules.test_share=0.3"))
    race.add_argument("--json", type=Path, metavar="FILE", help=_("write the report there"))
    race.add_argument("--html", type=Path, metavar="FILE", help=_("write the report there as a page, figures and all"))
    race.add_argument(
        "--script", type=Path, metavar="FILE", help=_("write the race there as Python that needs no Bakeoff")
    )
    race.add_argument("--notebook", type=Path, metavar="FILE", help=_("write the same there as a Jupyter notebook"))
    race.add_argument(
        "--models", type=Path, metavar="FOLDER", help=_("save the trained models there, each with a model card")
    )
    race.set_defaults(command=_run)
    study = commands.add_parser("judge", help=_("fit again and again on other folds, and print what is decided"))
    _take_set_up(study, _("any setting, such as svm.C=10, or of the judge, such as judge.folds=10"))
    study.add_argument("--json", type=Path, metavar="FILE", help=_("write all scores and decisions' settings there"))
    study.set_defaults(command=_judge)
    commands.add_parser("recipes", help=_("list the recipes: races ready to run")).set_defaults(command=_recipes)
    commands.add_parser("datasets", help=_("list the data sets")).set_defaults(command=_datasets)
    known = commands.add_parser("contenders", help=_("list the contenders"))
    known.add_argument(
        "--json-schema", action="store_true", help=_("print the JSON schema of every contender's hyperparameters")
    )
    known.set_defaults(command=_contenders)
    page = commands.add_parser("app", help=_("start the page in the browser"))
    page.add_argument("--port", type=int, default=8501)
    page.set_defaults(command=_app)
    return parser


def _take_set_up(command: argparse.ArgumentParser, any_setting: str) -> None:
    """Let a command take what is raced."""
    command.add_argument(
        "start", nargs="?", metavar="RECIPE_OR_SPEC", help=_("a recipe's name, or a spec file ending in .json")
    )
    command.add_argument("--dataset", help=_("data set to race on"))
    command.add_argument("--contenders", help=_("contenders, parted by commas"))
    command.add_argument("--seed", help=_("seed of the split and of every contender"))
    command.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help=any_setting)


def spec_of(parsed: argparse.Namespace) -> BakeoffSpec:
    """Return the spec that the arguments of ``bakeoff run`` describe.

    Raises
    ------
    SettingError
        If one of them is wrong.
    """
    spec = _start(parsed.start)
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


def _start(name: str | None) -> BakeoffSpec:
    if name is None:
        return BakeoffSpec()
    if name.endswith(".json"):
        return BakeoffSpec.from_file(Path(name))
    if name not in recipes():
        raise SettingError(
            _(
                "“{name}” is neither a recipe nor a .json file; recipes are {known}.",
                name=name,
                known=", ".join(recipes()),
            )
        )
    return recipes()[name].spec


def _run(parsed: argparse.Namespace) -> int:
    from bakeoff.export import tracking  # takes longer than most commands

    spec = spec_of(parsed)
    check(spec)
    files = _files(parsed, spec)
    with contextlib.closing(local_engine(names=spec.contenders)) as engine:
        last = _raced(spec, engine, keep_models=parsed.models is not None)
        report = last.report
        Console().print(leaderboard_table(report))
        if report.verdict is not None:
            print(report.verdict.headline, report.verdict.test, sep="\n")
        for path, write in files.items():
            path.write_text(write(report), encoding="utf-8")
        if parsed.models is not None:
            _save_models(last, engine, parsed.models)
    if tracking.tracked():
        tracking.track(report)
    return 0 if len(report.finished()) == len(report.results) else 1


def _raced(spec: BakeoffSpec, engine: Engine, *, keep_models: bool) -> Run:
    """Run a race, shown as it goes on, and return its last state."""
    last = Run.start("", spec)
    console = Console(stderr=True)
    with Live(progress_table(last), console=console, refresh_per_second=8, transient=True) as live:

        def show(now: Run) -> None:
            nonlocal last
            last = now
            live.update(progress_table(now))

        run(spec, engine, show, keep_models=keep_models)
    return last


def _save_models(raced: Run, engine: Engine, folder: Path) -> None:
    """Unpack the race's models into a folder; raises HistoryError if there are none."""
    from bakeoff.export import Packing  # takes longer than most commands

    packing = Packing("models", raced.id, raced.report, engine)
    packing.wait()
    if packing.problem:
        raise HistoryError(packing.problem)
    with zipfile.ZipFile(io.BytesIO(packing.content())) as archive:
        archive.extractall(folder)


def _files(parsed: argparse.Namespace, spec: BakeoffSpec) -> dict[Path, Callable[[Report], str]]:
    """Return how to write each file that is asked for once the race is over; SettingError now if one cannot be."""
    from bakeoff.export import race_notebook, race_script, report_html  # takes longer than most commands
    from bakeoff.export.script.table import FILE, is_own_table, table_csv

    files: dict[Path, Callable[[Report], str]] = {}
    if parsed.json is not None:
        files[parsed.json] = lambda report: report.to_json() + "\n"
    if parsed.html is not None:
        files[parsed.html] = report_html
    for path, make in ((parsed.script, race_script), (parsed.notebook, race_notebook)):
        if path is not None:
            text = make(spec)
            files[path] = lambda _report, text=text: text  # type: ignore[misc]
            if is_own_table(spec.dataset.info):
                files[path.with_name(FILE)] = lambda report: table_csv(report.spec)
    _check_writable(*files, parsed.models)
    return files


def _check_writable(*paths: Path | None) -> None:
    for path in paths:
        if path is not None and not os.access(path.absolute().parent, os.W_OK):
            raise SettingError(_("Cannot write {path}: its folder is not there or not writable.", path=path))


def progress_table(now: Run) -> Table:
    """Return a race in progress as a table for the terminal."""
    table = Table(title=now.note or _("Racing on {title}", title=now.spec.dataset.info.title))
    for column in (_("Contender"), _("Status"), _("Progress"), _("CPU"), _("Best validation score")):
        table.add_column(column)
    metric = deciding("auto", now.spec.dataset.info.task)
    for lane in now.lanes.values():
        table.add_row(
            contender(lane.name).label, lane.status, _progress(lane), duration(lane.cpu_seconds), _score(lane, metric)
        )
    return table


def _progress(lane: Lane) -> str:
    if not lane.steps or not contender(lane.name).step_name:
        return ""
    last = lane.steps[-1]
    return f"{contender(lane.name).step_name} {last.index}" + (f"/{last.total}" if last.total else "")


def _score(lane: Lane, metric: Metric) -> str:
    best = lane.best
    return "" if best is None or best.validation_score is None else score(best.validation_score, metric)


def leaderboard_table(report: Report) -> Table:
    """Return a report's leaderboard as a table for the terminal."""
    from bakeoff.export.leaderboard import columns  # takes longer than most commands

    metric, known = report.metric, {column.name: column.cells for column in columns(report)}
    table = Table(title=_("Leaderboard on the test part"))
    headings = (
        _("Contender"),
        _("Rank"),
        _(metric.label),
        _("95 % interval"),
        *(_(cost.label) for cost in _COSTS),
        _("Status"),
    )
    for heading in headings:
        table.add_column(heading, justify="left" if heading in (*headings[:2], headings[-1]) else "right")
    for name in report.to_frame().index:
        result = report.results[name]
        label = contender(name).label
        if result.outcome is None:
            table.add_row(label, *[""] * (len(headings) - 2), f"{result.status}: {result.message}")
            continue
        number, ends = known[metric.name][name]
        spent = [known[cost.name][name][0] for cost in _COSTS]
        place = rank_words.standing(report.verdict, name, most=1) if report.verdict else ""
        table.add_row(label, place, number, ends or UNKNOWN, *spent, _state(result))
    return table


def _state(result: Result) -> str:
    done = result.outcome is None or not result.outcome.unfinished
    return result.status if done else _("{status}, unfinished", status=result.status)


def _judge(parsed: argparse.Namespace) -> int:
    from bakeoff.history.studies import study_json  # takes longer than most commands

    spec, plan = spec_of(parsed), plan_of(parsed)
    _check_writable(parsed.json)
    with contextlib.closing(local_engine(names=spec.contenders)) as engine:
        record = _judged(Study(spec, plan, engine))
    Console().print(means_table(record))
    print(summary(record))
    if told := account(record):
        print(told)
    if parsed.json is not None:
        parsed.json.write_text(study_json(record) + "\n", encoding="utf-8")
    return 0 if record.fitted else 1


def _judged(study: Study) -> Record:
    """Wait for a study, whose progress is shown as it goes on; who interrupts it gets what it has found so far."""
    with Live(console=Console(stderr=True), refresh_per_second=2, transient=True) as live:
        try:
            while not study.wait(0.5):
                live.update(summary(study.record))
        except KeyboardInterrupt:
            study.stop()
            study.wait()
    return study.record


def means_table(record: Record) -> Table:
    """Return the mean score of each lane of a study, at each of its points, as a table for the terminal."""
    table = Table(title=_("Mean of the folds"))
    several, metric = len(record.points) > 1, record.metric
    headings = [_("Contender"), *([_("At")] if several else []), _(metric.label), _("95 % interval")]
    for heading in headings:
        table.add_column(heading, justify="left" if heading is headings[0] else "right")
    for row in means(record).dropna(subset=["mean"]).to_dict("records"):
        at = [str(record.points[int(row["point"])])] if several else []
        ends = interval(Estimate(row["mean"], row["low"], row["high"]), metric)
        table.add_row(str(row["label"]), *at, score(row["mean"], metric), ends)
    return table


def _recipes(parsed: argparse.Namespace) -> int:
    rows = [(name, recipe.title, recipe.summary) for name, recipe in recipes().items()]
    _list((_("Name"), _("Title"), _("What it is")), rows)
    return 0


def _datasets(parsed: argparse.Namespace) -> int:
    rows = [(info.name, _size(info), info.missing() or info.summary) for info in datasets().values()]
    _list((_("Name"), _("Rows and columns"), _("What it is")), rows)
    return 0


def _size(info: DatasetInfo) -> str:
    words = {"rows": count(info.rows), "columns": count(info.features), "classes": info.classes}
    if info.task == "regression":
        return _("{rows} × {columns}, a number", **words)
    return _("{rows} × {columns}, {classes} classes", **words)


def _list(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose first columns stay whole, and whose last takes what room is left, of 80 characters too."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    *first, last = columns
    for column in first:
        table.add_column(column, no_wrap=True)
    table.add_column(last)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _contenders(parsed: argparse.Namespace) -> int:
    if parsed.json_schema:
        schemas = {name: record.hyperparameters.model_json_schema() for name, record in contenders().items()}
        print(json.dumps(schemas, indent=2, default=str))
        return 0
    rows = [(info.name, info.label, info.missing or info.summary) for info in contenders().values()]
    _list((_("Name"), _("Label"), _("What it is")), rows)
    return 0


def _app(parsed: argparse.Namespace) -> NoReturn:
    script = _script()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", parsed.port))
        except OSError as error:
            raise SettingError(_("Port {port} is in use; choose another with --port.", port=parsed.port)) from error
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(parsed.port)])


def _script() -> Path:
    """Return the app's script, beside which are its pages and Streamlit's settings: in a wheel, or in a checkout."""
    package = Path(bakeoff.__file__).parent
    for folder in (package / "door", package.parents[1]):
        if (folder / "app.py").is_file():
            return folder / "app.py"
    raise SettingError(_("The pages came neither with the package nor stand above it; install Bakeoff anew."))


if __name__ == "__main__":
    sys.exit(main())
