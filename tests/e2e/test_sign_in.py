"""Visitors sign in at a provider, and two servers share a database and a data folder.

What is a person's is theirs on any device and at any server; what goes on at the other server is told as it stands.
"""

import contextlib
import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server, free_port, serve, settled
from tests.e2e.helpers import card, expect_status, finish, open_page, start
from tests.unit.postgresql import programs, serving

BEHIND = "/tools"
LISTS = {"BAKEOFF_USERS": "@school.example", "BAKEOFF_UPLOADERS": "anna@school.example"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    if find_spec("oidc_provider_mock") is None:
        pytest.skip("oidc-provider-mock is not installed")
    port = free_port()
    users = [{"sub": name, "email": f"{name}@school.example"} for name in ("anna", "ben")]
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
def servers(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Two servers, behind a path each, to which visitors sign in, on one PostgreSQL where there is one."""
    with contextlib.ExitStack() as stack:
        folder = tmp_path_factory.mktemp("database")
        at = programs()
        url = f"sqlite:///{folder}/history.sqlite" if at is None else stack.enter_context(serving(at)).new()
        shared = {"BAKEOFF_DATABASE_URL": url, "BAKEOFF_DATA": str(folder), "BAKEOFF_REQUIRE_LOGIN": "yes", **LISTS}

        def one_more() -> Server:
            place, port = tmp_path_factory.mktemp("server"), free_port()
            tell_of(provider, place, port)
            return stack.enter_context(serve(place, BEHIND, port=port, **shared))

        yield one_more(), one_more()


def tell_of(provider: str, folder: Path, port: int) -> None:
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


@pytest.fixture
def come(new_page):
    """Return a function that opens an address on a device that was never here, and signs in there."""

    def come(name: str, address: str) -> Page:
        page = new_page("/_stcore/health", wait=False)
        page.route("https://**", lambda route: route.abort())  # the provider's page would have a style from elsewhere
        page.goto(address)
        settled(page)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_placeholder("sub").fill(name)
        page.get_by_role("button", name="Authorize").click()
        settled(page)
        return page

    return come


def test_what_a_person_has_is_theirs_on_any_device_and_at_any_server(come, servers):
    here, there = (server.address for server in servers)
    page = come("anna", f"{here}/?dataset=digits&contenders=decision_tree,keras_mlp&keras_mlp.epochs=10000")
    expect(page).to_have_url(re.compile(r"/tools/\?.*keras_mlp.epochs=10000"))  # what the link was to
    start(page)
    expect_status(page, "Decision tree", "Done")
    expect_status(page, "Keras MLP", "In training")
    expect(page).to_have_url(re.compile(r"run="))
    other = come("anna", page.url.replace(here, there))
    expect(other.get_by_text("That race goes on at another server")).to_be_visible()
    other.get_by_role("link", name="See how far it is").click()
    expect(other.get_by_role("heading", name="Still going on, at another server")).to_be_visible()
    expect(other.get_by_text("This goes on at another server")).to_be_visible()
    card(page, "Keras MLP").get_by_role("button", name="Stop Keras MLP").click()
    finish(page)
    other.reload()
    settled(other)
    expect(other.get_by_text("at another server")).to_have_count(0)
    expect(other.get_by_text("Keras MLP was stopped before its end").first).to_be_visible()
    other.get_by_role("button", name="All races").click()
    expect(other.locator("strong", has_text="Digits")).to_be_visible()


def test_another_has_nothing_of_it_and_may_do_what_the_lists_say_until_they_sign_out(come, servers):
    page = come("ben", f"{servers[1].address}/history")
    expect(page.get_by_text("Every race you run, and every study of the judge, is kept here")).to_be_visible()
    open_page(page, "Data", "Your data")
    expect(page.get_by_text("You may not bring data of your own to this server")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    open_page(page, "Background", "Account")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    settled(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("link", name="History")).to_have_count(0)
