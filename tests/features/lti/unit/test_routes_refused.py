"""Whatever is wrong with a launch is refused with one sentence: nothing is opened, stored or thrown."""

import logging
import time

from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import func, select

from bakeoff.features.lti import tokens
from bakeoff.features.lti.platforms import platform_of
from bakeoff.features.lti.tables import LtiLaunchRow, LtiLearnerRow
from bakeoff.features.lti.tokens import AGAIN_SECONDS, KEPT_SECONDS, PublishedKeys, sealed
from bakeoff.service.kernel import database
from tests.features.lti.forgeries import BAD, ILL_TYPED, LACKING, OTHER, mutations
from tests.features.lti.platform import CLAIM, CLIENT
from tests.features.lti.unit.conftest import sentence


def stored() -> int:
    with database().reading() as session:
        return sum(session.scalar(select(func.count()).select_from(row)) or 0 for row in (LtiLaunchRow, LtiLearnerRow))


def test_a_bad_launch_is_refused_and_leaves_nothing(learning, platform, caplog):
    for kind, forged in BAD.items():
        state, nonce = learning.state()
        with caplog.at_level(logging.INFO):
            why = sentence(learning.post(state, forged(platform, platform.claims("u1", nonce))))
        assert why.endswith("."), kind
        assert stored() == 0, kind
        assert not [record for record in caplog.records if record.exc_info], kind
    good = platform.signed(platform.claims("u1", nonce))
    assert learning.post(state, good).status_code == 303  # a refusal was for what was bad


def test_a_launch_that_lacks_what_the_rules_ask_for_is_told_so_by_name(learning, platform):
    for name, forged in LACKING.items():
        state, nonce = learning.state()
        why = sentence(learning.post(state, forged(platform, platform.claims("u1", nonce))))
        assert f"lacks “{name}”" in why
        assert stored() == 0


def test_a_claim_in_a_wrong_form_is_named(learning, platform):
    for name, values in ILL_TYPED.items():
        for value in values:
            state, nonce = learning.state()
            why = sentence(learning.post(state, platform.signed(platform.claims("u1", nonce) | {name: value})))
            assert f"“{name}”" in why, value
            assert stored() == 0


def test_an_anonymous_launch_is_told_what_is_missing_and_how_to_mend_it(learning, platform):
    state, nonce = learning.state()
    why = sentence(learning.post(state, platform.signed(platform.claims("u1", nonce, sub=None))))
    assert "“sub”" in why
    assert "Sign in" in why


def test_a_thousand_bad_launches_are_each_refused_in_one_sentence(learning, platform, caplog):
    state, nonce = learning.state()
    with caplog.at_level(logging.INFO):
        for _turn, (change, token) in zip(range(1000), mutations(platform, nonce, seed=63), strict=False):
            why = sentence(learning.post(state, token))
            assert why.endswith("."), change
    assert stored() == 0
    assert not [record for record in caplog.records if record.exc_info]
    assert learning.post(state, platform.signed(platform.claims("u1", nonce))).status_code == 303


def test_a_launch_that_was_issued_long_ago_has_expired_whatever_it_says(learning, platform):
    for changed in ({"iat": int(time.time()) - 900}, {"exp": int(time.time()) - 900}):
        state, nonce = learning.state()
        assert "has expired" in sentence(learning.post(state, platform.signed(platform.claims("u1", nonce, **changed))))


def test_a_launch_without_a_role_in_its_roles_or_some_minutes_old_opens(learning, platform):
    for changed in ({f"{CLAIM}roles": []}, {"iat": int(time.time()) - 240}):
        state, nonce = learning.state()
        assert learning.post(state, platform.signed(platform.claims("u1", nonce, **changed))).status_code == 303


def test_a_launch_is_good_once(learning, platform):
    state, nonce = learning.state()
    token = platform.signed(platform.claims("u1", nonce))
    assert [learning.post(state, token).status_code for _turn in range(3)] == [303, 400, 400]


def test_a_launch_that_nobody_began_is_refused(learning, platform):
    for state in ("", "a.b.c", "\x00", "x" * 10_000):
        assert sentence(learning.post(state, platform.signed(platform.claims("u1", "its own"))))


