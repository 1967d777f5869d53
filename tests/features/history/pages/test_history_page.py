"""The history's page, run as Streamlit runs it, without a browser, on stored races."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.errors import HistoryError
from bakeoff.features.judge.page.draft import JudgeDraft
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.records.service import history as server_history
from bakeoff.records.service import recorder
from bakeoff.runs.races import races
from bakeoff.service.engines import engine
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from bakeoff.web.draft import RaceDraft
from tests.forgetting import forget_races
from tests.pages.steps import new_app, ran, setting
from tests.pages.visible import visible
from tests.waiting import wait_until

HISTORY = "pages/history/history.py"
SECRET = "s" * 43
ME = owner_of(SECRET)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ended(page_server) -> Run:
    race = Race(BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}}), engine())
    assert race.wait(60)
    return race.run


@pytest.fixture(scope="module")
def judged(page_server) -> Record:
    study = Study(BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"]), Plan(folds=3, repeats=1), engine())
    assert study.wait(60)
    return study.record


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[History]:
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.delenv("BAKEOFF_DATABASE_URL", raising=False)
    forget_races()
    yield server_history()
    forget_races()


@pytest.fixture
def store(history: History, ended: Run) -> Callable[..., str]:
    """Return a function that stores the race once more, as if run on another spec, an hour later each time."""
    count = 0

    def store(*changes: tuple[str, object], owner: str = ME) -> str:
        nonlocal count
        count += 1
        spec = ended.spec
        for path, value in changes:
            spec = spec.replace(path, value)
        run = dataclasses.replace(ended, id=f"race-{count}", spec=spec)
        history.save(run, owner, NOON + timedelta(hours=count))
        return run.id

    return store


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens the history as the visitor whose browser has the secret."""

    def visit(secret: str = SECRET, **query: str) -> AppTest:
        app = new_app()
        app.session_state["visitor-secret"] = secret  # AppTest has no browser to keep a cookie
        for name, value in query.items():
            app.query_params[name] = value
        return ran(app.switch_page(HISTORY).run())

    return visit


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def html(app: AppTest) -> list[str]:
    return [one.proto.body.replace("\u00a0", " ") for one in app.get("html")]


def listed(app: AppTest) -> list[str]:
    return [one.key.removeprefix("tick-") for one in app.checkbox if one.key.startswith("tick-")]


def click(app: AppTest, key: str) -> AppTest:
    return ran(app.button(key=key).click().run())


def tick(app: AppTest, *ids: str) -> AppTest:
    for id in ids:
        ran(app.checkbox(key=f"tick-{id}").check().run())
    return app


def test_without_a_race_one_button_leads_to_the_first(visit):
    app = visit()
    assert texts(app.header) == ["History"]
    assert len(app.text_input) == 0
    click(app, "to-race")
    assert texts(app.header) == []  # the one headline is that of the first screen
    assert any("Neural network or tree?" in part.body for part in app.get("html"))


def test_a_browser_without_a_cookie_is_told_what_that_means(visit):
    assert texts(visit().info) == [
        "Your browser keeps no cookie of this page, so races are listed here only until you close it."
    ]


def test_races_are_listed_searched_sorted_and_filtered(visit, store, history):
    first, second = store(), store(("dataset", "wine"))
    store(owner="somebody else")
    history.annotate(first, ME, "<b>bold</b>", ["mine"])
    app = visit()
    assert listed(app) == [second, first]
    assert "2 races. Tick two races or more to compare them." in texts(app.caption)
    (note,) = [text for text in html(app) if "bold" in text]
    assert "&lt;b&gt;bold&lt;/b&gt;" in note
    ran(app.selectbox(key="history-order").set_value("oldest").run())
    assert listed(app) == [first, second]
    ran(app.text_input(key="history-search").set_value("wine").run())
    assert listed(app) == [second]
    ran(app.selectbox(key="history-tag").set_value("mine").run())
    assert listed(app) == []
    assert "Nothing is of this kind and has all of these words and this tag." in texts(app.markdown)


def test_many_races_come_in_pages(visit, store):
    ids = [store() for _ in range(23)][::-1]
    app = visit()
    assert listed(app) == ids[:20]
    ran(app.get("pagination")[0].set_value(2).run())
    assert listed(app) == ids[20:]
    ran(app.text_input(key="history-search").set_value("iris").run())
    assert listed(app) == ids[:20]


def test_one_race_opens_with_its_numbers_and_restores_its_set_up(visit, store, ended):
    id = store(("svm.C", 10))
    app = visit()
    click(app, f"open-{id}")
    assert app.query_params["race"] in (id, [id])
    assert texts(app.header) == [ended.report.verdict.sentence]
    assert any("<table" in text and "Leaderboard" in text for text in html(app))
    depth = re.compile(r"Max depth</th>\s*<td>no limit</td>")
    assert any(depth.search(text) for text in html(app))
    click(app, "restore")
    assert texts(app.header) == ["Who wins on Iris?"]
    mine: RaceDraft = app.session_state["draft"]
    assert (mine.spec.contenders["svm"].C, mine.race) == (10.0, None)


