"""A study is said with one voice: page, cards, figures, tables and history say the same of it, to the last digit."""

import dataclasses
import math
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import ahead
from bakeoff.features.judge.page.board import study_cards
from bakeoff.features.judge.page.study_text import in_words
from bakeoff.records.service import history, recorder
from bakeoff.runs.studies import studies
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import means
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.summary import summary
from tests.features.judge.pages.one_voice_judge import JudgeTruth, contradictions, wrong_matrix
from tests.pages.one_voice import read_html, sentences, unescaped
from tests.pages.steps import asked_of, new_app, ran, texts

JUDGE, HISTORY = "pages/judge/judge.py", "pages/history/history.py"
SECRET = "j" * 43
ME = owner_of(SECRET)
FOREST = {"n_estimators": 10}
WHICH = {"folds": 4, "repeats": 2}

STUDIES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "wine": ({"dataset": "wine", "contenders": {"decision_tree": {"max_depth": 1}, "svm": {}, "dummy": {}}}, WHICH),
    "iris, by log loss": (
        {
            "dataset": "iris",
            "contenders": {"decision_tree": {}, "svm": {}, "random_forest": FOREST, "dummy": {}},
            "rules": {"metric": "log_loss"},
        },
        WHICH,
    ),
    "diabetes": (
        {"dataset": "diabetes", "contenders": {"decision_tree": {}, "random_forest": FOREST, "dummy": {}}},
        WHICH,
    ),
    "xor, by straight lines": (
        {"dataset": "xor", "contenders": {"svm": {"kernel": "linear"}, "decision_tree": {"max_depth": 1}, "dummy": {}}},
        WHICH,
    ),
    "a setting, by log loss": (
        {"dataset": "wine", "contenders": {"decision_tree": {}, "dummy": {}}, "rules": {"metric": "log_loss"}},
        {"question": "setting", "varied": "decision_tree.max_depth", "folds": 3, "repeats": 1},
    ),
    "rows": (
        {"dataset": "wine", "contenders": {"decision_tree": {}, "svm": {}, "dummy": {}}},
        {"question": "rows", "folds": 3, "repeats": 1},
    ),
}
NIGHTLY = {"diabetes", "xor, by straight lines", "a setting, by log loss"}
ALL_PAIRS = [name for name, (_spec, plan) in STUDIES.items() if "question" not in plan]
NAMES, PAIRS = (
    [pytest.param(name, marks=pytest.mark.nightly) if name in NIGHTLY else name for name in names]
    for names in (STUDIES, ALL_PAIRS)
)

pytestmark = pytest.mark.usefixtures("jobs_home")


@pytest.fixture(scope="module")
def truths(jobs_home, request) -> dict[str, JudgeTruth]:
    """Run the studies that the chosen tests are about, as the page starts them, and return what each says."""
    studies.clear()
    found = {}
    for name, (spec, plan) in asked_of(request, STUDIES, "wine", "iris, by log loss").items():
        study = studies().start(BakeoffSpec(**spec), Plan(**plan), ME)
        assert study.wait(90)
        assert {lane.status for lane in study.record.lanes.values()} == {"done"}
        found[name] = JudgeTruth(study.record, point=len(study.record.points) - 1 if name == "rows" else 0)
    recorder().flush()
    yield found
    studies.clear()


def visit(page: str, **query: str) -> AppTest:
    """Open a page as the visitor who asked."""
    app = new_app()
    app.session_state["visitor-secret"] = SECRET  # AppTest has no browser to keep a cookie
    for path, value in query.items():
        app.query_params[path] = value
    return ran(app.switch_page(page).run())


def bodies(app: AppTest) -> list[str]:
    return [one.proto.body.replace("\u00a0", " ") for one in app.get("html")]


def said(app: AppTest) -> list[str]:
    """Return all that a page says of a study in words."""
    kinds = (app.header, app.caption, app.markdown)
    found = [one.removeprefix("- ") for kind in kinds for text in texts(kind) for one in sentences(text)]
    return [one for one in found if not one.startswith("By ")]


def tables_of(app: AppTest) -> list[list[list[str]]]:
    """Return the tables of a study: rows of cells, a bold one between asterisks."""
    found = [read_html(re.sub("</?strong>", "*", one))[0] for one in bodies(app) if "<table" in one]
    return [rows for rows in found if rows and rows[0]]


def matrix_of(app: AppTest) -> list[list[str]]:
    return next(rows for rows in tables_of(app) if rows[0][0] == "is better than")


def paired_tests(app: AppTest) -> list[list[str]]:
    return next(rows for rows in tables_of(app) if rows[0][0] == "Pair" and rows[0][-1] != "Verdict")


def pages(record: Record) -> list[AppTest]:
    """Return the study as the judge shows it, and as the history does."""
    return [visit(JUDGE, study=record.id), visit(HISTORY, race=record.id)]


@pytest.fixture(scope="module")
def shown(truths) -> dict[str, list[AppTest]]:
    return {name: pages(truth.record) for name, truth in truths.items()}


@pytest.fixture(scope="module")
def listed(truths) -> str:
    """Return what the history's list says of all of them."""
    return unescaped(re.sub("<[^>]*>", "", "".join(bodies(visit(HISTORY)))))


