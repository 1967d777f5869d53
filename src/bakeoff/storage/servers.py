"""The servers that share a database: each says now and then that it is there."""

import contextlib
import functools
import hashlib
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from bakeoff.storage.database import Database
from bakeoff.storage.tables import ID_LENGTH, Base, UtcDateTime

SILENT_SECONDS = 60.0
"""Silence after which a server counts as gone."""

_KEPT = timedelta(days=1)


class ServerRow(Base):
    """One server that uses the database, which process on which machine it is, and when it last said so."""

    __tablename__ = "servers"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    machine: Mapped[str] = mapped_column(String(ID_LENGTH))
    process: Mapped[int]
    seen: Mapped[datetime] = mapped_column(UtcDateTime)


class Servers:
    """The servers on one database; this one is among them from the first time that it says so.

    Every method raises HistoryError, one sentence, if the database can not do it.

    Parameters
    ----------
    clock : callable
        Returns the present moment.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def say_so(self) -> None:
        """Write down that this server is there."""
        now = self._clock()
        with self._database.writing() as session:
            session.merge(ServerRow(id=self._database.here, machine=_machine(), process=os.getpid(), seen=now))
            session.execute(delete(ServerRow).where(ServerRow.seen < now - _KEPT))

    def leave(self) -> None:
        """Write down that it no longer is."""
        with self._database.writing() as session:
            session.execute(delete(ServerRow).where(ServerRow.id == self._database.here))

    def is_there(self, server: str) -> bool:
        """Tell whether another server still is, by what it has said; one on this machine is gone with its process."""
        with self._database.reading() as session:
            row = session.get(ServerRow, server)
            if row is None:
                return False
            silent = self._clock() - row.seen > timedelta(seconds=SILENT_SECONDS)
            return not silent and (row.machine != _machine() or psutil.pid_exists(row.process))


@functools.cache
def _machine() -> str:
    """Return what tells processes that can see one another from others: those in two containers cannot."""
    told = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        with contextlib.suppress(OSError):
            told.append(str(Path(path).readlink()) if Path(path).is_symlink() else Path(path).read_text())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
