"""A lesson is read as its page would read it, and whatever is wrong with it is one sentence."""

import json
import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bakeoff.errors import SettingError
from bakeoff.lesson.chapter import chapter, chapters
from bakeoff.lesson.check import check_lesson
from bakeoff.lesson.lesson import MOST_JSON, Lesson, chapter_lesson, markdown
from bakeoff.lesson.moment import ChapterMoment
from bakeoff.lesson.standing import standing
from bakeoff.network.point_settings import PointSettings
from bakeoff.network.settings import LabSettings
from tests.unit.lesson.made import ACCURACY, BEATS, FEW_FEATURES, GOALS, lesson, lessons


@settings(max_examples=30)
@given(lessons())
def test_a_lesson_comes_back_from_its_json(made):
    back = Lesson.from_json(made.to_json())
    assert back == made
    assert back.key == made.key
    assert back.to_json() == made.to_json()


def test_the_same_lesson_has_the_same_key_however_it_was_written():
    plain = lesson(state={"dataset": "iris", "rules.seed": "7"})
    odd = lesson(state={"rules.seed": "7", "dataset": "iris", "rules.test_share": "0.25"}, title=" Better\t")
    assert odd == plain
    assert odd.key == plain.key != lesson().key


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"place": "moon"}, "place must be one of 'lab', 'race', 'judge' or 'learn', not 'moon'."),
        ({"version": 2}, "version must be one of 1, not 2."),
        ({"title": "x" * 10_000}, "title must be at most 100 long, not 'xxx"),
        ({"title": " \n "}, "title must be some words, not"),
        ({"title": "Best\x1b[31m"}, "title must be free of control characters, not"),
        ({"task": "\u202egnp.exe"}, "task must be free of control characters, not"),
        ({"task": "x" * 2001}, "task must be at most 2000 long"),
        ({"hints": ["x"] * 6}, "hints must be at most 5 long"),
        ({"hints": ["x", "x" * 501]}, "hints.1 must be at most 500 long"),
        ({"hints": [""]}, "hints.0 must be some words, not ''."),
        ({"state": {"dataset": "irs"}}, "Unknown data set “irs”; did you mean “iris”?"),
        ({"state": {"svm.C": "-1"}}, "Support vector machine: C must be more than 0, not '-1'."),
        ({"state": {"svm.D": "1"}}, "Support vector machine: D is not a setting; "),
        ({"state": {"dataset": "upload"}}, "A lesson on a table of one’s own can be opened by nobody else"),
        ({"state": {"dataset": 3}}, "state.dataset must be a text, not 3."),
        ({"hidden": ["rule"]}, "Unknown control “rule”; did you mean “rules”?"),
        ({"hidden": ["judge"]}, "Unknown control “judge”"),
        ({"goal": "svm > 0.9"}, "A lesson’s goal must be given as its conditions."),
        ({"goal": GOALS["lab"]}, "The goal is measured elsewhere than where the lesson is"),
        ({"author": "me"}, "author is not a setting"),
    ],
)
def test_what_is_wrong_is_one_sentence(parts, told):
    with pytest.raises(SettingError) as caught:
        lesson(**parts)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 400


def test_the_lab_hides_its_controls_by_its_own_setting():
    with pytest.raises(SettingError, match="What a lesson hides of the lab is said in its state"):
        lesson("lab", hidden=["run"])
    free = lesson("lab", state={"hide": "run,step"}, free_data=True)
    assert free.start.network == LabSettings.parse({"hide": "run,step"})


def test_the_data_are_hidden_unless_the_teacher_allows_others():
    assert set(lesson("lab", state={"hide": "run"}).start.network.hide) == {"run", *PointSettings.model_fields}
    assert lesson(hidden=["svm"]).hidden == ("dataset", "svm")
    assert lesson(hidden=["svm"], free_data=True).hidden == ("svm",)


def test_a_chapter_is_a_lesson_whose_goal_is_its_own():
    forest = chapter_lesson("forest")
    assert (forest.place, forest.start.query()) == ("learn", {"chapter": "forest"})
    assert forest.goal.in_words() == str(chapter("forest").goal)
    assert Lesson.from_json(forest.to_json()) == forest
    assert chapter_lesson("forest", "Do it by **Monday**.").key == forest.key != chapter_lesson("svm").key
    assert standing(forest.goal, ChapterMoment("forest", True)).reached
    assert not check_lesson(forest).start.reached


def test_every_level_of_every_chapter_is_a_lesson_of_its_own():
    made = {
        level: (chapter_lesson(level), record, goal)
        for record in chapters().values()
        for level, goal in record.levels.items()
    }
    for level, (each, record, goal) in made.items():
        assert (each.start.chapter, each.goal.leading.of) == (record.name, level)
        assert each.goal.in_words() == str(goal)
    assert len({each.key for each, _record, _goal in made.values()}) == len(made) >= len(chapters())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"state": {"chapter": "forrest"}}, "did you mean “forest”"),
        ({"state": {"chapter": "svm"}}, "is one goal of this chapter"),
        ({"state": {"chapter": "forest", "dataset": "iris"}}, "dataset"),
        ({"state": {}}, "chapter"),
        ({"hidden": ["dataset"]}, "A lesson on a chapter hides nothing"),
        ({"goal": {"all_of": [{"measure": "learn.reached", "of": "random_forest"}]}}, "random_forest"),
        ({"goal": {"all_of": [{"measure": "learn.reached", "of": "forest", "at_least": 2}]}}, "no limits"),
    ],
)
def test_a_wrong_lesson_on_a_chapter_is_refused_in_one_sentence(changed, sentence):
    values = json.loads(chapter_lesson("forest").to_json())
    with pytest.raises(SettingError, match=sentence):
        Lesson.parse(values | changed, "The lesson")


