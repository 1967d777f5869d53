"""A launch opens its lesson for the one learner that the platform names, once, in the browser that asked for it."""

import html
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import select

from bakeoff.features.lti.content import names
from bakeoff.features.lti.routes import MOST_BODY
from bakeoff.features.lti.service import course_of, report_goal
from bakeoff.features.lti.tables import LtiLearnerRow
from bakeoff.lesson.bank import bank
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import is_short, pack, unpack
from bakeoff.lesson.lesson import Lesson
from bakeoff.service.events import GoalReached
from bakeoff.service.kernel import database
from bakeoff.service.visitor import owner_of
from bakeoff.web.visitor import LEARNER
from tests.features.lti.platform import CLAIM, CLIENT, DEEP
from tests.features.lti.unit.conftest import sentence
from tests.waiting import wait_until

LINK = f"{CLAIM}resource_link"


def rows() -> list[LtiLearnerRow]:
    with database().reading() as session:
        return list(session.scalars(select(LtiLearnerRow)))


def test_a_launch_opens_the_chapter_of_its_link(learning):
    answer = learning.launch()
    address = urlsplit(answer.headers["location"])
    assert (answer.status_code, address.path) == (303, "/learn")
    assert unpack(parse_qs(address.query)["lesson"][0]).goal.leading.of == "tree"
    assert answer.headers["cache-control"] == "no-store"


def test_a_learner_is_the_same_on_each_device_and_nothing_but_the_platforms_id_is_stored(new_browser, platform):
    secrets = set()
    for user in ("u1", "u1", "u2"):
        learning = new_browser()
        learning.launch(user)
        secrets.add(learning.browser.cookies[LEARNER])
    assert len(secrets) == 2
    assert {(row.owner, row.subject) for row in rows()} == {
        (owner_of(secret), user) for secret, user in zip(sorted(secrets), _users(secrets), strict=True)
    }
    assert sorted(row.launches for row in rows()) == [1, 2]
    stored = str([vars(row) for row in rows()])
    assert "Somebody" not in stored
    assert "school.example" not in stored


def _users(secrets: set[str]) -> list[str]:
    users = {row.owner: row.subject for row in rows()}
    return [users[owner_of(secret)] for secret in sorted(secrets)]


def test_the_learners_cookie_ends_with_the_browser_and_scripts_cannot_read_it(learning):
    (cookie,) = (each for each in learning.launch().headers.get_list("set-cookie") if each.startswith(LEARNER))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie


def test_an_address_of_a_launch_gives_the_session_to_nobody_else_and_once(learning, new_browser, platform):
    state, nonce = learning.state()
    there = learning.post(state, platform.signed(platform.claims("u1", nonce))).headers["location"]
    thief = new_browser()
    assert thief.browser.get(there).status_code == 400
    thief.state()  # a launch of their own does not help
    assert thief.browser.get(there).status_code == 400
    assert learning.browser.get(there).status_code == 303
    assert learning.browser.get(there).status_code == 400


def test_a_state_of_a_choice_gives_no_session(learning, platform):
    state, nonce = learning.state(framed=True, chooses=True)
    assert learning.post(state, platform.signed(platform.claims("u1", nonce))).status_code == 400


def test_a_course_lists_its_lessons_for_its_learner_alone(learning, new_browser, platform):
    platform.lessons = "squares learn.tree"
    there = learning.launch().headers["location"]
    answer = learning.browser.get(there)
    assert answer.status_code == 200
    assert answer.text.count("<li>") == 2
    assert new_browser().browser.get(there).status_code == 400


def choosing(learning, user: str = "t1") -> httpx.Response:
    """Launch a choice, in a frame; return its page."""
    state, nonce = learning.state(framed=True, chooses=True, role="Instructor")
    claims = learning.platform.claims(user, nonce, role="Instructor", **learning.platform.choosing())
    answer = learning.post(state, learning.platform.signed(claims))
    assert answer.status_code == 200, answer.text
    return answer


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    return html.unescape(page.partition(f'name="{name}" value="')[2].partition('"')[0])


def words_of(page: str) -> str:
    return html.unescape(page).replace("\xa0", " ")


def item_of(learning, page: str) -> dict[str, Any]:
    """Return the one item that the platform gets by the page that sends it there."""
    keys = KeySet.import_key_set(learning.browser.get("/lti/keys").json())
    (item,) = jwt.decode(hidden(page, "JWT"), keys, algorithms=["RS256"]).claims[f"{DEEP}content_items"]
    return item


OWN = Lesson.parse(
    {
        "place": "lab",
        "title": "Bo's <own>",
        "task": "Look for it.",
        "goal": {"all_of": [{"measure": "lab.test_accuracy", "at_least": 0.9}]},
    },
    "The lesson",
)


