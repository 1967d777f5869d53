"""The command line: ``bakeoff prices.csv``, ``bakeoff run``, ``judge``, ``lesson check``, ``app`` and lists.

Bad input ends with exit code 2 and one sentence.
"""

import argparse
import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from rich.live import Live

from bakeoff.arguments import JUDGE, STANDARD, added_to, plan_of, spec_of, table_of, take_columns, take_set_up
from bakeoff.contenders import contenders
from bakeoff.datasets import datasets
from bakeoff.engine.base import Engine
from bakeoff.errors import BakeoffError, HistoryError, NotInstalledError, SettingError, install
from bakeoff.race.engines import local_engine
from bakeoff.race.late import spec_with
from bakeoff.race.race import check, check_columns, run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.recipes import recipes
from bakeoff.refusals import unknown
from bakeoff.settings import language_around
from bakeoff.spec import BakeoffSpec
from bakeoff.study.account import account, advice
from bakeoff.study.findings import against_all
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from bakeoff.terminal import (
    console,
    judged,
    leaderboard_table,
    means_table,
    print_list,
    problems,
    progress_table,
    size_told,
    teach_argparse,
)
from bakeoff.text import SOURCE, _, enumerated, language, languages, speaking, told

FAILED = 1
BAD_INPUT = 2
EXIT_CODES = {"better": 0, "not better": 3, "undecided": 4}
"""Exit codes of ``bakeoff judge --better``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = _language(given)
    except SettingError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    teach_argparse()
    with speaking(code):
        parsed = parsed_of(given)
        try:
            return int(parsed.command(parsed))
        except BakeoffError as error:
            print(told(str(error)), file=sys.stderr)
            return BAD_INPUT
        except KeyboardInterrupt:
            print(_("Stopped."), file=sys.stderr)
            return 130


def parsed_of(given: Sequence[str]) -> argparse.Namespace:
    """Return arguments as they are understood; a table in place of a command stands for the page, opened on it."""
    first = 2 if given[:1] == ["--lang"] else 0
    named = given[first] if len(given) > first else ""
    if named == STANDARD or (not named.startswith("-") and Path(named).suffix):
        given = [*given[:first], "app", *given[first:]]
    return _parser().parse_args(given)


def _language(given: Sequence[str]) -> str:
    """Return the language that is asked for, before anything is said: by an option, else by the environment.

    Raises
    ------
    SettingError
        If it is asked for by an option and there is none of this code.
    """
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--lang")
    with contextlib.suppress(argparse.ArgumentError):
        code = first.parse_known_args(given)[0].lang
        if code in languages():
            return str(code)
        if code is not None:
            raise SettingError(
                _("There is no language “{code}”; there are {known}.", code=code, known=enumerated(list(languages())))
            )
    around = language_around()
    return around if around in languages() else SOURCE


def _version() -> str:
    try:
        return metadata.version("bakeoff")
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return _("(not installed)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bakeoff",
        description=_("Bakeoff: race a neural network against a tree, a support vector machine and a forest, live."),
    )
    parser.add_argument(
        "--lang", metavar="CODE", help=_("language to speak, such as {codes}", codes=enumerated(list(languages())))
    )
    said = _("show program’s version number and exit")
    parser.add_argument("--version", action="version", version=f"bakeoff {_version()}", help=said)
    parser.set_defaults(command=_app, start=None, port=None)  # `bakeoff` alone opens the page
    commands = parser.add_subparsers(metavar="COMMAND")
    race = commands.add_parser("run", help=_("run a race and print the leaderboard"))
    take_set_up(race, _("any setting, such as svm.C=10 or rules.test_share=0.3"))
    race.add_argument("--json", type=Path, metavar="FILE", help=_("write the report there"))
    race.add_argument("--html", type=Path, metavar="FILE", help=_("write the report there as a page, figures and all"))
    race.add_argument(
        "--script", type=Path, metavar="FILE", help=_("write the race there as Python that needs no Bakeoff")
    )
    race.add_argument("--notebook", type=Path, metavar="FILE", help=_("write the same there as a Jupyter notebook"))
    race.add_argument(
        "--models", type=Path, metavar="FOLDER", help=_("save the trained models there, each with a model card")
    )
    race.add_argument(
        "--add", metavar="CONTENDERS", help=_("race only these, and add them to the race of a project file")
    )
    race.add_argument("--project", type=Path, metavar="FILE", help=_("write the race there as a project file"))
    race.set_defaults(command=_run)
    study = commands.add_parser("judge", help=_("fit again and again on other folds, and print what is decided"))
    take_set_up(study, _("any setting, such as svm.C=10, or of the judge, such as judge.folds=10"))
    study.add_argument("--json", type=Path, metavar="FILE", help=_("write all scores and decisions’ settings there"))
    study.add_argument(
        "--better",
        metavar="CONTENDER",
        help=_("exit with 0 if it is better than each other contender, 3 if it is not, 4 if that is undecided"),
    )
    study.set_defaults(command=_judge)
    lesson = commands.add_parser("lesson", help=_("see whether a lesson can be given"))
    check_it = lesson.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "check", help=_("see that its goal is not reached at the start, and is by a solution")
    )
    check_it.add_argument("lesson", metavar="LINK_OR_FILE", help=_("the lesson’s link, or a file ending in .json"))
    check_it.add_argument(
        "--solution",
        metavar="LINK_OR_FILE",
        help=_("the link of a page with the right settings, or a .json file: a spec, a report or a study"),
    )
    check_it.set_defaults(command=_check_lesson)
    commands.add_parser("recipes", help=_("list the recipes: races ready to run")).set_defaults(command=_recipes)
    commands.add_parser("datasets", help=_("list the data sets")).set_defaults(command=_datasets)
    known = commands.add_parser("contenders", help=_("list the contenders"))
    known.add_argument(
        "--json-schema", action="store_true", help=_("print the JSON schema of every contender’s hyperparameters")
    )
    known.set_defaults(command=_contenders)
    site = commands.add_parser("publish", help=_("write races as a folder of pages for any static host"))
    site.add_argument("folder", type=Path, metavar="FOLDER")
    raced = _("a recipe’s name, a spec or report ending in .json, or a .bakeoff file; none: the four stories")
    site.add_argument("races", nargs="*", metavar="RACE", help=raced)
    site.set_defaults(command=_publish)
    page = commands.add_parser("app", help=_("start the page in the browser, on a table if one is named"))
    page.add_argument("start", nargs="?", metavar="TABLE", help=_("a table of your own; - for standard input"))
    take_columns(page)
    page.add_argument("--port", type=int, help=_("its port; default is 8501"))
    page.set_defaults(command=_app)
    return parser


def _run(parsed: argparse.Namespace) -> int:
    if str(parsed.json) != STANDARD:
        return _run_and_write(parsed)[1]
    parsed.json = None
    with contextlib.redirect_stdout(sys.stderr):  # standard output is for the report alone
        report, code = _run_and_write(parsed)
    print(report.to_json())
    return code


def _run_and_write(parsed: argparse.Namespace) -> tuple[Report, int]:
    from bakeoff.export.project import project_file
    from bakeoff.export.rows import RaceRows
    from bakeoff.export.setup_text import fingerprint_told
    from bakeoff.race.events import RaceReported

    if parsed.add is not None and parsed.models is not None:
        raise SettingError(_("--add opens no models of a project file, so leave out --models."))
    project, late = (None, {}) if parsed.add is None else added_to(parsed)
    spec = spec_of(parsed) if project is None else spec_with(project.run().report, late)[0]
    check(spec)
    check_columns(spec)
    files = _files(parsed, spec)
    with contextlib.closing(local_engine(names=spec.contenders)) as engine:

        def race(show: Callable[[Run], None]) -> None:
            if project is None:
                run(spec, engine, show, keep_models=parsed.models is not None)
            else:
                project.run().report.add(late, engine, show)

        report = (last := _raced(spec, race)).report
        console().print(leaderboard_table(report))
        for problem in problems(report):
            print(problem)
        if report.verdict is not None:
            print(told(report.verdict.headline), told(report.advice()), told(report.verdict.basis), sep="\n")
        if report.setting is not None and report.setting.fingerprint:
            print(fingerprint_told(report.setting))
        for path, write in files.items():
            path.write_text(write(report), encoding="utf-8", newline="")  # line ends are part of a table's values
        if parsed.project is not None and (rows := RaceRows.of(last)) is not None:
            notes, models = ("", b"") if project is None else (project.notes, project.models)
            parsed.project.write_bytes(project_file(report, notes, models, rows.to_json()))
        if parsed.models is not None:
            _save_models(last, engine, parsed.models)
    if find_spec("streamlit") is not None:  # listeners are features of the page
        from bakeoff.service.kernel import publish

        publish(RaceReported(report))
    return report, 0 if len(report.finished()) == len(report.results) else 1


def _raced(spec: BakeoffSpec, race: Callable[[Callable[[Run], None]], None]) -> Run:
    """Run a race, shown as it goes on, and return its last state."""
    last, code = Run.start("", spec), language()
    with Live(progress_table(last), console=console(stderr=True), refresh_per_second=8, transient=True) as live:

        def show(now: Run) -> None:
            nonlocal last
            last = now
            with speaking(code):  # this thread is the engine's
                live.update(progress_table(now))

        race(show)
    return last


def _save_models(raced: Run, engine: Engine, folder: Path) -> None:
    """Unpack the race's models into a folder; raises HistoryError if there are none."""
    from bakeoff.export.packing import Packing

    packing = Packing("models", raced.id, raced.report, engine)
    packing.wait()
    if packing.problem:
        raise HistoryError(packing.problem)
    with zipfile.ZipFile(io.BytesIO(packing.content())) as archive:
        archive.extractall(folder)