def test_the_starting_point_is_what_the_page_would_open():
    race = lesson(state={"dataset": "iris", "contenders": "svm,dummy", "svm.C": "3"})
    assert race.start.spec.contenders["svm"].C == 3
    assert list(race.start.spec.contenders) == ["svm", "dummy"]
    judge = lesson("judge", state={"judge.folds": "4", "dataset": "wine", "rules.seed": "5"})
    assert (judge.start.plan.folds, judge.start.spec.dataset.name, judge.start.seed) == (4, "wine", 5)
    lab = lesson("lab", state={"layers": "3:tanh", "weight_seed": "9", "decision_tree.max_depth": "2"})
    assert ([layer.units for layer in lab.start.network.layers], lab.start.seed) == ([3], 9)
    assert lab.start.spec.contenders["decision_tree"].max_depth == 2


HIDDEN = {"hidden": ["dataset", "contenders"]}
DEAD = r"can never be reached with these data and contenders"


def test_a_goal_on_a_contender_that_can_not_take_part_is_refused():
    state = {"contenders": "random_forest,keras_mlp"}
    with pytest.raises(SettingError, match=DEAD):
        lesson(state=state, **HIDDEN)
    assert lesson(state=state), "the learner can add it"
    assert lesson(state=state, goal={"all_of": [BEATS]}, **HIDDEN)
    assert lesson(state=state, goal={"any_of": [ACCURACY, BEATS]}, **HIDDEN), "one of the two can be reached"


def test_a_goal_on_a_metric_of_the_other_task_is_refused():
    with pytest.raises(SettingError, match=DEAD):
        lesson(state={"dataset": "diabetes"}, **HIDDEN)
    assert lesson(state={"dataset": "diabetes"}, free_data=True)
    goal = {"all_of": [{"measure": "lab.test_accuracy", "at_least": 0.9}]}
    with pytest.raises(SettingError, match=DEAD):
        lesson("lab", state={"data": "plane", "hide": "data"}, goal=goal)
    with pytest.raises(SettingError, match=DEAD):
        lesson("lab", state={"data": "plane"}, goal=goal)
    assert lesson("lab", state={"data": "plane"}, goal=goal, free_data=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The lesson is not valid JSON."),
        ("[" * 30_000, "The lesson is not valid JSON."),
        ("1" * 5_000, "The lesson is not valid JSON."),
        ('{"title": "\\ud800"}', "The lesson is not valid JSON."),
        ("[]", "The lesson must be a JSON object with place, title, state and goal."),
        ('{"place": "lab", "title": "x"}', "The lesson has no “goal”."),
        (
            '{"place": "lab", "title": "x", "goal": {"all_of": [{"measure": "lab.epoch"}]}}',
            "did you mean “lab.epochs”?",
        ),
        ('{"version": 2, "exercise": {}}', "This lesson was made by a newer Bakeoff; install that to open it."),
        (" " * (MOST_JSON + 1), "The lesson is too long to be kept; shorten it."),
    ],
)
def test_a_text_that_is_no_lesson_is_refused(text, told):
    with pytest.raises(SettingError) as caught:
        Lesson.from_json(text)
    assert told in str(caught.value)


def test_a_lesson_that_was_written_by_hand_is_read():
    said = {"place": "race", "title": "x", "goal": {"all_of": [FEW_FEATURES | {"at_most": "3"}]}}
    assert Lesson.from_json(json.dumps(said, indent=2)).goal.leading.at_most == 3


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.org/x.png)",
        "[here](javascript:alert(1))",
        "`![x](http://evil.org)``",
        "\\`![x](http://evil.org)`",
        "<img src=x onerror=alert(1)>",
        "<http://evil.org>",
        "http://evil.org and WWW.evil.org and a@evil.org",
        "$\\href{http://evil.org}{x}$ :material/home: :red[x]",
        "Title\n===\n\nOther\n---\n# Third",
    ],
)
def test_a_teachers_words_become_no_link_picture_html_or_heading(text):
    shown = parsed(markdown(text))
    assert {token.tag for token in shown} <= {"", "p", "em", "strong", "ul", "ol", "li", "br"}
    said = "".join("\n" if token.tag else token.content for token in shown)
    assert said.replace("\u2060", "").split() == text.split()
    assert not re.search(r"(?<!\\)[:@]|www\.", markdown(text), re.IGNORECASE), "nothing that is made a link by itself"
    assert not re.search(r"\w://|www\.|\w@", said, re.IGNORECASE), "nor once what is escaped is a plain text again"


def test_a_teacher_can_stress_and_list():
    shown = parsed(markdown("**All** *of* it:\n\n- one\n- two"))
    assert {token.tag for token in shown} == {"", "p", "strong", "em", "ul", "li"}


def parsed(text: str) -> list[Token]:
    """Return what CommonMark makes of a text, piece by piece."""
    blocks = MarkdownIt("commonmark").parse(text)
    return [piece for block in blocks for piece in (block.children or [block])]


def test_a_state_without_version_keeps_the_former_network_and_its_key():
    former = lesson(state={"dataset": "iris", "keras_mlp.epochs": "20"})
    network = former.start.spec.contenders["keras_mlp"]
    assert (network.early_stopping, network.learning_rate) == (False, 0.003)
    assert former.state == {"dataset": "iris", "keras_mlp.epochs": "20"}
    today = lesson(state={"dataset": "iris", "keras_mlp.epochs": "20", "v": "2"})
    assert today.start.spec.contenders["keras_mlp"].early_stopping
    assert today.state["v"] == "2"
