"""A race is said with one voice: every page, report and export says the same of it, to the last digit shown.

Small, real races are walked through all that shows them: a few with each change, the others nightly. `one_voice` says
how what is read is held against the report.
"""

import dataclasses
import io
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable

import pandas as pd
import pytest
from rich.box import SQUARE
from rich.console import Console
from streamlit.testing.v1 import AppTest

from bakeoff import terminal
from bakeoff.contenders import contender
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.evaluation import notation
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.rank_words import ordinal
from bakeoff.export.html_page import report_html
from bakeoff.export.script import race_script
from bakeoff.figures import scores
from bakeoff.figures.intervals import interval_coverage
from bakeoff.figures.of_race import cost_board
from bakeoff.figures.ranking import cumulative_gains, precision_recall, roc
from bakeoff.figures.regression import predicted_actual, residuals
from bakeoff.figures.thresholds import WhatIf, threshold_cost
from bakeoff.link import to_query
from bakeoff.race.finished import FinishedRace
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.records.service import history, recorder
from bakeoff.runs.races import races
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from bakeoff.spreadsheets import to_csv
from tests.pages.one_voice import (
    Truth,
    chunks_of_figure,
    chunks_of_html,
    chunks_outside,
    compared,
    contradictions,
    leaderboard,
    sentences,
    unescaped,
)
from tests.pages.steps import asked_of, draft, explained, new_app, ran, texts
from tests.waiting import wait_until

HISTORY = "pages/history/history.py"
SECRET = "w" * 43
ME = owner_of(SECRET)
AT_ONCE = 4
"""Of a visitor no more than a few races may go on at once."""

FOREST = {"n_estimators": 10}
ALL = {"decision_tree": {}, "svm": {}, "random_forest": FOREST, "dummy": {}}
BY_NUMBERS_ALONE = re.compile(r"\b(best|closest|nearest|largest|narrowest|cheapest|highest|lowest)\b", re.IGNORECASE)
TABLE = pd.DataFrame(
    {
        "when": pd.date_range("2024-01-01", periods=300).strftime("%Y-%m-%d"),
        "shop": ["north" if n % 3 else "south" for n in range(300)],
        "price": [f"{n * 7 % 13},5" for n in range(300)],
        "good": ["yes" if n * n % 5 else "no" for n in range(300)],
    }
).to_csv(index=False, sep=";")

