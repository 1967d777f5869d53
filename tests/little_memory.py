"""A control group with little memory, where this machine lets one be made."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

_PLACES = (("memory", "memory.limit_in_bytes"), ("", "memory.max"))


@contextlib.contextmanager
def memory_of(megabytes: int) -> Iterator[Path]:
    """Give the folder of a group with so much memory; a process joins by writing its id into `cgroup.procs`."""
    for kind, limit in _PLACES:
        group = Path("/sys/fs/cgroup", kind, f"bakeoff-{uuid.uuid4().hex}")
        with contextlib.suppress(OSError):
            group.mkdir()
            if (group / limit).exists():
                break
            group.rmdir()
    else:
        pytest.skip("No control group with a memory limit can be made here.")
    try:
        (group / limit).write_text(str(megabytes * 1_000_000))
        yield group
    finally:
        group.rmdir()


def joining(group: Path, *command: str) -> list[str]:
    """Return a command that runs another in the group."""
    return ["sh", "-c", 'echo $$ > "$0" && exec "$@"', os.fspath(group / "cgroup.procs"), *command]
