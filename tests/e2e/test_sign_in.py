"""Visitors sign in at a provider: history belongs to the person, and who is not on the list stays outside."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server, free_port, serve, settled
from tests.e2e.helpers import finish, open_page, start

BEHIND = "/tools"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    if find_spec("oidc_provider_mock") is None:
        pytest.skip("oidc-provider-mock is not installed")
    port = free_port()
    users = [{"sub": name, "email": f"{name}@school.example"} for name in ("anna", "ben", "mallory")]
    told = [option for user in users for option in ("--user-claims", json.dumps(user))]
    command = (sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *told)
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    wait_until_there(address)
    yield address
    running.terminate()
    running.wait(20)


def wait_until_there(address: str) -> None:
    for _turn in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the provider did not answer")


@pytest.fixture(scope="module")
def known(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server, behind a path, to which visitors sign in."""
    folder, port = tmp_path_factory.mktemp("known"), free_port()
    secrets = {
        "redirect_uri": f"http://127.0.0.1:{port}{BEHIND}/oauth2callback",
        "cookie_secret": "the tests' own, which is nobody's secret",
        "client_id": "bakeoff",
        "client_secret": "any will do",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    (folder / ".streamlit").mkdir()
    lines = ["[auth]", *(f'{name} = "{value}"' for name, value in secrets.items())]
    (folder / ".streamlit/secrets.toml").write_text("\n".join(lines), encoding="utf-8")
    lists = {"BAKEOFF_USERS": "anna@school.example, sub:ben", "BAKEOFF_UPLOADERS": "anna@school.example"}
    with serve(folder, BEHIND, port=port, BAKEOFF_REQUIRE_LOGIN="yes", **lists) as running:
        yield running


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").click()
    settled(page)


@pytest.fixture
def come(new_page, known: Server):
    """Return a function that opens an address on a device that was never here, and signs in there."""

    def come(name: str, path: str) -> Page:
        page = new_page("/_stcore/health", wait=False)
        page.route("https://**", lambda route: route.abort())  # the provider's page would have a style from elsewhere
        page.goto(f"{known.address}{path}")
        settled(page)
        sign_in(page, name)
        return page

    return come


def test_a_race_is_found_by_the_one_who_ran_it_on_any_device_and_by_nobody_else(come, known):
    page = come("anna", "/?dataset=iris&contenders=decision_tree,svm")
    expect(page).to_have_url(re.compile(r"/tools/\?.*dataset=iris"))  # what the link was to
    start(page)
    finish(page)
    other_device = come("anna", "/history")
    expect(other_device).to_have_url(re.compile(r"/tools/history"))
    expect(other_device.locator("strong", has_text="Iris")).to_be_visible()
    ben = come("ben", "/history")
    expect(ben.get_by_text("Every race you run, and every study of the judge, is kept here")).to_be_visible()
    open_page(ben, "Data", "Your data")
    expect(ben.get_by_text("You may not bring data of your own to this server")).to_be_visible()
    expect(ben.get_by_test_id("stFileUploader")).to_have_count(0)


def test_who_is_not_on_the_list_stays_outside_and_who_signs_out_is_out(come, known):
    page = come("mallory", "/judge")
    expect(page.get_by_role("heading", name="You are not on the list")).to_be_visible()
    expect(page.get_by_role("link", name="History")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    settled(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
