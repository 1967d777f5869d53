"""Lessons are kept under short names, and a visitor's attempts at one are counted, run by run."""

from datetime import timedelta

import pytest

from bakeoff.errors import HistoryError
from bakeoff.history import lessons
from bakeoff.history.history import History
from bakeoff.lessons.attempt import Attempt
from tests.unit.history.conftest import NOON
from tests.unit.lessons.made import lesson

pytestmark = pytest.mark.databases

ANN, BOB = "a" * 64, "b" * 64
GAUSS = lesson("lab", task="A long task. " * 100)


def attempt(run: str, value: float | None, *, reached: bool = False, minute: int = 0) -> Attempt:
    return Attempt(run, "svm", value, reached, NOON + timedelta(minutes=minute))


def test_a_lesson_comes_back_by_its_short_name_which_is_the_same_for_all(history: History):
    name = history.lessons.keep(GAUSS, ANN)
    assert history.lessons.get(name) == GAUSS
    assert history.lessons.keep(GAUSS, BOB) == name
    assert history.lessons.keep(lesson(), ANN) != name


@pytest.mark.parametrize("name", ["~aaaaaaaa", "~", "", "~' or 1=1", "x" * 10_000])
def test_a_name_that_stands_for_nothing_is_one_sentence(history: History, name: str):
    with pytest.raises(HistoryError, match=r"^This server does not have that lesson\. Ask .*\.$"):
        history.lessons.get(name)


def test_one_visitor_cannot_fill_the_database(history: History, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lessons, "MOST_KEPT", 2)
    first, *_more = [history.lessons.keep(lesson(title=title), ANN) for title in ("One", "Two")]
    with pytest.raises(HistoryError, match="You have made 2 lessons that are kept here; no more can be"):
        history.lessons.keep(lesson(title="Three"), ANN)
    assert history.lessons.keep(lesson(title="One"), ANN) == first
    assert history.lessons.keep(lesson(title="Three"), BOB)


def test_two_lessons_never_have_one_name(history: History, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lessons, "short_name", lambda key: "~aaaaaaaa")
    history.lessons.keep(lesson(), ANN)
    with pytest.raises(HistoryError, match="change a word of the lesson"):
        history.lessons.keep(GAUSS, ANN)


def test_attempts_are_counted_by_run_and_visitor_and_lesson(history: History):
    book, race = history.lessons, lesson()
    assert book.attempted(ANN, race).attempts == ()
    assert book.attempted(ANN, race).best is None
    first, second = attempt("r1", 0.8), attempt("r2", 0.7, minute=1)
    assert book.note(ANN, race, first).attempts == (first,)
    assert book.note(ANN, race, second).attempts == (first, second)
    book.note(BOB, race, attempt("r3", 0.99))
    book.note(ANN, GAUSS, attempt("r4", 0.01))
    assert book.attempted(ANN, race).attempts == (first, second)
    assert book.attempted(ANN, race).best == first
    assert book.attempted(ANN, race).reached_in is None


def test_a_run_counts_once_with_its_best(history: History):
    book, lab = history.lessons, lesson("lab")
    for minute, loss in enumerate([None, 0.5, 0.2, 0.3]):
        attempted = book.note(ANN, lab, attempt("lab/1", loss, minute=minute))
    assert attempted.attempts == (attempt("lab/1", 0.2, minute=2),)
    assert attempted == book.attempted(ANN, lab)


def test_what_reached_the_goal_stays_as_it_was_then(history: History):
    book, race = history.lessons, lesson()
    book.note(ANN, race, attempt("r1", 0.9))
    reached = attempt("r2", 0.96, reached=True, minute=2)
    book.note(ANN, race, reached)
    book.note(ANN, race, attempt("r2", 0.99, reached=True, minute=3))
    book.note(ANN, race, attempt("r2", 0.1, minute=4))
    attempted = book.note(ANN, race, attempt("r3", 0.99, minute=5))
    assert attempted.attempts[1] == attempted.best == reached
    assert attempted.reached_in == 2


def test_the_first_that_reached_it_counts_though_begun_later(history: History):
    book, race = history.lessons, lesson()
    book.note(ANN, race, attempt("r1", 0.9))
    book.note(ANN, race, attempt("r2", 0.96, reached=True, minute=2))
    attempted = book.note(ANN, race, attempt("r1", 0.97, reached=True, minute=3))
    assert attempted.reached_in == 2
    assert attempted.best == attempted.attempts[0]


def test_the_certificate_of_who_reached_it_first_is_kept_and_no_other_takes_its_place(history: History):
    iris, other = lesson(), lesson(title="Another")
    assert history.lessons.certificates(ANN) == []
    for run, minute in (("late", 9), ("early", 5)):
        history.lessons.note(ANN, iris, attempt(run, 0.97, reached=True, minute=minute))
        history.lessons.certify(ANN, iris, run, f"{run} certificate")
    history.lessons.certify(ANN, iris, "early", "another")
    history.lessons.certify(ANN, iris, "never run", "none")
    history.lessons.note(ANN, other, attempt("run", 0.97, reached=True, minute=20))
    history.lessons.certify(ANN, other, "run", "newest")
    assert history.lessons.attempted(ANN, iris).certificate == "early certificate"
    assert history.lessons.certificates(ANN) == ["newest", "early certificate"]
    assert history.lessons.certificates(BOB) == []
    assert history.lessons.attempted(BOB, iris).certificate == ""