def test_a_race_that_the_server_knows_opens_with_all_its_views_and_a_forgotten_one_with_its_replay(visit):
    race = races().start(BakeoffSpec(dataset="moons", contenders=["linear", "svm"]), ME)
    assert race.wait(60)
    assert recorder().flush(60)
    app = visit(race=race.id)
    first, *_others, last = app.tabs
    assert (first.label, last.label) == ("At what cost?", "Save and export")
    forget_races()
    assert any("By validation accuracy" in said for said in visible(visit(race=race.id)))


def test_a_race_that_the_server_has_forgotten_says_what_is_not_kept_and_can_be_taken_along(visit, store):
    app = visit(race=store())
    assert len(app.tabs) == 0
    for said in ("The answers for single rows", "No replay:"):
        assert any(said in text for text in texts(app.caption))
    assert "bakeoff run" in app.code[0].value


def test_a_race_whose_table_was_deleted_can_not_be_set_up_again_and_says_why(visit, store):
    other = store()
    app = visit(race=store(("dataset", "upload"), ("dataset.table", "0" * 32)))
    assert any("Its table was deleted" in text for text in texts(app.warning))
    assert app.button(key="restore").disabled
    assert not visit(race=other).button(key="restore").disabled


def test_a_race_whose_table_was_deleted_says_so_to_its_owner_wherever_it_is_opened(visit, store):
    link = {"dataset": "upload", "dataset.table": "0" * 32}
    id = store(*link.items())

    def told(secret: str, page: str, **query: str) -> str:
        app = visit(secret)
        for name, value in query.items():
            app.query_params[name] = value
        (said,) = texts(ran(app.switch_page(page).run()).warning)
        return said

    gone, foreign = "Its table was deleted", "This link is to data that another visitor uploaded"
    for secret, begin in ((SECRET, gone), ("t" * 43, foreign)):
        assert told(secret, "pages/ask/ask.py", race=id).startswith(begin)
        said = told(secret, "pages/race/race.py", run=id, **link)
        assert said.startswith(begin)
        assert said.endswith("Digits is set up here instead.")


def test_who_has_the_link_sees_the_race_and_can_not_change_it(visit, store, history):
    id = store()
    history.annotate(id, ME, "see *this*", [])
    app = visit("t" * 43, race=id)
    assert any("Leaderboard" in text for text in html(app))
    assert r"see \*this\*" in texts(app.markdown)
    assert len(app.text_area) == 0
    assert "delete" not in [one.key for one in app.button]
    click(app, "to-list")
    assert listed(app) == []


def test_a_link_to_no_race_says_so(visit):
    assert texts(visit(race="never-was").warning) == [
        "No race is kept under this link; it was deleted, or the link is not whole."
    ]


def test_deleting_can_be_undone(visit, store):
    first, second, third = store(), store(), store()
    app = tick(visit(), first, third)
    click(app, "history-delete")
    assert listed(app) == [second]
    assert "Deleted 2 entries." in texts(app.markdown)
    click(app, "undo")
    assert listed(app) == [third, second, first]
    click(app, f"open-{second}")
    click(app, "delete")
    assert listed(app) == [third, first]
    click(app, "undo")
    assert listed(app) == [third, second, first]


def test_two_races_side_by_side_show_what_differs(visit, store):
    first, second = store(), store(("svm.C", 10))
    app = tick(visit(), first, second)
    click(app, "compare")
    (table,) = [text for text in html(app) if "<table" in text]
    assert "Penalty C" in table
    assert "Accuracy" not in table
    ran(app.toggle(key="only-what-differs").set_value(False).run())
    settings, metrics, costs = [text for text in html(app) if "<table" in text]
    assert "Environment" in settings
    assert "Accuracy" not in settings
    assert "Accuracy" in metrics
    assert "Training" in costs


def test_races_with_other_seeds_are_compared_with_a_warning_and_one_set_up_again(visit, store):
    first, second = store(), store(("rules.seed", 7), ("svm.C", 10))
    app = visit(compare=f"{first},{second}")
    (warning,) = texts(app.warning)
    assert "“Seed of the split” is 0 and 7" in warning
    assert any("Penalty C" in text for text in html(app) if "<table" in text)
    click(app, f"rerun-{second}")
    mine: RaceDraft = app.session_state["draft"]
    assert (mine.spec.rules.seed, mine.spec.rules.split_seed, mine.spec.contenders["svm"].C) == (7, 0, 10.0)


@pytest.mark.parametrize("ids", ["", "never-was", "race-1", "race-1,never-was", "race-1,race-1"])
def test_a_comparison_of_too_few_says_so(visit, store, ids):
    store()
    assert texts(visit(compare=ids).error) == ["Choose from 2 to 6 races to compare."]


