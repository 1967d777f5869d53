"""A platform is registered by one address, once; whatever is wrong with it is one sentence, and nothing is stored."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from bakeoff.features.lti import registration
from bakeoff.features.lti.platforms import ANY, frame_sites, platform_of, platforms
from bakeoff.features.lti.registration import new_ticket
from bakeoff.features.lti.stored import StoredLaunches
from bakeoff.features.lti.tokens import sealed
from bakeoff.service.kernel import database
from tests.features.lti.platform import CLAIM, CLIENT, DEPLOYMENT, SCORE, TOOL, MockPlatform
from tests.features.lti.unit.conftest import sentence


@pytest.fixture
def unknown(learning, monkeypatch):
    """Return a browser at a server that knows no platform yet."""
    monkeypatch.setenv("BAKEOFF_LTI", "yes")
    return learning


def registering(learning, ticket: str | None = None, **changed: str):
    asked = {
        "ticket": new_ticket("localhost") if ticket is None else ticket,
        "openid_configuration": f"{learning.platform.address}/configuration",
        "registration_token": "one-time",
    } | changed
    return learning.browser.get("/lti/register", params={name: value for name, value in asked.items() if value})


def test_a_platform_registers_itself_and_launches(unknown, platform: MockPlatform):
    answer = registering(unknown)
    assert answer.status_code == 200
    assert "org.imsglobal.lti.close" in answer.text
    assert f"frame-ancestors {platform.address} 'self'" in answer.headers["content-security-policy"]
    told, tool = platform.registered, platform.registered[TOOL]
    assert told["redirect_uris"] == [f"{platform.tool}/lti/launch", f"{platform.tool}/lti/choose"]
    assert (told["jwks_uri"], told["scope"]) == (f"{platform.tool}/lti/keys", SCORE)
    assert tool["domain"] == urlsplit(platform.tool).netloc
    assert not {"name", "email"} & set(tool["claims"])
    registered = platform_of(platform.address, "")
    assert (registered.client_id, registered.deployments) == (CLIENT, (DEPLOYMENT,))
    assert platform.address in frame_sites()
    assert unknown.launch().status_code == 303
    StoredLaunches(database()).remove_platform(registered.key)
    assert "not registered" in sentence(unknown.browser.get("/lti/login", params=platform.hints("u1")))


def test_a_platform_that_names_no_deployment_has_each_that_it_signs(unknown, platform):
    platform.answered = {TOOL: {}}
    assert registering(unknown).status_code == 200
    assert platform_of(platform.address, "").deployments == (ANY,)
    assert unknown.launch(**{f"{CLAIM}deployment_id": "7:af31"}).status_code == 303
    state, nonce = unknown.state()
    nameless = platform.claims("u1", nonce, **{f"{CLAIM}deployment_id": ""})
    assert sentence(unknown.post(state, platform.signed(nameless)))


def test_an_address_registers_one_platform_and_an_old_or_a_made_up_one_none(unknown, platform):
    ticket = new_ticket("localhost")
    assert registering(unknown, ticket).status_code == 200
    old = sealed("registration", {"nonce": "n", "local": "yes"}, -1)
    other = sealed("state", {"nonce": "n", "local": "yes"}, 60)
    for refused in (ticket, old, other, "", "x"):
        platform.registered = {}
        assert "registration address" in sentence(registering(unknown, refused))
        assert platform.registered == {}
    assert len(platforms()) == 1


@pytest.mark.parametrize(
    "answered",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": ["https://school.example"]},
        {"token_endpoint": "http://school.example/token"},
        {"token_endpoint": "https://10.0.0.1/token"},
        {"jwks_uri": "https://metadata.internal/keys"},
        {"registration_endpoint": "https://169.254.169.254/latest"},
        {"registration_endpoint": None},
        {"client_id": None},
        {"client_id": 7},
        {"client_id": "x" * 300},
        {TOOL: {"deployment_id": {"a": 1}}},
        {"status": 302},
        {"status": 500},
        {"refused": True},
    ],
    ids=str,
)
def test_a_platform_whose_answers_are_wrong_is_refused_in_one_sentence(unknown, platform, answered):
    platform.answered = answered
    assert sentence(registering(unknown)).endswith(".")
    assert platforms() == {}


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "http://school.example/x", "https://10.0.0.1/x", "https://a.local/x", "https://[::1/"],
)
def test_an_address_that_is_not_of_the_public_web_is_never_asked(unknown, monkeypatch, address):
    asked = []
    monkeypatch.setattr(registration, "ask", lambda *how, **_more: asked.append(how))
    assert sentence(registering(unknown, openid_configuration=address))
    assert asked == []


def test_a_server_with_a_public_name_never_asks_its_own_machine(unknown, platform):
    assert "no public https address" in sentence(registering(unknown, new_ticket("bakeoff.school.example")))
    assert platforms() == {}


def test_a_platform_without_an_end_or_an_answer_is_refused(unknown, platform, monkeypatch):
    monkeypatch.setattr("bakeoff.features.lti.tokens.MOST_BYTES", 10)
    assert sentence(registering(unknown))
    monkeypatch.undo()
    assert sentence(registering(unknown, openid_configuration="http://localhost:1/nobody"))


def test_platforms_of_the_setting_and_registered_ones_stand_side_by_side(learning, platform, monkeypatch):
    monkeypatch.setenv("BAKEOFF_LTI", json.dumps(platform.registration(client_id="by-hand")))
    assert registering(learning).status_code == 200
    assert {each.client_id for each in platforms().values()} == {"by-hand", CLIENT}
    hints = platform.hints("u1") | {"client_id": "by-hand"}
    answer = learning.browser.get("/lti/login", params=hints)
    assert dict(parse_qsl(urlsplit(answer.headers["location"]).query))["client_id"] == "by-hand"