def test_a_late_launch_is_refused(learning, platform):
    values = {"nonce": "n", "platform": platform_of(platform.address, "").key, "browser": "b"}
    for purpose, seconds, right in (("state", 60, 303), ("state", -1, 400), ("choice", 60, 400)):
        token = platform.signed(platform.claims("u1", "n"))
        assert learning.post(sealed(purpose, values, seconds), token).status_code == right


def test_a_login_of_nobody_known_is_refused(learning, platform):
    for changed in ({"iss": "https://elsewhere.example"}, {"client_id": "x"}, {"login_hint": ""}, {"iss": ""}):
        assert sentence(learning.browser.get("/lti/login", params=platform.hints("u1") | changed))


def test_many_bad_launches_ask_the_platform_for_its_keys_once(learning, platform):
    for _turn in range(20):
        state, nonce = learning.state()
        learning.post(state, BAD["signed by an unknown key"](platform, platform.claims("u1", nonce)))
    assert platform.fetched == 1


def test_keys_are_fetched_again_when_they_are_old_or_a_new_one_is_used_but_not_at_once(platform):
    now = [0.0]
    keys, known = PublishedKeys(lambda: now[0]), platform_of(platform.address, CLIENT)
    fetched = []
    old = platform.key.kid
    asked = ((0, old), (1, "new"), (AGAIN_SECONDS + 2, "new"), (KEPT_SECONDS, old), (2 * KEPT_SECONDS, old))
    for seconds, kid in asked:
        now[0] = seconds
        assert keys.of(known, kid)
        fetched.append(platform.fetched)
    assert fetched == [1, 1, 2, 2, 3]


def test_a_key_replaced_under_its_name_is_fetched_after_a_failed_signature_but_not_at_once(
    learning, platform, monkeypatch
):
    now = [0.0]
    keys = PublishedKeys(lambda: now[0])
    monkeypatch.setattr(tokens, "published_keys", lambda: keys)
    name = platform.key.kid
    answers = []
    for seconds in (0, AGAIN_SECONDS - 1, AGAIN_SECONDS + 1, AGAIN_SECONDS + 2):
        now[0] = seconds
        state, nonce = learning.state()
        token = jwt.encode({"alg": "RS256", "kid": name}, platform.claims("u1", nonce), platform.key)
        answers.append((learning.post(state, token).status_code, platform.fetched))
        platform.key = RSAKey.import_key(OTHER.as_dict(private=True) | {"kid": name})
    assert answers == [(303, 1), (400, 1), (303, 2), (303, 2)]


def test_the_former_keys_stay_when_none_can_be_fetched(platform, monkeypatch):
    now = [0.0]
    keys, known = PublishedKeys(lambda: now[0]), platform_of(platform.address, CLIENT)
    good = keys.of(known, platform.key.kid)
    monkeypatch.setattr(tokens, "MOST_BYTES", 10)
    for seconds, kid in ((AGAIN_SECONDS + 1, "forged"), (AGAIN_SECONDS + 2, platform.key.kid), (2 * KEPT_SECONDS, "")):
        now[0] = seconds
        assert keys.of(known, kid) is good
    monkeypatch.undo()
    now[0] = 4 * KEPT_SECONDS
    platform.key = OTHER
    assert [key.kid for key in keys.of(known, OTHER.kid).keys] == [OTHER.kid]


def test_a_platform_that_answers_without_end_has_no_keys(learning, platform):
    platform.padding = 1000
    state, nonce = learning.state()
    assert learning.post(state, platform.signed(platform.claims("u1", nonce))).status_code == 400
    assert 0 < platform.padded < platform.padding


def test_a_platform_that_is_silent_has_no_keys(learning, platform, monkeypatch):
    monkeypatch.setattr(tokens, "SECONDS", 0.1)
    platform.answers.clear()
    state, nonce = learning.state()
    answer = learning.post(state, platform.signed(platform.claims("u1", nonce)))
    platform.answers.set()
    assert answer.status_code == 400
