"""Lessons at each place: made, opened by another visitor, reached; and what must not count."""

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.errors import HistoryError
from bakeoff.export.opening import OpenedRace
from bakeoff.export.project import project_file, read_project
from bakeoff.export.rows import RaceRows
from bakeoff.features.lab.service import labs
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import pack, unpack
from bakeoff.network import commands
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service.engines import interactive_engine
from tests.pages.lessons import (
    CERTIFICATE,
    HISTORY,
    JUDGE,
    LAB,
    PAGES,
    RACE,
    copied,
    goal,
    html,
    in_lab,
    lesson,
    links,
    made,
    opened,
    packed,
)
from tests.pages.steps import draft, listed, new_app, query, ran, texts
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("empty_home")


@pytest.fixture(scope="module", autouse=True)
def forget_labs(page_server: object) -> Iterator[None]:
    yield
    labs.clear()
    studies.clear()


def trained(app: AppTest) -> None:
    """Have the lab train an epoch, and the page show it."""
    lab_draft = app.session_state["lab"]
    lab_draft.obey(commands.StepEpoch())
    wait_until(lambda: lab_draft.lab.look(0.5) is not None and lab_draft.lab.look().epoch == 1)
    ran(app.run())


def changed(text: str) -> str:
    """Return a text with another letter in its midst."""
    middle = len(text) // 2
    return f"{text[:middle]}{'B' if text[middle] == 'A' else 'A'}{text[middle + 1 :]}"


def raced(app: AppTest) -> AppTest:
    ran(app.button(key="start").click().run())
    assert draft(app).race.wait(60)
    return ran(app.run())


def test_all_conditions_are_of_one_moment_and_a_run_that_was_not_trained_is_no_attempt():
    with in_lab(lesson=pack(lesson(LAB))) as app:
        assert "Reached" not in goal(app).partition('role="status"')[2]
        trained(app)
        assert "1, reached" in goal(app)
        assert "Reached, in attempt 1." in goal(app)


def test_a_lesson_made_of_a_race_is_reached_by_whoever_opens_it(visit):
    teacher = visit(dataset="iris", contenders="decision_tree,dummy")
    code = made(teacher, "race", "Irises", {"0-race.validation_score-accuracy": 80})
    learner = visit(lesson=code)
    assert list(draft(learner).spec.contenders) == ["decision_tree", "dummy"]
    assert "Press Start race" in goal(learner)
    raced(learner)
    assert "Reached, in attempt 1." in goal(learner)
    assert links(learner)["Your certificate"].startswith("/certificate?certificate=")
    assert query(learner)["lesson"] == code


def test_the_teacher_is_asked_to_see_whether_pressing_start_alone_reaches_the_goal(visit):
    app = visit(dataset="iris", contenders="decision_tree,dummy")
    made(app, "race", "Irises", {"0-race.validation_score-accuracy": 80})
    assert any("Start it once" in each.value for each in app.info)


def test_other_data_count_only_where_the_teacher_allows_them(visit):
    teacher = visit(dataset="iris", contenders="decision_tree,dummy")
    locked = made(teacher, "race", "Irises", {"0-race.validation_score-accuracy": 80})
    teacher.checkbox(key="lesson-race-free-data").check()
    free = copied(ran(teacher.run()), "lesson-race-link")["lesson"]
    for code, said in ((locked, "This run does not count"), (free, "Reached, in attempt 1.")):
        learner = visit(lesson=code, dataset="blobs", contenders="decision_tree,dummy")
        assert said in goal(raced(learner))
        assert (", reached</b>" in goal(learner)) == (code == free)


def test_a_lesson_made_at_the_judge_is_reached_by_whoever_opens_it():
    teacher = opened(PAGES["judge"], **JUDGE["state"])
    code = made(teacher, "judge", "Judged", {"0-judge.score-accuracy": 80})
    learner = opened(PAGES["judge"], lesson=code)
    assert "Press Start judging" in goal(learner)
    assert not [one for one in learner.subheader if "Recorded" in one.value]  # an example may give the answer away
    ran(learner.button(key="judge-start").click().run())
    assert learner.session_state["judge"].study.wait(60)
    assert "Reached, in attempt 1." in goal(ran(learner.run()))


def test_a_goal_that_is_missed_asks_for_another_try_which_is_counted(visit):
    high = {"all_of": [{"measure": "race.score", "of": "dummy", "metric": "accuracy", "at_least": 0.9}]}
    app = raced(visit(lesson=pack(lesson(RACE, goal=high))))
    assert "Not reached yet, after 1 attempt" in goal(app)
    assert "Not reached yet, after 2 attempts" in goal(raced(app))
    assert "Your certificate" not in links(app)