@pytest.mark.parametrize("name", NAMES)
def test_the_judges_page_and_the_stored_study(truths, shown, name):
    truth, record = truths[name], truths[name].record
    for app in shown[name]:
        assert summary(record) in [unescaped(one) for one in texts(app.header)]
        assert contradictions(truth, said(app)) == []
        (numbers,) = (one.value for one in app.dataframe if "95 % interval of the mean" in one.value)
        assert wrong_numbers(truth, numbers) == []


def wrong_numbers(truth: JudgeTruth, shown: pd.DataFrame) -> list[str]:
    """Return what is wrong with the table of means."""
    metric, wrong = truth.record.metric, []
    for row, mean in zip(shown.to_dict("records"), means(truth.record).to_dict("records"), strict=True):
        estimate = Estimate(mean["mean"], mean["low"], mean["high"])
        wanted = (mean["label"], notation.score(mean["mean"], metric), notation.interval(estimate, metric))
        found = (row["Contender"], row[f"{metric.label}, mean"], row["95 % interval of the mean"])
        wrong += [] if found == wanted else [f"{found}, not {wanted}"]
    return wrong


@pytest.mark.parametrize("name", PAIRS)
def test_every_pair_in_tables_and_words(truths, shown, name):
    truth, record = truths[name], truths[name].record
    for app in shown[name]:
        assert wrong_matrix(truth, matrix_of(app)) == []
        assert wrong_tests(truth, paired_tests(app)[1:]) == []
        gaps = {row[0]: row for rows in tables_of(app) if rows[0][-1] == "Verdict" for row in rows[1:]}
        for one in truth.decisions:
            first, second = (record.lanes[name].label for name in (one.first, one.second))
            row = gaps.get(f"{first} against {second}") or gaps[f"{second} against {first}"]
            assert notation.gap(ahead(one.difference), record.metric) in row[2]
            assert row[3].startswith("not decided") == (not one.decided)
            assert row[3].startswith("better") == bool(one.winner)


def wrong_tests(truth: JudgeTruth, rows: list[list[str]]) -> list[str]:
    """Return what is wrong with the table of tests, which has a row for each pair."""
    metric, wrong = truth.record.metric, []
    for one, row in zip(truth.decisions, rows, strict=True):
        lanes = truth.record.lanes
        wanted = [
            f"{lanes[one.first].label} less {lanes[one.second].label}",
            notation.difference(one.difference.value, metric),
            notation.difference_interval(one.comparison.difference, metric),
            notation.difference_interval(one.difference, metric),
        ]
        found = [row[0], row[1], row[2], row[5]]
        wrong += [] if found == wanted else [f"{found}, not {wanted}"]
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_cards_show_the_means_of_the_table_and_the_figures_description_says_the_same(truths, name):
    truth, record = truths[name], truths[name].record
    described = in_words(record)
    for card in study_cards(record):
        chunk = f"{card.label} | {card.score} | {card.caption}"
        assert contradictions(truth, [chunk]) == []
        assert f"{card.label}: mean {card.score}" in described
    if record.plan.question == "setting":
        gains = {name: [record.metric.gain(one.value) for one in found] for name, found in truth.means().items()}
        best = {one: truth.means()[one][found.index(max(found))] for one, found in gains.items() if found}
        for card in study_cards(record):
            assert card.score == notation.score(best[card.name].value, record.metric)


@pytest.mark.parametrize("name", NAMES)
def test_the_historys_list(truths, listed, name):
    record = truths[name].record
    (entry,) = (one for one in history().find(ME).races if one.id == record.id)
    assert entry.verdict == summary(record)
    cards = {card.name: card for card in study_cards(record)}
    for one in entry.results:
        low, high = (math.nan if end is None else end for end in (one.low, one.high))
        shown = notation.with_interval(Estimate(one.score, low, high), record.metric)
        assert f"{record.lanes[one.contender].label} {shown}" in listed
        assert notation.score(one.score, record.metric) == cards[one.contender].score


# --- and it can fail ---


def test_another_number_interval_or_winner_is_found(truths):
    truth = truths["iris, by log loss"]
    card = next(one for one in study_cards(truth.record) if not contender(one.name).baseline)
    assert contradictions(truth, [f"{card.label} | {card.score} | {card.caption}"]) == []
    for lie in (f"{card.label} | 9.876 | {card.caption}", f"{card.label} | {card.score} | 0.001 to 9.999"):
        assert contradictions(truth, [lie]) != []
    weak = truths["wine"]
    won = next(one for one in weak.decisions if one.winner)
    better, worse = (weak.record.lanes[one].label for one in (won.winner, won.loser))
    assert contradictions(weak, [f"{better} is better than {worse}"]) == []
    for lie in (
        f"{worse} is better than {better}",
        f"{worse} is better than every other contender.",
        f"{better} or {worse}: unclear which is better.",
        f"On average {better} is 77.7 points ahead; 70.1 to 80.2 points is possible.",
        f"{worse} leads with {card.score} on average",
    ):
        assert contradictions(weak, [lie]) != [], lie
    turned = dataclasses.replace(weak, record=dataclasses.replace(weak.record, fitted=weak.record.fitted[::2]))
    assert wrong_matrix(turned, matrix_of(visit(JUDGE, study=weak.record.id))) != []
