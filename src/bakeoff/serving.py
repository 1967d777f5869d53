"""The page on this machine: a server of its own process, opened on a report or a table."""

import socket
import subprocess
import sys
import time
import urllib.request
import weakref
import webbrowser
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import pandas as pd

import bakeoff
from bakeoff.errors import BakeoffError, NotInstalledError, SettingError, install
from bakeoff.export.shown_report import show
from bakeoff.intake.table import table
from bakeoff.link import to_query
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec, DatasetChoice
from bakeoff.text import _

PORT = 8501
START_SECONDS = 60.0
_POLL_SECONDS = 0.05
_OWN_NAME = "localhost"


class Page:
    """A server of the page, which ends with this process at the latest.

    It is a context manager, which closes it.

    Parameters
    ----------
    port : int
        Its port on this machine; 0: a free one.

    Attributes
    ----------
    url : str
        Address of the page that it was opened on.

    Raises
    ------
    BakeoffError
        If the page's packages are missing, or the port is taken: one sentence.
    """

    def __init__(self, port: int = 0) -> None:
        check_port(port)
        port = _bound(port)
        self.url = self._home = f"http://{_OWN_NAME}:{port}/"
        self._process = subprocess.Popen(
            # the browser is opened from here, on the right page
            [*server_command(), str(port), "--server.headless", "true"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a line for each request
            stderr=subprocess.DEVNULL,
        )
        self._end = weakref.finalize(self, _end, self._process)

    def wait_until_ready(self) -> None:
        """Return when it answers; raises BakeoffError if it ends or says nothing for a minute."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self._home}_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(_POLL_SECONDS)
        self.close()
        raise BakeoffError(_("The page did not start. Run {command} to see why.", command="bakeoff app"))

    def wait(self) -> int:
        """Return its exit code once it has ended."""
        return self._process.wait()

    def close(self) -> None:
        """End it; one that has ended stays so."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return _("The page is at {url} until close() is called.", url=self.url)


def serve(
    shown: Report | DatasetChoice | pd.DataFrame | str | Path | None = None,
    target: str | None = None,
    *,
    start: bool = False,
    port: int = 0,
    browser: bool = True,
    **reading: Any,
) -> Page:
    """Open the page on a report or a table.

    Parameters
    ----------
    shown : Report, DatasetChoice, DataFrame, str or Path, optional
        A race, which the page shows in full; or a table, or its file, as for `bakeoff.table`.
    target : str, optional
        Column of a table to predict; default is a guess, which the page shows.
    start : bool
        Whether a race on the table starts as the page opens.
    port : int
        Port on this machine; default is a free one.
    browser : bool
        Whether a browser is opened.
    **reading : object
        As for `bakeoff.table`.

    Returns
    -------
    Page
        Running until its ``close()``, or the end of this process.

    Raises
    ------
    BakeoffError
        If the page's packages are missing, or what is to be shown cannot be: one sentence.
    """
    page = Page(port)  # starts while the table is read
    try:
        page.url += place(shown, target, start, reading)
        page.wait_until_ready()
    except BaseException:
        page.close()
        raise
    if browser:
        webbrowser.open(page.url)
    return page


def place(shown: Any, target: str | None = None, start: bool = False, reading: Mapping[str, Any] | None = None) -> str:
    """Return the page, and its query, that shows this."""
    if shown is None:
        return ""
    if isinstance(shown, Report):
        return f"?{urlencode({'run': show(shown)})}"
    choice = shown if isinstance(shown, DatasetChoice) else table(shown, target, **(reading or {}))
    query = to_query(BakeoffSpec(dataset=choice).for_own_table())
    return f"?{urlencode(query | {'start': '1'})}" if start else f"bring?{urlencode(query)}"


def server_command() -> list[str]:
    """Return the command that starts the server, but for its port; NotInstalledError where there is no page."""
    if find_spec("streamlit") is None:
        raise NotInstalledError(_("The page needs more packages: run {command} to open it.", command=install("app")))
    return [sys.executable, "-m", "streamlit", "run", str(_script()), "--server.port"]


def check_port(port: int) -> None:
    """Raise SettingError if there is no such port, or it is taken."""
    if not 0 <= port <= 65_535:
        raise SettingError(_("There is no port {port}; choose one from 1 to 65535 with --port.", port=port))
    try:
        _bound(port)
    except OSError as error:
        raise SettingError(_("Port {port} is in use; choose another with --port.", port=port)) from error


def first_free() -> int:
    """Return the usual port, or, where that is taken, any."""
    try:
        return _bound(PORT)
    except OSError:
        return 0


def _bound(port: int) -> int:
    """Return a port that can be had: this one, or for 0 any; raises OSError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("", port))
        return int(probe.getsockname()[1])


def _script() -> Path:
    """Return the app's script, beside which are its pages and Streamlit's settings: in a wheel, or in a checkout."""
    package = Path(bakeoff.__file__).parent
    for folder in (package / "door", package.parents[1]):
        if (folder / "app.py").is_file():
            return folder / "app.py"
    raise SettingError(_("The pages are neither in the package nor above it. Install Bakeoff again."))


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()