def _files(parsed: argparse.Namespace, spec: BakeoffSpec) -> dict[Path, Callable[[Report], str]]:
    """Return how to write each file that is asked for once the race is over; SettingError now if one cannot be."""
    from bakeoff.export.script import code_files

    files: dict[Path, Callable[[Report], str]] = {}
    if parsed.json is not None:
        files[parsed.json] = lambda report: report.to_json() + "\n"
    if parsed.html is not None:
        _check_plotly()
        from bakeoff.export.html_page import report_html

        files[parsed.html] = report_html
    for path, text in code_files(spec, parsed.script, parsed.notebook).items():
        files[path] = lambda _report, text=text: text  # type: ignore[misc]
    _check_writable(*files, parsed.project, folder=parsed.models)
    if parsed.start and Path(parsed.start).resolve() in {path.resolve() for path in files}:
        raise SettingError(_("Cannot write {path}: the race is on this table; name another file.", path=parsed.start))
    return files


def _check_plotly() -> None:
    if find_spec("plotly") is None:
        command = install("figures")
        raise NotInstalledError(_("A report as a page needs Plotly: run {command} to have one.", command=command))


def _publish(parsed: argparse.Namespace) -> int:
    _check_plotly()
    from bakeoff.export.publishing import publish

    print(publish(parsed.folder, parsed.races, print))
    return 0


