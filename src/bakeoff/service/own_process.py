"""Requests to the system for the server's own process."""

import asyncio
import ctypes
import gc
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bakeoff.engine.system import give_back_memory
from bakeoff.service.now_and_then import now_and_then

if sys.platform != "win32":
    import resource

MOST_FILES = 65_536
ARENAS = 2
_M_ARENA_MAX = -8  # of glibc's malloc.h
GIVING_BACK_SECONDS = 60.0
KEPT_ITERATORS = 255
"""Number of iterators of futures that CPython caches (`FI_FREELIST_MAXLEN` of `_asynciomodule.c`)."""


def share_arenas() -> None:
    """Limit the number of memory arenas of all later threads.

    The C library gives each thread an arena of its own, eight for each core at most. Free memory in one is of no use to
    another. Streamlit runs every page in a thread. Freed memory stays in the arenas as well, see `giving_back_memory`.
    Other C libraries do not do so, and are left as they are.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "gnu_get_libc_version"):
        library.mallopt(_M_ARENA_MAX, ARENAS)


@contextmanager
def giving_back_memory(seconds: float = GIVING_BACK_SECONDS) -> Iterator[None]:
    """Return to the system, now and then for as long as this goes on, what a busy moment has left free.

    What a page had refers to itself: Python has to look for it, and by itself does so only once much has come anew. The
    C library returns by itself only what is free at the end of a place. Of what Python divides among its own small
    objects nothing comes back before a whole megabyte of it is free; the rest is there for who comes next. This takes
    15 ms, and 30 ms with 40 pages open.
    """

    def give_back() -> None:
        gc.collect()
        _forget_names()
        _gather_iterators()
        give_back_memory()

    with now_and_then(give_back, seconds, "memory could not be given back"):
        yield


def _forget_names() -> None:
    """Clear Python's cache of attribute names looked up in types.

    It would hold the last names that C code has looked up. Each is a string made for that one look, anywhere in memory.
    """
    if sys.version_info >= (3, 13):
        sys._clear_internal_caches()
    else:
        sys._clear_type_cache()


def _gather_iterators() -> None:
    """Move the iterators that asyncio caches for later awaits close together in memory.

    It caches the first that become free, wherever they are. A few of them in every megabyte of a busy moment would
    prevent the return of that memory.
    """
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    kept = [iter(future) for _ in range(KEPT_ITERATORS)]
    close_together = [iter(future) for _ in range(KEPT_ITERATORS)]
    del close_together  # and these are kept now
    del kept
    loop.close()


def open_many_files() -> None:
    """Raise the limit of open files and connections as far as the system allows.

    A page takes four. The initial limit of 1,024 on most systems is too low for 250 visitors.
    """
    if sys.platform != "win32":
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
        if now != resource.RLIM_INFINITY and now < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def send_at_once() -> None:
    """Send data to browsers as soon as it is written.

    The system would delay a small piece until the one before it was acknowledged (Nagle's algorithm, RFC 896). The
    receiver delays the acknowledgement, for 40 ms on Linux: the end of each picture of a page would come late. Python's
    event loop switches that off, but not for a socket that was made without naming its protocol, as Streamlit's is. The
    option of the listening socket holds for all connections to it.
    """
    for connection in psutil.Process().net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.fd != -1:  # Windows does not tell
            with socket.socket(fileno=os.dup(connection.fd)) as listening:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