SPECS: dict[str, dict[str, object]] = {
    "iris": {"dataset": "iris", "contenders": ALL | {"keras_mlp": {"epochs": 8}}},
    "wine, by log loss": {"dataset": "wine", "contenders": ALL, "rules": {"metric": "log_loss"}},
    "cancer, by ROC AUC": {"dataset": "breast_cancer", "contenders": ALL, "rules": {"metric": "roc_auc"}},
    "digits": {"dataset": "digits", "contenders": {"decision_tree": {}, "svm": {}}, "rules": {"rows": 300}},
    "diabetes": {"dataset": "diabetes", "contenders": ALL},
    "diabetes, by RMSE": {
        "dataset": "diabetes",
        "contenders": {"decision_tree": {"max_depth": 3}, "random_forest": FOREST, "dummy": {}},
        "rules": {"metric": "rmse", "seeds": 3, "split": "group", "split_by": "Age (years)"},
    },
    "moons, by F1": {"dataset": "moons", "contenders": {"decision_tree": {}, "svm": {}}, "rules": {"metric": "f1"}},
    "xor, one failed": {"dataset": "xor", "contenders": ALL | {"torch_mlp": {"learning_rate": 1e9, "epochs": 5}}},
    "reviews": {
        "dataset": "reviews",
        "contenders": {"decision_tree": {"max_depth": 2}, "dummy": {}},
        "rules": {"rows": 300, "metric": "balanced_accuracy"},
    },
    "a table of one’s own": {"contenders": {"decision_tree": {}, "random_forest": FOREST, "dummy": {}}},
    "wine, one stopped": {
        "dataset": "wine",
        "contenders": {
            "torch_mlp": {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"},
            "svm": {},
            "dummy": {},
        },
    },
}
STOPPED = "wine, one stopped"
EACH_CHANGE = {"iris", "wine, by log loss", "diabetes", STOPPED}
NAMES = [name if name in EACH_CHANGE else pytest.param(name, marks=pytest.mark.nightly) for name in SPECS]
SCRIPTS = ["wine, by log loss", "cancer, by ROC AUC", "digits", "diabetes", "diabetes, by RMSE", "moons, by F1"]

pytestmark = pytest.mark.usefixtures("jobs_home")


def own_table() -> dict[str, object]:
    """Return the choice of a table that is brought, read as a job reads it."""
    id = read_table(TABLE.encode(), "shops.csv", ME, Given(), Bounds.set_here())
    return {"name": "upload", "options": options_of(id, store.find(id))}


@pytest.fixture(scope="module")
def raced(jobs_home, request) -> dict[str, Race]:
    """Run the races that the chosen tests are about, as the page starts them."""
    found = {}
    for name, parts in asked_of(request, SPECS, "iris", "wine, by log loss", STOPPED).items():
        spec = BakeoffSpec(**({"dataset": own_table()} if "dataset" not in parts else {}), **parts)
        wait_until(lambda: sum(race.run.active for race in found.values()) < AT_ONCE)
        found[name] = races().start(spec, ME)
    wait_until(lambda: found[STOPPED].run.lanes["torch_mlp"].steps)
    found[STOPPED].stop("torch_mlp")
    assert all(race.wait(120) for race in found.values())
    recorder().flush()
    return found


@pytest.fixture(scope="module")
def truths(raced) -> dict[str, Truth]:
    return {name: Truth(race.run.report) for name, race in raced.items()}


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens a page as the visitor who ran the races."""

    def visit(page: str = "", **query: str) -> AppTest:
        app = new_app()
        app.session_state["visitor-secret"] = SECRET  # AppTest has no browser to keep a cookie
        for path, value in query.items():
            app.query_params[path] = value
        return ran((app.switch_page(page) if page else app).run())

    return visit


# --- what each surface says ---


def said(app: AppTest) -> list[str]:
    """Return all that a page says in words and tables."""
    kinds = (app.header, app.subheader, app.caption, app.markdown, app.info, app.warning)
    shown = [*(text for kind in kinds for text in texts(kind)), *explained(app)]
    results = [text for text in shown if " · " not in text]  # which is how a contender is set
    words = [one for text in results for one in sentences(text)]
    return words + [one for text in bodies(app) for one in chunks_outside(text, "bakeoff-compared")]


def bodies(app: AppTest) -> list[str]:
    return [one.proto.body.replace("\u00a0", " ") for one in app.get("html")]


def board_of(app: AppTest) -> str:
    return max((one for one in bodies(app) if ">Contender<" in one), key=len)  # the whole one


def figures_in(page: str) -> list[dict[str, object]]:
    found = re.findall(r'<script type="application/json">(.*?)</script>', page, flags=re.DOTALL)
    return [json.loads(one) for one in found]


def in_terminal(report: Report) -> str:
    out = io.StringIO()
    table = terminal.leaderboard_table(report)
    table.box, table.show_edge = SQUARE, True  # so that a test can part its columns
    Console(file=out, width=300).print(table)
    return out.getvalue()


# --- the walk ---


@pytest.mark.parametrize("name", NAMES)
def test_the_race_page(visit, raced, truths, name):
    app, truth = visit(run=raced[name].id, **to_query(raced[name].run.spec)), truths[name]
    report = truth.report
    assert draft(app).race is raced[name]
    assert [unescaped(one) for one in texts(app.header)] == [report.verdict.sentence]
    assert report.verdict.basis in explained(app)
    ran(app.segmented_control(key=f"view-won-{raced[name].id}").set_value("numbers").run())
    assert leaderboard(truth, board_of(app)) == []
    assert contradictions(truth, said(app)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_history(visit, raced, truths, name):
    app, truth = visit(HISTORY, race=raced[name].id), truths[name]
    assert [unescaped(one) for one in texts(app.header)] == [truth.report.verdict.headline]
    assert leaderboard(truth, board_of(app)) == []
    assert contradictions(truth, said(app)) == []
    everything = next(one for one in bodies(app) if "bakeoff-compared" in one)
    assert compared([truth], everything) == ([], sum(len(one.metrics) for one in truth.report.finished().values()))


def test_the_list_of_races(visit, raced, truths):
    app = visit(HISTORY)
    listed = "".join(bodies(app)).replace("\N{NO-BREAK SPACE}", " ")
    for name, race in raced.items():
        report, (entry,) = truths[name].report, [one for one in history().find(ME).races if one.id == race.id]
        assert report.verdict.headline in entry.verdict
        for one in entry.results:
            outcome = report.results[one.contender].outcome
            if outcome is not None:
                found = notation.with_interval(outcome.metrics[report.metric.name], report.metric)
                label = contender(one.contender).label + (", unfinished," if outcome.unfinished else "")
                assert f"{label} {found}" in unescaped(re.sub("<[^>]*>", "", listed)), name


def test_races_side_by_side(visit, raced, truths):
    pair = ["wine, by log loss", STOPPED]
    app = visit(HISTORY, compare=",".join(raced[name].id for name in pair))
    ran(app.toggle(key="only-what-differs").set_value(False).run())
    page = next(one for one in bodies(app) if "bakeoff-compared" in one)
    wrong, seen = compared([truths[name] for name in pair], page)
    assert wrong == []
    assert seen > 40


@pytest.mark.parametrize("name", NAMES)
def test_the_report_as_a_page(truths, name):
    truth = truths[name]
    page = report_html(truth.report).replace("\u00a0", " ")
    own = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert leaderboard(truth, own) == []
    assert contradictions(truth, chunks_of_html(own.partition("<h2>Set-up")[0])) == []
    for figure in figures_in(page):
        assert contradictions(truth, chunks_of_figure(figure)) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_title_names_a_best_by_less_than_the_test_can_tell(truths, name):
    race = truths[name].report.finished_race
    drawn = [(scores.leaderboard(race, metric), metric) for metric in sorted(measured(race))]
    drawn += [(roc(race), "roc_auc"), (precision_recall(race), "average_precision")]
    drawn += [(predicted_actual(race), race.metric.name)]
    for figure, metric in drawn:
        what, _colon, place = (figure.layout.title.text or "").rpartition(": ")
        if place.endswith((" is 1st", " share the 1st place")):
            found = race.standings(metric_named(metric))
            assert set(truths[name].about(place)) == {one for one in found.leaders if found.beats_baselines(one)}, what
    whole = [*drawn, (cumulative_gains(race), ""), (residuals(race), "")]
    whole += [(interval_coverage(race), ""), (threshold_cost(race, WhatIf()), "")]
    for figure, _metric in whole:
        assert not BY_NUMBERS_ALONE.search(figure.layout.title.text or "")


def measured(race: FinishedRace) -> set[str]:
    """Return the metrics in which somebody has a score."""
    return {metric for one in race.outcomes.values() for metric in one.metrics}


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_dominated_by_less_than_the_test_can_tell(truths, name):
    race = truths[name].report.finished_race
    verdict, costs = race.verdict, {one: outcome.costs for one, outcome in race.outcomes.items()}
    for cost in DRAWN:
        figure = cost_board(race, cost)
        worth = truths[name].about(figure.layout.title.text or "")
        for other in worth if "Worth considering" in (figure.layout.title.text or "") else []:
            assert verdict.beats_baselines(other), (other, "is no better than the baseline")
        for trace in figure.data:
            if "dominated" in str(trace.hovertext):
                beaten = truths[name].labels[str(trace.name)]
                assert any(
                    verdict.beats(one, beaten) and getattr(costs[one], cost) <= getattr(costs[beaten], cost)
                    for one in costs
                ), (cost, beaten)


@pytest.mark.parametrize("name", NAMES)
def test_the_terminal(truths, name):
    truth, rows = truths[name], in_terminal(truths[name].report).splitlines()
    body = next(place for place, row in enumerate(rows) if row.startswith("├"))
    cells = [[cell.strip() for cell in row.split("│")][1:-1] for row in rows if row.startswith("│")]
    head_lines = sum(row.startswith("│") for row in rows[:body])
    cells = [[" ".join(parts).strip() for parts in zip(*cells[:head_lines], strict=True)], *cells[head_lines:]]
    assert contradictions(truth, [" | ".join(row) for row in cells]) == []
    assert [truth.labels[row[0]] for row in cells[1:]] == list(truth.report.to_frame().index)
    metric, head = truth.report.metric, cells[0]
    for row in cells[1:]:
        outcome = truth.report.results[truth.labels[row[0]]].outcome
        if outcome is not None:
            assert row[head.index(metric.label)] == notation.score(outcome.metrics[metric.name].value, metric)


@pytest.mark.parametrize("name", NAMES)
def test_the_files_for_programs(raced, truths, name):
    report = truths[name].report
    again = Report.from_json(report.to_json())
    assert (again.verdict.headline, again.verdict.ranks) == (report.verdict.headline, report.verdict.ranks)
    assert json.loads(report.to_json())["verdict"]["ranks"] == report.verdict.ranks
    frame = pd.read_csv(io.StringIO(to_csv(report.to_frame())), index_col="contender")
    for one, outcome in report.finished().items():
        assert again.finished()[one].metrics.keys() == outcome.metrics.keys()
        for key, estimate in outcome.metrics.items():
            stored = again.finished()[one].metrics[key]
            assert dataclasses.astuple(stored) == pytest.approx(dataclasses.astuple(estimate), abs=0, nan_ok=True)
            in_table = [frame.loc[one, f"{key}{end}"] for end in ("", "_low", "_high")]
            assert in_table == pytest.approx(dataclasses.astuple(estimate), abs=0, nan_ok=True)
        placed = frame.loc[one, "rank"]
        assert (None if pd.isna(placed) else placed) == report.verdict.place(one)


@pytest.fixture(scope="module")
def printed(truths, tmp_path_factory) -> dict[str, str]:
    """Return what the scripts of some races print, all run by one Python, in which there is no Bakeoff."""
    folder = tmp_path_factory.mktemp("scripts")
    for place, name in enumerate(SCRIPTS):
        (folder / f"{place}.py").write_text(race_script(truths[name].report.spec), encoding="utf-8")
    driver = (
        "import contextlib, io, json, runpy, sys\n"
        "sys.modules['bakeoff'] = None\n"
        "found = []\n"
        f"for place in range({len(SCRIPTS)}):\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        runpy.run_path(f'{place}.py')\n"
        "    found.append(out.getvalue())\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run([sys.executable, "-c", driver], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(zip(SCRIPTS, json.loads(done.stdout.splitlines()[-1]), strict=True))


@pytest.mark.nightly
@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script(truths, printed, name):
    report, lines = truths[name].report, printed[name].splitlines()
    start = max(place for place, line in enumerate(lines) if line.startswith("   "))
    known = lines[start].split()
    for line in lines[start + 1 :]:
        label, *values = line.rsplit(maxsplit=len(known))
        outcome = report.finished()[truths[name].labels[label.strip()]]
        for key, value in zip(known, map(float, values), strict=True):
            metric, true = metric_named(key), outcome.metrics[key].value
            assert math.isclose(value, true, abs_tol=2e-8), (label, key)
            assert notation.score(round(value, 6), metric) == notation.score(round(true, 6), metric)


# --- and it can fail ---


def tampered(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_another_number_rank_tie_or_winner_is_found(truths):
    truth = truths["iris"]
    verdict, best = truth.report.verdict, truth.report.to_frame().index[0]
    label, page = contender(best).label, report_html(truth.report).replace("\u00a0", " ")
    score = notation.score(truth.report.finished()[best].metrics["accuracy"].value, truth.report.metric)
    assert leaderboard(truth, tampered(page, f">{score}<", ">91.2 %<")) != []
    others = [one for one in verdict.ranks if one != best]
    for lie in (
        f"{label} | 91.2 % | test accuracy",
        f"{label} | {score} | 80.1 to 99.9 %",
        f"{label} | {ordinal(verdict.ranks[best] + 1)}",
        f"{label} | 1st, too close to call with nobody.",
        "It is ahead by 77.7 points.",
        f"{contender(others[0]).label} wins: it beats every other contender.",
    ):
        assert contradictions(truth, [lie]) != [], lie
    assert contradictions(truth, [f"{label} | {score}"]) == []