def _check_writable(*paths: Path | None, folder: Path | None = None) -> None:
    if folder is not None and folder.exists() and not folder.is_dir():
        raise SettingError(_("Cannot save models in {path}: it is a file; name a folder.", path=folder))
    for path in (*paths, folder):
        if path is not None and not os.access(path.absolute().parent, os.W_OK):
            raise SettingError(_("Cannot write {path}: its folder is not there or not writable.", path=path))


def _judge(parsed: argparse.Namespace) -> int:
    from bakeoff.records.studies import study_json  # takes longer than most commands

    spec, plan = spec_of(parsed), plan_of(parsed)
    check_columns(spec)
    _check_writable(parsed.json)
    if parsed.better is not None:
        _check_better(parsed.better, spec, plan)
    with contextlib.closing(local_engine(names=spec.contenders)) as engine:
        record = judged(Study(spec, plan, engine))
    console().print(means_table(record))
    print(summary(record))
    for said in filter(None, (advice(record), account(record))):
        print(said)
    if parsed.json is not None:
        parsed.json.write_text(study_json(record) + "\n", encoding="utf-8")
    if not record.fitted:
        return FAILED
    return 0 if parsed.better is None else EXIT_CODES[against_all(record, parsed.better)]


def _check_better(name: str, spec: BakeoffSpec, plan: Plan) -> None:
    if name not in spec.contenders:
        raise unknown(name, spec.contenders, _("contender"))
    if len(spec.contenders) < 2:
        raise SettingError(_("{name} races alone; name another with --contenders to compare it with.", name=name))
    if plan.question != "which":
        raise SettingError(
            _("--better asks which is better; leave out {setting}.", setting=f"{JUDGE}question={plan.question}")
        )


def _check_lesson(parsed: argparse.Namespace) -> int:
    from bakeoff.lesson.check import check_lesson, lesson_of, solution_of  # takes longer than most commands

    lesson = lesson_of(parsed.lesson)
    came = check_lesson(lesson, None if parsed.solution is None else solution_of(parsed.solution, lesson))
    columns = [_("At the start"), *([] if came.solution is None else [_("With the solution")]), _("Condition")]
    standings = [came.start, *([] if came.solution is None else [came.solution])]
    rows = zip(*(stands.parts for stands in standings), strict=True)
    print_list(columns, [(*(part.in_words() for part in row), row[0].condition.in_words()) for row in rows])
    print(came.in_words())
    return 0 if came.passed else 1


def _recipes(parsed: argparse.Namespace) -> int:
    rows = [(name, _(recipe.title), _(recipe.summary)) for name, recipe in recipes().items()]
    print_list((_("Name"), _("Title"), _("What it is")), rows)
    return 0


def _datasets(parsed: argparse.Namespace) -> int:
    rows = [(info.name, size_told(info), told(info.missing()) or _(info.summary)) for info in datasets().values()]
    print_list((_("Name"), _("Rows and columns"), _("What it is")), rows)
    return 0


def _contenders(parsed: argparse.Namespace) -> int:
    if parsed.json_schema:
        schemas = {name: record.hyperparameters.model_json_schema() for name, record in contenders().items()}
        print(json.dumps(schemas, indent=2, default=str))
        return 0
    rows = [(info.name, _(info.label), told(info.missing) or _(info.summary)) for info in contenders().values()]
    print_list((_("Name"), _("Label"), _("What it is")), rows)
    return 0


def _app(parsed: argparse.Namespace) -> int:
    from bakeoff.serving import PORT, check_port, first_free, serve, server_command  # takes longer than most commands

    command = server_command()
    if parsed.start is None:
        port = PORT if parsed.port is None else parsed.port
        command.append(str(port))
        check_port(port)
        if sys.platform == "win32":  # there `execv` gives the prompt back at once
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends then
            sys.exit(subprocess.call(command))
        os.execv(sys.executable, command)
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that the server ends, too
    port = first_free() if parsed.port is None else parsed.port
    with serve(table_of(parsed), start=parsed.target is not None, port=port) as page:
        print(_("The page is at {url}. Ctrl-C ends it.", url=page.url))
        return page.wait()


if __name__ == "__main__":
    sys.exit(main())
