"""Whether a lesson can be given, tried on real networks, races and studies."""

import contextlib
import json
from collections.abc import Iterator

import pytest

from bakeoff.cli import BAD_INPUT, main
from bakeoff.lesson import check as lesson_check
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.check import check_lesson, lesson_of, solution_of
from bakeoff.lesson.code import pack
from bakeoff.race.race import run
from bakeoff.records.history import History
from bakeoff.records.studies import study_json
from bakeoff.storage.database import Database
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge
from bakeoff.text import speaking
from tests.unit.lent import Lent
from tests.unit.lesson.made import ACCURACY, GOALS, lesson


@pytest.fixture
def lent(engine, monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(lesson_check, "engine_for", lambda start: Lent(engine))


WEAK = lesson(state={"dataset": "iris", "contenders": "svm,dummy", "svm.C": "0.001"}, goal={"all_of": [ACCURACY]})
SOLVED = "http://localhost:8501/race?dataset=iris&contenders=svm,dummy&run=abc"
GAUSS = lesson(
    "lab",
    state={"data": "gauss", "points": "100", "learning_rate": "0.0001"},
    goal={
        "all_of": [{"measure": "lab.test_accuracy", "at_least": 0.95}, {"measure": "lab.epochs", "at_most": 20}],
    },
)


def test_a_race_is_tried_as_it_opens_and_as_it_is_solved(lent):
    came = check_lesson(WEAK, solution_of(SOLVED, WEAK))
    assert came.passed
    assert came.start.leading.value < 0.95 <= came.solution.leading.value
    assert came.in_words() == "The goal is not reached at the start, and is with the solution: all is well."


def test_a_goal_that_is_reached_already_or_not_by_the_solution_is_told(lent):
    easy = lesson(state=WEAK.state, goal={"all_of": [ACCURACY | {"at_least": 0.1}]})
    came = check_lesson(easy)
    assert not came.passed
    assert came.in_words() == "The goal is already reached at the start, so the task is empty."
    came = check_lesson(WEAK, solution_of("?dataset=iris&contenders=svm,dummy&svm.C=0.001", WEAK))
    assert not came.passed
    assert came.in_words() == "The goal is not reached with the solution."


def test_a_network_is_tried_before_it_is_trained_and_then_epoch_by_epoch(lent):
    came = check_lesson(GAUSS, solution_of("/lab?data=gauss&points=100&learning_rate=0.3", GAUSS))
    assert came.passed
    assert came.start.parts[1].value == 0
    assert 1 <= came.solution.parts[1].value <= 20
    lazy = check_lesson(GAUSS, solution_of("/lab?data=gauss&points=100&learning_rate=0.0001", GAUSS))
    assert not lazy.passed
    assert lazy.solution.parts[1].value == 20, "after these it cannot be reached any more"


def test_a_solution_keeps_to_what_the_lesson_hides(tmp_path, capsys):
    fixed = lesson(state=WEAK.state, hidden=["svm"], goal={"all_of": [ACCURACY]})
    assert main(["lesson", "check", pack(fixed), "--solution", SOLVED]) == BAD_INPUT
    told = "The solution changes what the lesson hides, which has to stay as it is.\n"
    assert capsys.readouterr().err == told


def test_what_was_run_before_is_a_solution_as_it_is(lent, engine, tmp_path, capsys):
    path = tmp_path / "report.json"
    path.write_text(run(lesson(state={"dataset": "iris", "contenders": "svm,dummy"}).start.spec, engine).to_json())
    given = tmp_path / "lesson.json"
    given.write_text(json.dumps({"place": "race", "title": "x", "state": dict(WEAK.state), "goal": GOALS["race"]}))
    assert main(["lesson", "check", str(given), "--solution", str(path)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Accuracy of Support vector machine: at least 95 %" in printed
    assert "97.4 %, reached" in printed
    assert printed.endswith("all is well.")
    assert main(["lesson", "check", str(given), "--solution", f"{path}/none.json"]) == BAD_INPUT


def test_a_study_is_a_solution_of_a_lesson_at_the_judge(engine, tmp_path):
    made = lesson(
        "judge",
        state={"dataset": "iris", "contenders": "svm,random_forest,dummy"},
        goal={"all_of": [{"measure": "judge.beats", "of": "svm", "against": "dummy"}]},
    )
    path = tmp_path / "study.json"
    path.write_text(study_json(judge(made.start.spec.replace("contenders", "svm,dummy"), Plan(folds=5), engine)))
    assert made.goal.leading.read(solution_of(str(path), made)) == 1.0


def test_a_spec_file_is_a_solution_by_the_lessons_own_question(tmp_path):
    made = lesson("judge", state={"judge.folds": "7"})
    path = tmp_path / "spec.json"
    path.write_text(made.start.spec.replace("svm.C", 9).to_json())
    start = solution_of(str(path), made)
    assert (start.plan.folds, start.spec.contenders["svm"].C) == (7, 9)


def test_a_lesson_is_found_in_a_link_and_by_its_short_name(tmp_path, monkeypatch):
    assert lesson_of(f"https://bakeoff.org/race?dataset=iris&lesson={pack(WEAK)}") == WEAK
    assert lesson_of(pack(WEAK)) == WEAK
    monkeypatch.setenv("BAKEOFF_DATABASE_URL", f"sqlite:///{tmp_path}/history.sqlite")
    with contextlib.closing(History(Database())) as history:
        name = KeptLessons(history.database).keep(WEAK, "me")
    assert lesson_of(f"/race?lesson={name}") == WEAK


@pytest.mark.parametrize(
    ("given", "solution", "told"),
    [
        ("nowhere.json", None, "Cannot read nowhere.json"),
        ("/race?lesson=abc", None, "The lesson in the link is damaged"),
        ("/race?dataset=iris", None, "The lesson in the link is damaged"),
        (pack(WEAK), "/lab?data=xor", "A solution is a page’s link, of the same place"),
        (pack(WEAK), "svm", "A solution is a page’s link, of the same place"),
        (pack(WEAK), "/race?svm.C=-1", "Support vector machine: C must be more than 0"),
        (pack(WEAK), "/race?svm.C=", "Support vector machine: C must be a finite number"),
    ],
)
def test_bad_input_is_one_sentence(given, solution, told, capsys):
    assert main(["lesson", "check", given, *([] if solution is None else ["--solution", solution])]) == BAD_INPUT
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "must be a JSON object"),
        ("{", "is no report, study or spec that can be read"),
        ('{"environment": {}}', "is no report, study or spec that can be read"),
        ('{"lanes": []}', "is no solution of a lesson in this place"),
        ('{"dataset": "irs"}', "did you mean “iris”?"),
    ],
)
def test_a_file_that_is_no_solution_is_one_sentence(text, told, tmp_path, capsys):
    path = tmp_path / "solution.json"
    path.write_text(text)
    assert main(["lesson", "check", pack(WEAK), "--solution", str(path)]) == BAD_INPUT
    assert told in capsys.readouterr().err


def test_it_is_told_in_chinese():
    with speaking("zh"):
        assert "目标" in lesson_check.LessonCheck(lesson_check.standing(WEAK.goal, None), None).in_words()
