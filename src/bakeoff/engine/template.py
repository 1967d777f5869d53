"""Imported first in the fork server, so that every job starts with the heavy libraries loaded.

They are imported and nothing is run: thread pools, TensorFlow's for one, do not survive a fork. What few jobs need is
loaded when the first of them is on its way (`ask_for`).

`multiprocessing` skips a preload module that it cannot import without a word, so it is given this one
alone; what fails here is kept in `problems`, which every job inherits and the host asks for.

The template outlives its host for a moment, and takes away the host's folder if that could not do so itself. It also
outlives a fork that the system refuses: all running jobs would end with it.
"""

import atexit
import contextlib
import errno
import gc
import importlib
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterable
from multiprocessing import reduction
from pathlib import Path
from typing import Any

from bakeoff import cache
from bakeoff.engine.system import give_back_files

ASKED, DEATHS = "asked.json", "deaths.json"
"""Files in the host's folder: modules to load beside those of the start; how often a template died during that."""
MOST_DEATHS = 2
MODULES_VARIABLE = "BAKEOFF_ENGINE_PRELOAD"
FOLDER_VARIABLE = "BAKEOFF_ENGINE_FOLDER"
"""Folder of the host: for the template's socket, the jobs' temporary files, and their shared files."""


def _load(modules: list[str]) -> tuple[str, ...]:
    problems = []
    gc.disable()  # there is no garbage to speak of, and it would be looked for in all that is there, again and again
    for name in modules:
        try:
            importlib.import_module(name)
        except (Exception, SystemExit) as error:  # whatever a library raises must not end the fork server
            problems.append(f"{name}: {type(error).__name__}: {error}")
    # A later collection would write into every object's header, and so copy pages that jobs share.
    gc.collect()
    gc.freeze()
    gc.enable()
    give_back_files()
    return tuple(problems)


def ask_for(modules: Iterable[str]) -> None:
    """Write down what the template of this process is to load, too, before it starts the next job."""
    asked.update(modules)
    _write(ASKED, sorted(asked))


def _write(file: str, value: object) -> None:
    """Write to a file of the host's folder; without a folder or room on the disk, jobs load what they need."""
    written = Path(os.environ[FOLDER_VARIABLE]) / file
    new = written.with_suffix(".new")
    with contextlib.suppress(OSError):
        new.write_text(json.dumps(value), encoding="utf-8")
        new.replace(written)


def _read(file: str) -> Any:
    try:
        return json.loads((Path(os.environ[FOLDER_VARIABLE]) / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _load_asked() -> None:
    """Load what was asked for since the last job; a module that fails is not tried again.

    Nor is one with which templates have died: the job that needs it can then die of it alone.
    """
    global problems
    for name in _read(ASKED) or ():
        if name in _tried:
            continue
        _tried.add(name)
        deaths: dict[str, int] = _read(DEATHS) or {}
        if (n := deaths.get(name, 0)) >= MOST_DEATHS:
            problems += (f"{name}: the template of all jobs ended {n} times at that, perhaps for want of memory",)
            continue
        _write(DEATHS, deaths | {name: n + 1})
        problems += _load([name])
        _write(DEATHS, deaths)


def _clear_up(template: int, folder: str) -> None:
    died_of_error = hasattr(sys, "last_value")  # then the host lives and still needs its folder
    if os.getpid() == template and not died_of_error:  # a job is a copy of the template
        shutil.rmtree(folder, ignore_errors=True)


def _outlive_refused_forks(template: int) -> None:
    """Hang up on the host when the system refuses a fork, and go on; `multiprocessing` would end the template."""
    fork, receive = os.fork, reduction.recvfds
    received: list[int] = []

    def receive_and_remember(sock: socket.socket, size: int) -> list[int]:
        received[:] = receive(sock, size)
        return list(received)

    def fork_or_hang_up() -> int:
        try:
            if os.getpid() == template:
                _load_asked()
            return fork()
        except OSError as error:
            if os.getpid() != template:
                raise
            for descriptor in received:
                os.close(descriptor)
            # The fork server takes this for a host that has hung up, and waits for the next request.
            raise ConnectionAbortedError(errno.ECONNABORTED, error.strerror) from error

    reduction.recvfds, os.fork = receive_and_remember, fork_or_hang_up


# Setting the variables is the host's affair: elsewhere the import does nothing.
asked: set[str] = set()
_tried: set[str] = set()
problems = _load(json.loads(os.environ[MODULES_VARIABLE])) if MODULES_VARIABLE in os.environ else ()
if FOLDER_VARIABLE in os.environ:
    _outlive_refused_forks(os.getpid())
    atexit.register(_clear_up, os.getpid(), os.environ[FOLDER_VARIABLE])
    cache.share(Path(os.environ[FOLDER_VARIABLE]) / "cache")
