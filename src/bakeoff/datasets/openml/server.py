"""The one way to OpenML: to which addresses, for how long, how much, and what is said when nothing comes."""

import gzip
import http.client
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib import request
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit

from bakeoff.datasets.openml.settings import OPENML
from bakeoff.errors import DatasetError
from bakeoff.text import _

API = f"{OPENML}/api/v1/json"
SECONDS = 20.0
"""For so long nothing may come."""

MOST_ANSWER_BYTES = 20 * 2**20
"""Of what OpenML tells of a data set, not of the data."""

_CHUNK = 2**16

OnBytes = Callable[[int], None]
"""Is told how many bytes of a file have come."""


class Server:
    """Opens addresses of OpenML, and no others, whoever names them: an answer may name any.

    Parameters
    ----------
    address : str
        Where it is; asked in place of ``https://www.openml.org``.
    most_bytes : int
        Longer files are not read.
    seconds : float
        For so long nothing may come.
    """

    def __init__(
        self,
        address: str = OPENML,
        most_bytes: int = MOST_ANSWER_BYTES,
        seconds: float = SECONDS,
        progress: OnBytes = lambda _done: None,
    ) -> None:
        self._address = address
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._progress = progress
        self._opener = request.OpenerDirector()
        for handler in (
            request.ProxyHandler(),
            request.HTTPHandler(),
            request.HTTPSHandler(),
            _Redirections(self.here),
            request.HTTPDefaultErrorHandler(),
            request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def told(self, path: str) -> bytes:
        """Return what the API tells at `path`.

        Raises
        ------
        DatasetError
            If it tells nothing: one sentence.
        """
        with self._opened(request.Request(f"{API}/{path}")) as answer:
            return b"".join(_parts(answer, MOST_ANSWER_BYTES))

    def length(self, path: str) -> int | None:
        """Return how many bytes a file has, without fetching it; None if that is not told."""
        try:
            with self._opened(request.Request(f"{OPENML}/{path}", method="HEAD")) as answer:
                return _length(answer)
        except DatasetError:
            return None

    def save(self, url: str, path: Path) -> None:
        """Fetch a file and put it to `path`, packed by gzip.

        Raises
        ------
        DatasetError
            If its address is none of OpenML's, or nothing comes, or too much: one sentence.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{secrets.token_hex(8)}.gz")  # another process may be at the same
        try:
            with self._opened(request.Request(url, headers={"Accept-encoding": "gzip"})) as answer:
                packed = answer.headers.get("Content-Encoding", "") == "gzip"
                with unfinished.open("wb") if packed else gzip.open(unfinished, "wb") as file:
                    for part in _parts(answer, self._most_bytes, self._progress):
                        file.write(part)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    @contextmanager
    def _opened(self, asked: request.Request) -> Iterator[Any]:
        asked.full_url = self.here(asked.full_url)
        try:
            answer = self._opener.open(asked, timeout=self._seconds)
        except HTTPError as error:
            error.close()
            raise _refused(error.code) from None
        except (OSError, http.client.HTTPException):
            raise silent() from None
        with answer:
            yield answer

    def here(self, url: str) -> str:
        """Return where to ask for an address of OpenML; raises DatasetError for any other."""
        parts = urlsplit(url)
        there = f"{parts.scheme}://{parts.netloc}"
        if ".." in parts.path.split("/"):
            raise garbled()
        if there == self._address:
            return url
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not (host == "openml.org" or host.endswith(".openml.org")):
            raise DatasetError(
                _("The file of this data set is kept elsewhere, and nothing is fetched from there; choose another.")
            )
        here = urlsplit(self._address if self._address != OPENML else f"https://{parts.netloc}")
        return urlunsplit((here.scheme, here.netloc, parts.path, parts.query, ""))


class _Redirections(request.HTTPRedirectHandler):
    """Follows those that stay within OpenML; `here` says where that is, and refuses all else."""

    def __init__(self, here: Callable[[str], str]) -> None:
        self._here = here

    def redirect_request(
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> request.Request | None:
        return super().redirect_request(req, fp, code, msg, headers, self._here(newurl))


def _length(answer: Any) -> int | None:
    """Return how many bytes an answer says that it has."""
    said = answer.headers.get("Content-Length", "")
    return int(said) if said.isdecimal() and len(said) < 20 else None


def _parts(answer: Any, most_bytes: int, progress: OnBytes = lambda _done: None) -> Iterator[bytes]:
    """Yield an answer piece by piece; raises DatasetError if it is cut short, takes too long, or is too long."""
    if (_length(answer) or 0) > most_bytes:
        raise _too_large(most_bytes)
    done = 0
    try:
        while part := answer.read(_CHUNK):
            done += len(part)
            if done > most_bytes:
                raise _too_large(most_bytes)
            progress(done)
            yield part
    except (OSError, http.client.HTTPException):
        raise silent() from None


def silent() -> DatasetError:
    """Return the error for a server that does not answer, or not to the end."""
    return DatasetError(
        _("OpenML does not answer: there is no network, or it is down. Try again later, or upload the table as a file.")
    )


def garbled() -> DatasetError:
    """Return the error for an answer that is none."""
    return DatasetError(_("What OpenML answers makes no sense; try again later, or choose another data set."))


def unknown() -> DatasetError:
    """Return the error for what OpenML does not have."""
    return DatasetError(
        _("OpenML has no data set of this name or number. It takes the exact name, such as credit-g, or a number.")
    )


def _refused(code: int) -> DatasetError:
    if code in (404, 412):  # the latter is how its API says that there is nothing
        return unknown()
    return DatasetError(_("OpenML answers with an error ({code}); try again later.", code=code))


def _too_large(most_bytes: int) -> DatasetError:
    return DatasetError(
        _(
            "This data set is larger than the limit of {limit} MB. Choose another one.",
            limit=most_bytes // 2**20,
        )
    )
