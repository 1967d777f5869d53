"""Lessons are kept under short names, and a visitor's attempts at one are counted, run by run."""

from datetime import timedelta

import pytest

from bakeoff.errors import HistoryError, SettingError
from bakeoff.lesson import book as lessons
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.lesson import Lesson
from bakeoff.records.history import History
from tests.features.lessons.unit.classes import NOON
from tests.unit.lesson.made import lesson

pytestmark = pytest.mark.databases

ANN, BOB = "a" * 64, "b" * 64
GAUSS = lesson("lab", task="A long task. " * 100)


@pytest.fixture
def book(history: History) -> KeptLessons:
    return KeptLessons(history.database)


def attempt(run: str, value: float | None, *, reached: bool = False, minute: int = 0) -> Attempt:
    return Attempt(run, "svm", value, reached, NOON + timedelta(minutes=minute))


def test_a_lesson_comes_back_by_its_short_name_which_is_the_same_for_all(book: KeptLessons):
    name = book.keep(GAUSS, ANN)
    assert book.get(name) == GAUSS
    assert book.keep(GAUSS, BOB) == name
    assert book.keep(lesson(), ANN) != name


def test_a_visitors_lessons_are_listed_but_for_those_that_no_longer_open(book: KeptLessons, monkeypatch):
    one, two = book.keep(lesson(title="One"), ANN), book.keep(GAUSS, ANN)
    book.keep(lesson(title="Three"), BOB)
    assert dict(book.of(ANN)) == {one: lesson(title="One"), two: GAUSS}
    read = Lesson.from_json

    def without_one(text: str) -> Lesson:
        if "One" in text:
            raise SettingError("Its data are gone.")
        return read(text)

    monkeypatch.setattr(Lesson, "from_json", without_one)
    assert [*book.of(ANN)] == [two]


@pytest.mark.parametrize("name", ["~aaaaaaaa", "~", "", "~' or 1=1", "x" * 10_000])
def test_a_name_that_stands_for_nothing_is_one_sentence(book: KeptLessons, name: str):
    with pytest.raises(HistoryError, match=r"^This server does not have that lesson\. Ask .*\.$"):
        book.get(name)


def test_one_visitor_cannot_fill_the_database(book: KeptLessons, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lessons, "MOST_KEPT", 2)
    first, *_more = [book.keep(lesson(title=title), ANN) for title in ("One", "Two")]
    with pytest.raises(HistoryError, match="You have made 2 lessons that are kept here; no more can be"):
        book.keep(lesson(title="Three"), ANN)
    assert book.keep(lesson(title="One"), ANN) == first
    assert book.keep(lesson(title="Three"), BOB)


def test_two_lessons_never_have_one_name(book: KeptLessons, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lessons, "short_name", lambda key: "~aaaaaaaa")
    book.keep(lesson(), ANN)
    with pytest.raises(HistoryError, match="change a word of the lesson"):
        book.keep(GAUSS, ANN)


def test_attempts_are_counted_by_run_and_visitor_and_lesson(book: KeptLessons):
    race = lesson()
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


def test_a_run_counts_once_with_its_best(book: KeptLessons):
    lab = lesson("lab")
    for minute, loss in enumerate([None, 0.5, 0.2, 0.3]):
        attempted = book.note(ANN, lab, attempt("lab/1", loss, minute=minute))
    assert attempted.attempts == (attempt("lab/1", 0.2, minute=2),)
    assert attempted == book.attempted(ANN, lab)


def test_what_reached_the_goal_stays_as_it_was_then(book: KeptLessons):
    race = lesson()
    book.note(ANN, race, attempt("r1", 0.9))
    reached = attempt("r2", 0.96, reached=True, minute=2)
    book.note(ANN, race, reached)
    book.note(ANN, race, attempt("r2", 0.99, reached=True, minute=3))
    book.note(ANN, race, attempt("r2", 0.1, minute=4))
    attempted = book.note(ANN, race, attempt("r3", 0.99, minute=5))
    assert attempted.attempts[1] == attempted.best == reached
    assert attempted.reached_in == 2


def test_the_first_that_reached_it_counts_though_begun_later(book: KeptLessons):
    race = lesson()
    book.note(ANN, race, attempt("r1", 0.9))
    book.note(ANN, race, attempt("r2", 0.96, reached=True, minute=2))
    attempted = book.note(ANN, race, attempt("r1", 0.97, reached=True, minute=3))
    assert attempted.reached_in == 2
    assert attempted.best == attempted.attempts[0]


def test_the_certificate_of_who_reached_it_first_is_kept_and_no_other_takes_its_place(book: KeptLessons):
    iris, other = lesson(), lesson(title="Another")
    assert book.certificates(ANN) == []
    for run, minute in (("late", 9), ("early", 5)):
        book.note(ANN, iris, attempt(run, 0.97, reached=True, minute=minute))
        book.certify(ANN, iris, run, f"{run} certificate")
    book.certify(ANN, iris, "early", "another")
    book.certify(ANN, iris, "never run", "none")
    book.note(ANN, other, attempt("run", 0.97, reached=True, minute=20))
    book.certify(ANN, other, "run", "newest")
    assert book.attempted(ANN, iris).certificate == "early certificate"
    assert book.certificates(ANN) == ["newest", "early certificate"]
    assert book.certificates(BOB) == []
    assert book.attempted(BOB, iris).certificate == ""
