"""A launch opens its lesson for the one learner that the platform names, once, in the browser that asked for it."""

from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import select

from bakeoff.features.lti.routes import MOST_BODY
from bakeoff.features.lti.tables import LtiLearnerRow
from bakeoff.lesson.code import unpack
from bakeoff.service.kernel import database
from bakeoff.service.visitor import owner_of
from bakeoff.web.visitor import LEARNER
from tests.features.lti.platform import CLAIM, CLIENT, DEEP

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


def test_in_a_frame_a_link_opens_the_same_launch_in_a_window_of_its_own(learning, platform):
    answer = learning.browser.get("/lti/login", params=platform.hints("u1"), headers={"sec-fetch-dest": "iframe"})
    assert answer.status_code == 200
    assert 'target="_blank"' in answer.text
    assert "set-cookie" not in answer.headers
    assert f"frame-ancestors 'self' {platform.address}" in answer.headers["content-security-policy"]


def test_a_state_of_a_frame_gives_no_session(learning, platform):
    state, nonce = learning.state(framed=True, chooses=True)
    assert learning.post(state, platform.signed(platform.claims("u1", nonce))).status_code == 400


def test_a_course_lists_its_lessons_for_its_learner_alone(learning, new_browser, platform):
    platform.lessons = "squares learn.tree"
    there = learning.launch().headers["location"]
    answer = learning.browser.get(there)
    assert answer.status_code == 200
    assert answer.text.count("<li>") == 2
    assert new_browser().browser.get(there).status_code == 400


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
    answer = chosen(learning, **{"lesson-1": "learn.tree", "lesson-2": "", "lesson-3": "squares", "title": "Trees"})
    assert f"form-action 'self' {platform.address}" in answer.headers["content-security-policy"]
    token = answer.text.partition('name="JWT" value="')[2].partition('"')[0]
    keys = KeySet.import_key_set(learning.browser.get("/lti/keys").json())
    claims = jwt.decode(token, keys, algorithms=["RS256"]).claims
    (item,) = claims[f"{DEEP}content_items"]
    assert (claims["iss"], claims["aud"], claims[f"{DEEP}data"]) == (CLIENT, platform.address, "the platform's own")
    assert item["custom"] == {"lessons": "learn.tree squares"}
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
