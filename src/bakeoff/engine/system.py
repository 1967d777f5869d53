"""The few things that differ between operating systems, or that only the operating system knows."""

import contextlib
import ctypes
import mmap
import multiprocessing
import os
import random
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

if sys.platform == "linux":
    import fcntl

START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""Default start method of a job's process."""

LONG_JOB_NICENESS = 10
"""By how much nicer than its host a process is that gets a tenth of a core which others want, and all if none does."""


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def on_one_core() -> Iterator[None]:
    """Keep this thread, and those that it starts meanwhile, on one core, where the system can do so.

    Those that it starts stay there: use this for pools that a library makes and hardly uses.
    """
    if sys.platform != "linux":
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {random.choice(sorted(cores))})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def search_path() -> str:
    """Return this process's module search path, so that jobs find what it finds."""
    return os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)


def own_memory(process: psutil.Process) -> int:
    """Return the bytes that would be freed if `process` ended: pages shared with a template don't count."""
    try:
        return int(process.memory_full_info().uss)
    except psutil.AccessDenied:  # macOS lets only root look into another process's pages
        return int(process.memory_info().rss)


def oom_kills(root: Path = Path("/")) -> int:
    """Return how often Linux has ended a process for want of memory: of this control group, or where none counts, any.

    Zero on other systems.
    """
    with contextlib.suppress(OSError):
        counters = []
        for line in (root / "proc/self/cgroup").read_text("ascii").splitlines():
            _number, kind, group = line.split(":", 2)
            file = "memory.oom_control" if kind else "memory.events"
            folders = (group[1:], "") if kind in ("memory", "") else ()  # a container's own may be mounted at the top
            counters += [root / "sys/fs/cgroup" / kind / folder / file for folder in folders]
        for path in (*counters, root / "proc/vmstat"):
            if path.exists() and (n := re.search(r"^oom_kill (\d+)", path.read_text("ascii"), re.MULTILINE)):
                return int(n[1])
    return 0


def give_back_files() -> None:
    """Release the pages of mapped files that this process has only read (Linux).

    A library touches most of its file during loading and little of it later. A page that is used again comes from the
    system's own copy of the file.
    """
    if sys.platform != "linux":
        return
    forget = ctypes.CDLL(None).madvise
    for mapped in psutil.Process().memory_maps(grouped=False):
        is_file, is_changed = mapped.path.startswith("/"), "w" in mapped.perms or mapped.anonymous
        if is_file and not is_changed and mapped.rss:
            begin, end = (int(address, 16) for address in mapped.addr.split("-"))
            forget(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), mmap.MADV_DONTNEED)


def give_back_memory() -> None:
    """Return unused memory from the C library to the system, where it can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def lead_a_group() -> None:
    """Make this process the head of a group, so that it and all it starts can be ended together."""
    if hasattr(os, "setsid"):
        os.setsid()


def go_before_others(pid: int, own_bytes: int = 0) -> None:
    """Tell Linux to end this process before the server when memory runs out, and sooner the more it holds alone.

    Linux itself would also count what all share with the template, and so might end any of them.
    """
    with contextlib.suppress(OSError):  # other systems have no such file, and the process may have ended
        Path(f"/proc/{pid}/oom_score_adj").write_text(str(min(1000, 500 + own_bytes // 2**18)))


def die_with_parent() -> None:
    """End this process's group when the process that started it ends (Linux).

    Other systems use a thread that waits for the parent's end. It gets no turn while compiled code holds the
    interpreter's lock, perhaps for minutes. So the signal that a file can send on an event is set to SIGKILL. The only
    event of the parent's sentinel is its end. (PR_SET_PDEATHSIG is of no use: the parent here is the template, which
    outlives the host.)
    """
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, -os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, os.O_RDONLY | os.O_ASYNC)


def end_group(pid: int) -> None:
    """End the group that process `pid` leads, at once; one that is gone, or not there yet, is no error."""
    if not hasattr(os, "killpg"):
        end_tree(pid)
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def give_way(pid: int) -> None:
    """Lower the priority of the group that process `pid` leads; one that has ended is no error."""
    if hasattr(os, "setpriority"):
        niceness = os.getpriority(os.PRIO_PROCESS, 0) + LONG_JOB_NICENESS
        for those in (os.PRIO_PROCESS, os.PRIO_PGRP):  # one that has just begun leads no group yet
            with contextlib.suppress(ProcessLookupError):
                os.setpriority(those, pid, niceness)


def hold_group(pid: int, held: bool) -> None:
    """Hold the group that process `pid` leads where it is, or let it go on; one that is gone is no error."""
    with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGSTOP if held else signal.SIGCONT)
        elif held:
            psutil.Process(pid).suspend()
        else:
            psutil.Process(pid).resume()


def end_tree(pid: int) -> None:
    """End process `pid` and its descendants, and wait until they are gone."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        process.suspend()  # it starts no more of them
        _end([process, *process.children(recursive=True)])


def end_descendants() -> None:
    """End all that this process and its children have started, and wait until they are gone."""
    _end(psutil.Process().children(recursive=True))


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=5)