def test_the_test_part_stays_closed_until_the_first_solution_which_alone_opens_it(visit):
    tried = RACE["goal"]["all_of"][0] | {"measure": "race.validation_score", "at_least": 0.9}
    state = RACE["state"] | {"rules.seed": "3", "decision_tree.max_depth": "1"}
    app = raced(visit(lesson=pack(lesson(RACE, state=state, goal={"all_of": [tried]}))))
    assert "Not reached yet, after 1 attempt" in goal(app)
    assert [each.value for each in app.header] == ["The test part stays closed"]
    assert not app.tabs
    draft(app).change("decision_tree.max_depth", 4)
    app = raced(app)
    report = draft(app).race.run.report
    score = report.results["decision_tree"].outcome.metrics["accuracy"].value
    opened_once = f"The test part, opened once for your first solution: Accuracy {100 * score:.1f} %."
    assert opened_once in goal(app)
    assert report.verdict.sentence in [each.value for each in app.header]
    assert app.tabs
    again = raced(app)
    assert opened_once in goal(again)
    assert [each.value for each in again.header] == ["The test part stays closed"]
    page, _mark, written = links(again)["Your certificate"].partition("?certificate=")
    assert page == "/certificate"
    shown = opened(CERTIFICATE, certificate=written)
    assert f"Accuracy {100 * score:.1f} %" in html(shown, "bakeoff-certificate")


def test_a_race_that_somebody_else_has_started_does_not_count(visit):
    first = raced(visit(lesson=pack(lesson(RACE))))
    other = races()._entries[draft(first).run_id]
    other.owner = "somebody else"
    second = visit(**query(first))
    assert "Somebody else has started this run" in goal(second)
    assert "Your certificate" not in links(second)


def test_a_race_from_a_project_file_does_not_count(visit):
    app = ran(visit(lesson=pack(lesson(RACE))).button(key="start").click().run())
    race = draft(app).race
    assert race.wait(60)
    project = read_project(project_file(race.run.report, rows=RaceRows.of(race.run).to_json()))
    opened = OpenedRace(project, "", interactive_engine())
    draft(app).run_id = races().add(opened, races()._entries[race.id].owner).id
    ran(app.run())
    assert draft(app).race is opened
    assert "Your certificate" not in links(app)


def test_what_a_lesson_leaves_out_is_not_shown_and_a_run_with_another_does_not_count(visit):
    code = pack(lesson(RACE, hidden=["dataset", "rules", "transform", "svm"]))
    app = visit(lesson=code)
    assert "decision_tree" in listed(app)
    assert "svm" not in listed(app)
    assert [box.label for box in app.expander if "Rules" in box.label or "Transform" in box.label] == []
    assert "Change data" not in links(app)
    other = raced(visit(lesson=code, dataset="iris", contenders="decision_tree,dummy", **{"rules.seed": "7"}))
    assert "what the lesson keeps fixed was changed" in goal(other)
    again = ran(other.button(key="lesson-restart").click().run())
    assert draft(again).spec.rules.seed == 0
    assert "Reached, in attempt 1." in goal(raced(again))


def test_hints_open_one_after_another_and_a_lesson_can_be_left(visit):
    with in_lab(lesson=pack(lesson(LAB))) as app:
        assert texts(app.info) == []
        ran(app.button(key="lesson-hint").click().run())
        assert texts(app.info) == ["Hint 1\\: Look at the features."]
        ran(app.button(key="lesson-hint").click().run())
        assert len(app.info) == 2
        assert "lesson-hint" not in [button.key for button in app.button]
        ran(app.button(key="lesson-leave").click().run())
        assert (goal(app), html(app, "bakeoff-lesson-title")) == ("", "")
        assert "lesson" not in query(app)
        assert "hide" not in query(app)


def test_what_a_learner_has_set_is_there_after_a_reload(visit):
    first = visit(lesson=pack(lesson(RACE)))
    draft(first).change("decision_tree.max_depth", 2)
    ran(first.run())
    second = visit(**query(first))
    assert draft(second).spec.contenders["decision_tree"].max_depth == 2
    assert "Irises" in html(second, "bakeoff-lesson-title")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nonsense", "The lesson in the link is damaged; copy the whole link again."),
        (packed(RACE, state={"dataset": "nosuchdata"}), "nosuchdata"),
    ],
)
def test_a_link_to_no_lesson_says_so_and_the_page_goes_on(visit, code, said):
    app = visit(lesson=code)
    assert [warning for warning in texts(app.warning) if said in warning]
    assert goal(app) == ""
    assert "lesson" not in query(app)
    assert "start" in [button.key for button in app.button]


def test_the_certificate_is_there_after_a_reload_and_in_lesson_and_history_when_the_run_is_gone(visit):
    code = pack(lesson(RACE))
    first = raced(visit(lesson=code))
    address = links(first)["Your certificate"]

    def again(**asked: str) -> AppTest:
        app = new_app()
        app.session_state["visitor-secret"] = first.session_state["visitor-secret"]
        for path, value in asked.items():
            app.query_params[path] = value
        return ran(app.run())

    reloaded = again(**query(first))
    assert "Reached, in attempt 1." in goal(reloaded)
    bare = again(lesson=code)
    assert draft(bare).race is None
    assert links(reloaded)["Your certificate"] == links(bare)["Your certificate"] == address
    bare.switch_page(HISTORY)
    listed = {label: there for label, there in links(ran(bare.run())).items() if label.startswith("Irises, ")}
    assert list(listed.values()) == [address]


