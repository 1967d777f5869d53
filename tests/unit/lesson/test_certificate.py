"""A certificate says what was measured, and nobody but the server can make or change one."""

import base64
import json
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.errors import SettingError
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.certificate import Certificate, _signature, _text
from bakeoff.lesson.standing import ConditionStanding, Standing, standing
from bakeoff.lesson.words import data_in_words, how_in_words
from bakeoff.network.settings import LabSettings
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.unit.lesson.made import ACCURACY, BEATS, FEW_FEATURES, VALIDATED, lesson

KEY, OTHER = b"k" * 32, b"o" * 32
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPEC = BakeoffSpec(dataset="iris", contenders={"svm": {"C": 3}}, rules={"seed": 7})
RACE = Report(SPEC, {}, None, {})
LESSON = lesson(goal={"all_of": [ACCURACY, {"any_of": [BEATS, ACCURACY]}]})
REACHED = Standing(True, tuple(map(ConditionStanding, LESSON.goal.conditions, (0.96, None))))
MADE = Certificate.of(LESSON, REACHED, RACE, Attempt("r1", "svm", 0.96, True, NOON), 3)
TEXT = MADE.signed(KEY)


def test_a_certificate_says_what_was_reached_how_with_which_seed_in_which_attempt_and_when():
    read = Certificate.read(TEXT, KEY)
    assert read == MADE
    assert read.lesson == LESSON.key
    assert read.goal == LESSON.goal
    assert [(part.condition.measure, part.value) for part in read.parts] == [("race.score", 0.96), ("race.beats", None)]
    assert read.parts[0].in_words() == "96.0 %, reached"
    assert read.how == {"dataset": "iris", "contenders": "svm", "svm.C": "3.0", "rules.seed": "7"}
    assert (read.seed, read.attempt, read.at) == (7, 3, NOON)
    assert len(TEXT) < 1000


def test_a_certificate_names_the_learner_the_class_the_data_and_the_settings_in_words():
    read = Certificate.read(MADE.given_to("Ada", "KMPRTW").signed(KEY), KEY)
    assert (read.nickname, read.room, read.data) == ("Ada", "KMPRTW", "iris")
    assert data_in_words("race", read.data) == "Iris"
    assert how_in_words("race", read.how) == [
        ("Contenders", "Support vector machine"),
        ("Seed", "7"),
        ("Support vector machine: Penalty C", "3"),
    ]
    assert data_in_words("race", "moons, noise=0.1") == "Moons (noise=0.1)"


def test_settings_of_a_lab_are_in_words_without_how_it_was_watched():
    how = {"data": "gauss", "pace": "full", "hide": "run", "layers": "8:tanh", "svm.C": "3.0", "noise": "0.2"}
    assert how_in_words("lab", how) == [
        ("Data", "Gauss"),
        ("Hidden layers", "8 Tanh"),
        ("Support vector machine: Penalty C", "3"),
        ("Noise", "0.2"),
    ]
    assert how_in_words("lab", {"gone": "1"}) == [("gone", "1")]


def test_there_is_none_before_the_goal_is_reached():
    with pytest.raises(SettingError, match="There is a certificate once the goal is reached"):
        Certificate.of(LESSON, standing(LESSON.goal, None), RACE, Attempt("r1", "svm", None, False, NOON), 1)


def test_what_a_later_version_signs_is_one_sentence():
    packed = zlib.compress(json.dumps({"version": 2, "lesson": "x"}).encode())
    text = f"{_text(packed)}.{_text(_signature(packed, KEY))}"
    with pytest.raises(SettingError, match=r"^The certificate: version must be one of 1, not 2\.$"):
        Certificate.read(text, KEY)


FORGED = r"^This certificate is not genuine: .*\.$"


def bent(content: str) -> str:
    """Return a certificate with another value, and the signature of before."""
    packed, _dot, signature = content.partition(".")
    values = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))))
    changed = zlib.compress(json.dumps(values | {"attempt": 1}).encode(), 9)
    return f"{base64.urlsafe_b64encode(changed).decode().rstrip('=')}.{signature}"


@pytest.mark.parametrize(
    "text",
    [bent(TEXT), TEXT[:-1], TEXT[1:], TEXT.partition(".")[0], f"{TEXT.partition('.')[0]}.", f".{TEXT}", "", ".", "é.é"],
)
def test_what_was_changed_or_cut_is_not_genuine(text):
    with pytest.raises(SettingError, match=FORGED):
        Certificate.read(text, KEY)


def test_another_servers_is_not_genuine_here():
    with pytest.raises(SettingError, match=FORGED):
        Certificate.read(TEXT, OTHER)
    with pytest.raises(SettingError, match=FORGED):
        Certificate.read(MADE.signed(OTHER), KEY)


@given(st.text(max_size=200) | st.binary(max_size=60).map(lambda content: base64.urlsafe_b64encode(content).decode()))
def test_no_text_that_was_made_up_is_genuine(text):
    for forged in (text, f"{text}.{text}", f"{TEXT.partition('.')[0]}.{text}", f"{text}.{TEXT.partition('.')[2]}"):
        with pytest.raises(SettingError, match=FORGED):
            Certificate.read(forged, KEY)


@given(st.data())
def test_no_single_letter_can_be_changed(data):
    place = data.draw(st.integers(0, len(TEXT) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.").filter(lambda letter: letter != TEXT[place]))
    with pytest.raises(SettingError, match=FORGED):
        Certificate.read(TEXT[:place] + letter + TEXT[place + 1 :], KEY)


def test_long_settings_such_as_painted_points_are_left_out(make_moment):
    painted = LabSettings.parse({"data": "painted", "painted": "A" * 400, "weight_seed": "5"})
    lab = lesson("lab", goal={"all_of": [{"measure": "lab.neurons", "at_most": 6}]})
    moment = make_moment(painted)
    made = Certificate.of(lab, standing(lab.goal, moment), moment, Attempt("lab/1", "", 6.0, True, NOON), 1)
    assert made.how == {"data": "painted", "weight_seed": "5"}
    assert made.seed == 5


def test_a_certificate_of_a_goal_on_validation_scores_has_the_test_part_of_the_run(raced: Report):
    made = lesson(goal={"all_of": [FEW_FEATURES | {"at_most": 20}, VALIDATED | {"at_least": 0.5}]})
    attempt = Attempt("r1", "svm", 12, True, NOON)
    read = Certificate.read(Certificate.of(made, standing(made.goal, raced), raced, attempt, 1).signed(KEY), KEY)
    score = raced.results["svm"].outcome.metrics["accuracy"].value
    assert read.tested == (None, score)
    assert read.tests == f"Accuracy {100 * score:.1f} %"
    assert (MADE.tested, MADE.tests) == ((), "")
