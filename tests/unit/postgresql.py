"""A PostgreSQL server of the tests' own, where its programs are on the machine."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from tests.waiting import wait_until


def programs() -> Path | None:
    """Return the folder of the server's programs; Debian keeps them out of the path, a folder a version."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class PostgreSQL:
    """A running server.

    Parameters
    ----------
    folder : Path
        Where its socket is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self._server = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def new(self) -> str:
        """Make an empty database and return its URL."""
        self._made += 1
        name = f"made{self._made}"
        with self._server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return self._url(name)

    def wait(self) -> None:
        """Wait until it answers."""
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            self._server.connect().close()
        except OperationalError:
            return False
        return True

    def close(self) -> None:
        """Close the connections to it."""
        self._server.dispose()


@contextlib.contextmanager
def serving(programs: Path) -> Iterator[PostgreSQL]:
    """Run a server with nothing in it, that forgets all."""
    with tempfile.TemporaryDirectory() as name:
        folder, user = Path(name), _user()
        if user is not None:
            os.chown(folder, *pwd.getpwnam(user)[2:4])
        data, log = folder / "data", (folder / "log").open("wb")
        shared = {"cwd": folder, "user": user, "stdout": log, "stderr": log}
        subprocess.run([programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N"], check=True, **shared)
        options = {"listen_addresses": "", "unix_socket_directories": name, "fsync": "off"}
        told = [word for setting in options.items() for word in ("-c", "=".join(setting))]
        with subprocess.Popen([programs / "postgres", "-D", data, *told], **shared) as process:
            server = PostgreSQL(folder)
            try:
                server.wait()
                yield server
            finally:
                server.close()
                process.send_signal(signal.SIGINT)  # ends without waiting for who is connected
                log.close()


def _user() -> str | None:
    """Return who runs the server in place of root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