def test_a_teachers_own_lesson_is_shown_by_its_link_then_added_and_scored(learning, platform):
    page = choosing(learning).text
    asked = {"choice": hidden(page, "choice"), "lesson-1-1": "squares", "order": "squares"}
    link = f"https://here.example/lab?lesson={pack(OWN)}"
    page = learning.browser.post("/lti/choose", data=asked | {"show": "1", "link": link}).text
    assert "Bo&#39;s &lt;own&gt;" in page
    assert OWN.goal.in_words() in words_of(page)
    order = hidden(page, "order").split()
    assert order[0] == "squares"
    assert is_short(order[1])
    page = learning.browser.post("/lti/choose", data=asked | {"lesson-2-1": order[1], "order": " ".join(order)}).text
    platform.lessons = item_of(learning, page)["custom"]["lessons"]
    assert platform.lessons == " ".join(order)
    listed = learning.browser.get(learning.launch().headers["location"])
    assert f"/lab?lesson={order[1]}" in listed.text
    owner = owner_of(learning.browser.cookies[LEARNER])
    report_goal(GoalReached(owner, OWN.identity, datetime.now(UTC)))
    wait_until(lambda: platform.scores)
    assert platform.scores[0]["scoreGiven"] == 50
    assert course_of(owner, OWN.identity)
    assert "Bo&#39;s" in choosing(learning).text  # it is listed the next time
    assert "Bo&#39;s" not in choosing(learning, "t2").text


def test_a_lesson_in_the_activitys_parameters_opens_by_its_short_name(learning):
    name = KeptLessons(database()).keep(OWN, "somebody")
    answer = learning.launch(**{f"{CLAIM}custom": {"lesson": name}})
    assert parse_qs(urlsplit(answer.headers["location"]).query)["lesson"] == [name]
    gone = learning.launch(**{f"{CLAIM}custom": {"lesson": "~aaaaaaaa"}})
    assert "does not have that lesson" in sentence(gone)


def test_a_teacher_can_have_an_activity_open_in_a_window(learning):
    asked = {"choice": hidden(choosing(learning).text, "choice"), "lesson-1": "squares", "window": "on"}
    item = item_of(learning, learning.browser.post("/lti/choose", data=asked).text)
    assert ("iframe" in item, item["window"]["targetName"]) == (False, "_blank")


def test_a_wrong_link_and_an_empty_choice_keep_the_form(learning):
    page = choosing(learning).text
    asked = {"choice": hidden(page, "choice")}
    for changed in (
        {},
        {"lesson-1": "nonsense"},
        {"show": "1", "link": "http://[x"},
        {"show": "1", "link": "~aaaaaaaa"},
    ):
        answer = learning.browser.post("/lti/choose", data=asked | changed)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
    kept = learning.browser.post("/lti/choose", data=asked | {"lesson-1": "folds", "show": "1", "link": "x"}).text
    assert 'value="folds" checked' in kept


def test_each_lesson_to_choose_has_its_task_goal_place_time_and_preview(learning):
    page = words_of(choosing(learning).text)
    lesson = bank()["squares"].lesson()
    for words in (lesson.title, lesson.task.replace("**", ""), lesson.goal.in_words(), "Network lab · 10 min"):
        assert words in page
    assert page.count('type="checkbox" name="lesson-') == len(names())
    assert page.count('target="_blank"') == len(names())
    for name in re.findall(r'href="/lab\?lesson=([^"]*)"', page):
        assert unpack(name).place == "lab"


def chosen(learning, role: str = "Instructor", **lessons: str):
    """Launch a choice, in a frame, and choose."""
    state, nonce = learning.state(framed=True, chooses=True, role=role)
    claims = learning.platform.claims("t1", nonce, role=role, **learning.platform.choosing())
    answer = learning.post(state, learning.platform.signed(claims))
    if answer.status_code != 200:
        return answer
    token = answer.text.partition('name="choice" value="')[2].partition('"')[0]
    return learning.browser.post("/lti/choose", data={"choice": token, **lessons})


def test_a_teacher_chooses_a_course_in_order(learning, platform):
    lessons = {"lesson-1": "squares", "lesson-2": "learn.tree", "lesson-3": "folds", "order": "learn.tree squares"}
    answer = chosen(learning, **lessons, title="Trees")
    assert f"form-action 'self' {platform.address}" in answer.headers["content-security-policy"]
    token = answer.text.partition('name="JWT" value="')[2].partition('"')[0]
    keys = KeySet.import_key_set(learning.browser.get("/lti/keys").json())
    claims = jwt.decode(token, keys, algorithms=["RS256"]).claims
    (item,) = claims[f"{DEEP}content_items"]
    assert (claims["iss"], claims["aud"], claims[f"{DEEP}data"]) == (CLIENT, platform.address, "the platform's own")
    assert item["custom"] == {"lessons": "learn.tree squares folds"}  # without a script as they stand
    assert ("iframe" in item, "window" in item) == (True, False)
    assert item["title"] == item["lineItem"]["label"] == "Trees"


def test_the_servers_key_is_made_once_and_only_its_public_half_is_shown(learning):
    first, second = (learning.browser.get("/lti/keys").json() for _turn in range(2))
    assert first == second
    assert not {"d", "p", "q"} & set(first["keys"][0])


def test_a_choice_is_answered_once(learning, platform):
    state, nonce = learning.state(framed=True, chooses=True)
    claims = platform.claims("t1", nonce, role="Instructor", **platform.choosing())
    token = learning.post(state, platform.signed(claims)).text.partition('name="choice" value="')[2].partition('"')[0]
    asked = {"choice": token, "lesson-1": "squares"}
    assert [learning.browser.post("/lti/choose", data=asked).status_code for _turn in range(2)] == [200, 400]


def test_a_teachers_goal_sends_no_score(learning):
    learning.launch("t1", role="Instructor")
    assert [row.score_url for row in rows()] == [""]


def test_a_body_that_is_too_long_is_refused(learning):
    answer = learning.browser.post("/lti/launch", content=b"x" * (MOST_BODY + 1))
    assert answer.status_code == 400
