"""A lesson goes into a link and comes back; what is no lesson is refused before it takes room."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.errors import SettingError
from bakeoff.lesson.code import MOST_CODE, code_in, is_short, pack, short_name, unpack
from tests.unit.lesson.made import ACCURACY, lesson, lessons

DAMAGED = "The lesson in the link is damaged; copy the whole link again."


def coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


@settings(max_examples=30)
@given(lessons())
def test_a_lesson_comes_back_from_its_code(made):
    code = pack(made)
    assert code.isascii()
    assert not is_short(code)
    assert unpack(code) == made


def test_a_usual_lesson_fits_into_a_link():
    task = "Which of the two is better on these data, and is it beyond doubt? Change what you like, but keep the data."
    usual = lesson(
        state={"dataset": "wine", "contenders": "svm,random_forest"}, task=task * 3, hints=[task, task[::-1]]
    )
    assert len(pack(usual)) < MOST_CODE


@pytest.mark.parametrize("content", [b"0" * 50_000_000, b" " * 200_000 + b"{}"])
def test_a_bomb_is_refused_without_being_unpacked(content):
    code = coded(content)[:MOST_CODE]
    with pytest.raises(SettingError):
        unpack(code)
    with pytest.raises(SettingError):
        unpack(coded(content))


def test_what_is_too_large_though_its_code_is_short_is_refused():
    code = coded(lesson().to_json().encode() + b" " * 300_000)
    assert len(code) < MOST_CODE
    with pytest.raises(SettingError, match=DAMAGED):
        unpack(code)


@given(
    st.text(max_size=50)
    | st.binary(max_size=100).map(coded)
    | st.binary(max_size=100).map(lambda it: it.decode("latin1"))
)
def test_any_text_is_a_lesson_or_refused_in_one_sentence(text):
    with pytest.raises(SettingError) as caught:
        unpack(text)
    assert str(caught.value).endswith(".")


def test_a_link_that_was_cut_or_goes_on_is_damaged():
    code = pack(lesson())
    packed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    for wrong in (
        code[:-4],
        code[4:],
        base64.urlsafe_b64encode(packed + b"more").decode().rstrip("="),
        code + "\n",
        "",
    ):
        with pytest.raises(SettingError, match=DAMAGED):
            unpack(wrong)


@pytest.mark.parametrize(
    "link",
    [
        "~abcd2345",
        " ~abcd2345\n",
        "https://a.example/lab?lesson=~abcd2345",
        "http://a.example/x/?view=1&lesson=%7Eabcd2345&embed=true#top",
        "/?lesson=~abcd2345",
        "http://[a?lesson=~abcd2345",
    ],
)
def test_a_link_holds_its_lessons_text(link):
    assert code_in(link) == "~abcd2345"


def test_a_short_name_is_told_from_a_code_and_is_the_lessons_own():
    name = short_name(lesson().key)
    assert is_short(name)
    assert name == short_name(lesson(title=" Better ").key) != short_name(lesson(goal={"any_of": [ACCURACY]}).key)
    for other in ("~", "~abc", "~ABCD2345", "~abcd2345\n", "~../../x", pack(lesson())):
        assert not is_short(other)