def test_attempts_that_cannot_be_kept_count_while_the_page_is_open(visit, monkeypatch):
    def broken(*_: object) -> None:
        raise HistoryError("The database is gone.")

    app = visit(lesson=pack(lesson(RACE)))
    monkeypatch.setattr(KeptLessons, "note", broken)
    raced(app)
    assert "Reached, in attempt 1." in goal(app)
    assert "What you reach here is kept until you close the page." in "".join(texts(app.caption))
    assert "Your certificate" in links(app)


def test_a_lesson_that_is_done_elsewhere_leads_there(visit):
    code = pack(lesson(LAB))
    app = visit(lesson=code)
    assert links(app)["To the lesson"] == f"/lab?lesson={code}"
    assert draft(app).notes == ()


def test_a_long_lesson_is_kept_and_opens_by_its_short_name(visit):
    teacher = visit(dataset="iris", contenders="decision_tree,dummy")
    teacher.session_state["more"] = teacher.session_state["race-lesson"] = True
    ran(teacher.run())
    words = " ".join(str(number**3) for number in range(330))
    teacher.text_area(key="lesson-race-task").set_value(words[:2000])
    teacher.text_input(key="lesson-race-title").set_value("Long")
    teacher.number_input(key="lesson-race-0-race.validation_score-accuracy-number").set_value(80)
    ran(teacher.run())
    ran(teacher.button(key="lesson-race-keep").click().run())
    shown = [json.loads(element.proto.json) for element in teacher.get("bidi_component") if element.proto.json]
    code = next(data["query"] for data in shown if "query" in data and "lesson=" in data["query"]).partition("=")[2]
    assert code.startswith("~")
    assert "Long" in html(visit(lesson=code), "bakeoff-lesson-title")


def test_a_goal_put_together_of_several_conditions_is_what_the_lists_say(visit):
    teacher = visit(dataset="iris", contenders="decision_tree,dummy")
    teacher.session_state["more"] = teacher.session_state["race-lesson"] = True
    ran(ran(teacher.run()).button(key="lesson-race-add").click().run())
    teacher.selectbox(key="lesson-race-1-measure").set_value("race.beats")
    teacher.segmented_control(key="lesson-race-combined").set_value("any_of")
    ran(teacher.selectbox(key="lesson-race-0-measure").set_value("race.score").run())
    assert any("Each look costs" in each.value for each in teacher.caption)
    teacher.number_input(key="lesson-race-0-race.score-accuracy-number").set_value(93.1)
    shown = goal(ran(teacher.run()))
    assert "Goal: any of these" in shown
    assert "Accuracy of Decision tree: at least 93.1 %" in shown
    assert "Decision tree beats Baseline, by the verdict" in shown


def test_conditions_of_which_some_are_enough_within_a_goal_of_all(visit):
    teacher = visit(dataset="iris", contenders="decision_tree,dummy")
    teacher.session_state["more"] = teacher.session_state["race-lesson"] = True
    for _condition in range(2):
        teacher = ran(ran(teacher.run()).button(key="lesson-race-add").click().run())
    for row, number in ((0, 80), (1, 70), (2, 60)):
        teacher.number_input(key=f"lesson-race-{row}-race.validation_score-accuracy-number").set_value(number)
    teacher.text_input(key="lesson-race-title").set_value("Two levels")
    box = ran(teacher.run()).checkbox(key="lesson-race-2-joined")
    assert box.label == "Either this or the one above is enough"
    box.check()
    assert "Any of these" in goal(ran(teacher.run()))
    first, either = unpack(copied(teacher, "lesson-race-link")["lesson"]).goal.all_of
    assert first.at_least == 0.8
    assert [condition.at_least for condition in either.any_of] == [0.7, 0.6]


def test_a_certificate_says_what_was_reached_and_a_forged_one_is_refused(visit):
    learner = raced(visit(lesson=pack(lesson(RACE))))
    text = links(learner)["Your certificate"].partition("certificate=")[2]
    sheet = opened(CERTIFICATE, certificate=text)
    shown = html(sheet, "bakeoff-certificate")
    assert "<h1>Irises</h1>" in shown
    assert "Accuracy of Decision tree: at least 80 %" in shown
    assert links(sheet)["Set the same up"] == "/?dataset=iris&contenders=decision_tree%2Cdummy"
    content, _dot, signature = text.partition(".")
    for forged in (f"{changed(content)}.{signature}", f"{content}.{changed(signature)}", content):
        refused = opened(CERTIFICATE, certificate=forged)
        assert [said.startswith("This certificate is not genuine") for said in texts(refused.warning)] == [True]
        assert html(refused, "bakeoff-certificate") == ""
    bare = opened(CERTIFICATE)  # nobody has forged anything
    assert [said.startswith("This address holds no certificate") for said in texts(bare.warning)] == [True]
    assert html(bare, "bakeoff-certificate") == ""