def test_a_study_is_listed_opened_as_the_judge_shows_it_and_asked_again(visit, store, history, judged):
    race = store()
    history.save(judged, ME, NOON)
    app = visit()
    assert listed(app) == [race, judged.id]
    assert "1 race and 1 study" in texts(app.caption)
    assert any("Which is better?" in text for text in html(app))
    ran(app.selectbox(key="history-kind").set_value("study").run())
    assert listed(app) == [judged.id]
    click(app, f"open-{judged.id}")
    assert texts(app.header) == [summary(judged)]
    assert any("Probability that the row’s contender is better" in text for text in html(app))
    assert any("Resampling" in text for text in html(app))
    app.text_area(key=f"note-{judged.id}").set_value("well judged")
    click(app, "save-words")
    assert history.get(judged.id).entry.note == "well judged"
    click(app, "restore")
    mine: JudgeDraft = app.session_state["judge"]
    assert (mine.race.spec, mine.plan, mine.study_id) == (judged.spec, judged.plan, None)
    assert "Is the difference real?" in texts(app.header)


def test_a_study_that_is_ticked_is_not_counted_among_the_races_to_compare(visit, store, history, judged):
    first, second = store(), store()
    history.save(judged, ME, NOON)
    app = visit()
    for id in (first, judged.id):
        ran(app.checkbox(key=f"tick-{id}").check().run())
    assert "2 races and 1 study. Tick two races or more to compare them." in texts(app.caption)
    ran(app.checkbox(key=f"tick-{second}").check().run())
    assert "Compare 2 races" in [one.label for one in app.button]
    assert "Delete 3 ticked" in [one.label for one in app.button]


def test_who_has_a_studys_link_sees_it_and_can_not_change_it(visit, history, judged):
    history.save(judged, ME, NOON)
    app = visit("t" * 43, race=judged.id)
    assert texts(app.header) == [summary(judged)]
    assert (len(app.text_area), "delete" in [one.key for one in app.button]) == (0, False)


def test_a_studys_own_link_shows_it_once_the_server_has_forgotten_it(visit, history, judged):
    history.save(judged, ME, NOON)
    app = visit("t" * 43)
    app.query_params["study"] = judged.id
    ran(app.switch_page("pages/judge/judge.py").run())
    assert summary(judged) in texts(app.header)
    assert not app.warning
    ran(app.run())
    assert summary(judged) in texts(app.header)


def test_a_study_is_not_laid_beside_a_race(visit, store, history, judged):
    history.save(judged, ME, NOON)
    app = visit(compare=f"{store()},{judged.id}")
    assert any("are studies" in text for text in texts(app.warning))
    assert texts(app.error) == ["Choose from 2 to 6 races to compare."]


def test_who_has_tuned_on_the_test_part_is_told_before_the_next_race(visit, store):
    for penalty in range(1, 6):
        store(("svm.C", penalty))
    app = visit()
    app.query_params["dataset"] = "iris"
    app.query_params["contenders"] = "svm"
    ran(app.switch_page("pages/race/race.py").run())
    said = [text for text in texts(app.markdown) if "on this very test part" in text]
    assert "**Support vector machine has been scored with 5 different settings" in said[0]
    ran(setting(app, "number_input", "rules.seed").set_value(8).run())
    assert not [text for text in texts(app.markdown) if "on this very test part" in text]


def test_a_race_link_leads_on_to_what_is_stored_once_the_server_has_forgotten_it(visit, store):
    id = store()
    app = new_app()
    app.query_params["run"] = id
    ran(app.run())
    assert any("what came of it is kept in the history" in text for text in texts(app.info))


def test_where_the_database_fails_the_page_says_why_and_races_go_on(visit, tmp_path):
    (tmp_path / "history.sqlite").write_text("A shopping list. " * 100, encoding="utf-8")
    app = visit()
    (error,) = texts(app.error)
    assert "is not, or no longer, a database" in error
    app.query_params["dataset"] = "iris"
    app.query_params["contenders"] = "dummy"
    ran(app.switch_page("pages/race/race.py").run())
    click(app, "start")
    mine: RaceDraft = app.session_state["draft"]
    assert mine.race.wait(60)
    wait_until(lambda: recorder().trouble(mine.run_id))
    ran(app.run())
    assert any("is not, or no longer, a database" in text for text in texts(app.warning))
    assert "Leaderboard" in texts(app.subheader)


def test_a_change_that_fails_is_told_and_nothing_is_lost(visit, store, monkeypatch):
    id = store()
    app = tick(visit(), id)

    def fail(*_arguments):
        raise HistoryError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(History, "_set_deleted", fail)
        click(app, "history-delete")
    assert texts(app.error) == ["The disk is full."]
    assert listed(app) == [id]
