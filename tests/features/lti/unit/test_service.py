"""A reached goal becomes a score at the platform, once, however often sending fails; what is given up says why."""

from datetime import UTC, datetime, timedelta

import pytest

from bakeoff.features.lti import service
from bakeoff.features.lti.service import MOST_TRIES, course_of, learners, report_goal, send_due, tidy
from bakeoff.lesson.bank import bank
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.records.goals import ReachedGoals
from bakeoff.service.events import GoalReached
from bakeoff.service.kernel import database
from bakeoff.service.personal_data import counts, erase_rows
from bakeoff.service.visitor import owner_of
from bakeoff.text import speaking
from bakeoff.web.visitor import LEARNER
from tests.features.lti.platform import CLAIM, GRADES, SCORE, MockPlatform
from tests.waiting import wait_until


@pytest.fixture
def owner(learning) -> str:
    learning.launch()
    return owner_of(learning.browser.cookies[LEARNER])


def tally():
    (each,) = learners().tallies().values()
    return each


def test_a_reached_goal_is_scored_at_the_platform_once(platform: MockPlatform, owner):
    for level in ("forest", "tree", "tree"):
        report_goal(GoalReached(owner, chapter_lesson(level).identity, datetime.now(UTC)))
    report_goal(GoalReached("nobody", chapter_lesson("tree").identity, datetime.now(UTC)))
    wait_until(lambda: tally().sent)
    (score,) = platform.scores
    assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("u1", 100, 100)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")


def test_the_score_of_a_course_is_the_share_of_its_lessons_in_whatever_language(learning, platform):
    platform.lessons = "squares learn.tree product"
    learning.launch()
    owner = owner_of(learning.browser.cookies[LEARNER])
    with speaking("zh"):
        report_goal(GoalReached(owner, bank()["squares"].lesson().identity, datetime.now(UTC)))
    wait_until(lambda: tally().sent)
    report_goal(GoalReached(owner, bank()["product"].lesson().identity, datetime.now(UTC)))
    wait_until(lambda: len(platform.scores) == 2)
    assert [(score["scoreGiven"], score["activityProgress"]) for score in platform.scores] == [
        (33.33, "InProgress"),
        (66.67, "InProgress"),
    ]
    assert len(platform.tokens) == 1


def test_a_lesson_leads_back_to_the_latest_course_that_has_it(learning, platform, owner):
    tree = chapter_lesson("tree").identity
    assert course_of(owner, tree) == ""  # the activity is this lesson alone
    platform.lessons = "squares learn.tree"
    links = []
    for link in ("link-2", "link-3"):
        listed = learning.launch(**{f"{CLAIM}resource_link": {"id": link}}).headers["location"]
        links.append(listed.partition("link=")[2])
        assert course_of(owner, tree) == links[-1]
    assert links[0] != links[1]
    assert course_of(owner, chapter_lesson("svm").identity) == course_of("nobody", tree) == ""


def test_what_was_reached_before_counts_at_another_link(learning, platform, owner):
    ReachedGoals(database()).reach(owner, "tree")
    learning.launch(**{f"{CLAIM}resource_link": {"id": "link-2"}})
    wait_until(lambda: platform.scores)


@pytest.mark.parametrize(
    "service_there",
    [
        None,
        {"lineitem": "https://a.example/1", "scope": []},
        {"scope": "x"},
        {"lineitem": "http://127.0.0.1:9454/internal", "scope": [SCORE]},
    ],
)
def test_without_a_line_item_nothing_is_sent(learning, platform, service_there):
    learning.launch(**{GRADES: service_there})
    owner = owner_of(learning.browser.cookies[LEARNER])
    report_goal(GoalReached(owner, chapter_lesson("tree").identity, datetime.now(UTC)))
    assert (tally().waiting, tally().sent) == (0, 0)


@pytest.fixture
def later(platform, monkeypatch):
    """Send by hand, at a time of the test's own."""
    monkeypatch.setattr(service, "_senders", lambda: type("Nobody", (), {"submit": staticmethod(lambda _do: None)}))

    class Later(datetime):
        passed = timedelta()

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + cls.passed

    monkeypatch.setattr(service, "datetime", Later)

    def send(**passed: float) -> None:
        Later.passed += timedelta(**passed)
        send_due()

    return send


def test_a_score_is_sent_again_with_longer_waits_until_it_arrives(later, platform, owner):
    report_goal(GoalReached(owner, chapter_lesson("tree").identity, datetime.now(UTC)))
    platform.failures = [500, 429, 401]
    for seconds, left in ((0, 2), (10, 2), (11, 1), (30, 1), (11, 0)):
        later(seconds=seconds)
        assert (len(platform.failures), tally().waiting) == (left, 1)
        assert "5" in tally().error or "4" in tally().error
    later(seconds=90)
    assert (tally().sent, tally().waiting, tally().error) == (1, 0, "")
    assert len(platform.tokens) > 1  # each refusal asked for a new one


def test_a_score_that_the_platform_will_never_take_is_given_up_and_can_be_retried(later, platform, owner):
    report_goal(GoalReached(owner, chapter_lesson("tree").identity, datetime.now(UTC)))
    platform.failures = [404]
    later()
    later(days=30)
    assert (tally().failed, tally().waiting, platform.scores) == (1, 0, [])
    learners().retry(datetime.now(UTC))
    later()
    assert tally().sent == 1


def test_a_platform_that_never_answers_is_given_up_at_last(later, platform, owner):
    report_goal(GoalReached(owner, chapter_lesson("tree").identity, datetime.now(UTC)))
    platform.failures = [503] * 100
    for _turn in range(MOST_TRIES + 3):
        later(hours=7)
    assert (len(platform.failures), tally().failed) == (100 - MOST_TRIES, 1)


def test_a_score_whose_server_ended_while_sending_is_sent_by_another(later, platform, owner):
    report_goal(GoalReached(owner, chapter_lesson("tree").identity, datetime.now(UTC)))
    assert learners().claim(datetime.now(UTC)) is not None
    later()
    assert platform.scores == []
    later(minutes=3)
    assert len(platform.scores) == 1


def test_a_learner_can_delete_everything_and_is_forgotten_by_itself(learning, later, owner):
    assert counts(owner, database())["lti_learners"] == 1
    erase_rows(owner, database())
    assert counts(owner, database())["lti_learners"] == 0
    learning.launch()
    later(days=401)
    tidy()
    assert learners().tallies() == {}
