"""The one way to OpenML: to which addresses, for how long, how much, and what is said when nothing comes.

scikit-learn's own fetcher goes this way too: it opens its addresses with `urllib`, which asks the opener that was
installed in this process.
"""

import http.client
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any, TypeVar
from urllib import request
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ValidationError

from bakeoff.errors import DatasetError
from bakeoff.settings import OPENML
from bakeoff.text import _

API = f"{OPENML}/api/v1/json"
SECONDS = 20.0
"""For so long nothing may come."""

MOST_ANSWER_BYTES = 20 * 2**20
"""Of what OpenML tells of a data set, not of the data."""

_CHUNK = 2**16

Told = TypeVar("Told", bound=BaseModel)
Progress = Callable[[int], None]
"""Is told how many bytes of a file have come."""


class Server(request.OpenerDirector):
    """Opens addresses of OpenML, and no others, whoever names them: an answer may name any.

    Parameters
    ----------
    address : str
        Where it is; asked in place of ``https://www.openml.org``.
    most_bytes : int
        Longer files are not read.
    seconds : float
        For so long nothing may come.
    progress : callable
    """

    def __init__(
        self,
        address: str = OPENML,
        most_bytes: int = MOST_ANSWER_BYTES,
        seconds: float = SECONDS,
        progress: Progress = lambda _done: None,
    ) -> None:
        super().__init__()
        for handler in (
            request.ProxyHandler,
            request.HTTPHandler,
            request.HTTPSHandler,
            request.HTTPRedirectHandler,
            request.HTTPDefaultErrorHandler,
            request.HTTPErrorProcessor,
        ):
            self.add_handler(handler())
        self._address = address
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._progress = progress
        self._known: dict[str, bytes] = {}

    def told(self, path: str, model: type[Told]) -> Told:
        """Return what the API tells at `path`; the very same is told again to whoever asks in this process.

        Raises
        ------
        DatasetError
            If it tells nothing, or something else than a `model`: one sentence.
        """
        url = f"{API}/{path}"
        with Answer(self._opened(request.Request(url)), MOST_ANSWER_BYTES) as answer:
            content = answer.read()
        try:
            told = model.model_validate_json(content)
        except ValidationError:
            raise garbled() from None
        self._known[url] = content
        return told

    def length(self, path: str) -> int | None:
        """Return how many bytes a file has, without fetching it; None if that is not told."""
        try:
            with Answer(self._opened(request.Request(f"{OPENML}/{path}", method="HEAD"))) as answer:
                return answer.length
        except DatasetError:
            return None

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Have all of this process that opens addresses with `urllib` go this way."""
        request.install_opener(self)
        try:
            yield
        finally:
            request.install_opener(request.build_opener())

    def open(self, fullurl: Any, data: Any = None, timeout: float | None = None) -> Any:
        """Open an address, as `urllib` asks for it.

        Raises
        ------
        DatasetError
            If it is none of OpenML's, or nothing comes, or too much: one sentence.
        """
        asked = fullurl if isinstance(fullurl, request.Request) else request.Request(fullurl)
        if asked.full_url in self._known:
            return Answer(_Remembered(self._known[asked.full_url]))
        return Answer(self._opened(asked), self._most_bytes, self._progress)

    def _opened(self, asked: request.Request) -> Any:
        asked.full_url = self.here(asked.full_url)
        try:
            return super().open(asked, timeout=self._seconds)
        except HTTPError as error:
            error.close()
            raise _refused(error.code) from None
        except (OSError, http.client.HTTPException):
            raise silent() from None

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


class Answer:
    """What comes from the server, as much as may come; `urllib`'s users ask it to read, for headers, and to close."""

    def __init__(
        self, answer: Any, most_bytes: int = MOST_ANSWER_BYTES, progress: Progress = lambda _done: None
    ) -> None:
        self._answer = answer
        self._most_bytes = most_bytes
        self._progress = progress
        self._done = 0
        if (self.length or 0) > most_bytes:
            self.close()
            raise _too_large(most_bytes)

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def length(self) -> int | None:
        """How many bytes it says that it has."""
        said = self.info().get("Content-Length", "")
        return int(said) if said.isdecimal() and len(said) < 20 else None

    def info(self) -> Message:
        """Return its headers."""
        headers: Message = self._answer.info()
        return headers

    def close(self) -> None:
        """Read no more of it."""
        self._answer.close()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises
        ------
        DatasetError
            If it is cut short, takes too long, or is too long.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        try:
            part: bytes = self._answer.read(size)
        except (OSError, http.client.HTTPException):
            raise silent() from None
        self._done += len(part)
        if self._done > self._most_bytes:
            raise _too_large(self._most_bytes)
        self._progress(self._done)
        return part


class _Remembered(io.BytesIO):
    """An answer that came before."""

    def info(self) -> Message:
        return Message()


def silent() -> DatasetError:
    """Return the error for a server that does not answer, or not to the end."""
    return DatasetError(
        _("OpenML does not answer: there is no network, or it is down; try again later, or bring the table as a file.")
    )


def garbled() -> DatasetError:
    """Return the error for an answer that is none."""
    return DatasetError(_("What OpenML answers makes no sense; try again later, or choose another data set."))


def unknown() -> DatasetError:
    """Return the error for what OpenML does not have."""
    return DatasetError(
        _("OpenML has no data set of this name or number; it takes the exact name, such as credit-g, or a number.")
    )


def _refused(code: int) -> DatasetError:
    if code in (404, 412):  # the latter is how its API says that there is nothing
        return unknown()
    return DatasetError(_("OpenML answers with an error ({code}); try again later.", code=code))


def _too_large(most_bytes: int) -> DatasetError:
    return DatasetError(
        _(
            "What OpenML sends is larger than the {limit} MB that may be brought here; choose another data set.",
            limit=most_bytes // 2**20,
        )
    )
