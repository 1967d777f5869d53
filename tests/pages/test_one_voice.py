"""A race is said with one voice: every page, report and export says the same of it, to the last digit shown.

Small, real races are walked through all that shows them: a few with each change, the others nightly. `one_voice` says
how what is read is held against the report.
"""

import io
import re
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
from bakeoff.evaluation.rank_words import ordinal
from bakeoff.export.html_page import report_html
from bakeoff.figures import scores
from bakeoff.figures.intervals import interval_coverage
from bakeoff.figures.ranking import cumulative_gains, precision_recall, roc
from bakeoff.figures.regression import predicted_actual, residuals
from bakeoff.figures.thresholds import WhatIf, threshold_cost
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.records.service import history, recorder
from bakeoff.runs.races import races
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from tests.packed_figures import unpacked
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
OF_CHANCES = re.compile(r"calibrated|% inside|% intervals")
"""Of the figures of calibration and coverage, whose numbers are no scores."""
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
    assert found
    return [unpacked(one) for one in found]


def of_scores(chunks: list[str]) -> list[str]:
    return [chunk for chunk in chunks if not OF_CHANCES.search(chunk)]


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
    tables = [compared([truths[name] for name in pair], one) for one in bodies(app) if "bakeoff-compared" in one]
    assert [line for wrong, _seen in tables for line in wrong] == []
    assert sum(seen for _wrong, seen in tables) > 40


@pytest.mark.parametrize("name", NAMES)
def test_the_report_as_a_page(truths, name):
    truth = truths[name]
    page = report_html(truth.report).replace("\u00a0", " ")
    own = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert leaderboard(truth, own) == []
    assert contradictions(truth, of_scores(chunks_of_html(own.partition("<h2>Set-up")[0]))) == []
    for figure in figures_in(page):
        assert contradictions(truth, of_scores(chunks_of_figure(figure))) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_title_names_a_best_by_numbers_alone(truths, name):
    race = truths[name].report.finished_race
    metrics = {metric for one in race.outcomes.values() for metric in one.metrics}
    drawn = [scores.leaderboard(race, metric) for metric in sorted(metrics)]
    drawn += [draw(race) for draw in (roc, precision_recall, cumulative_gains, predicted_actual, residuals)]
    for figure in (*drawn, interval_coverage(race), threshold_cost(race, WhatIf())):
        assert not BY_NUMBERS_ALONE.search(figure.layout.title.text or "")


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
