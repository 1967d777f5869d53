"""A Python without Bakeoff, in which what was exported is run; the libraries are loaded once for all of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# Each piece of code runs in a process of its own, forked from one that has imported everything and run nothing.
FORKING = """
import json, os, runpy, sys, traceback
sys.modules["bakeoff"] = None  # importing it fails
import keras, pandas, sklearn.ensemble, skops.io
try:
    import torch
except ImportError:
    pass
for line in sys.stdin:
    code, folder, arguments = json.loads(line)
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    os.chdir(folder)
    for number, name in enumerate(("stdout", "stderr"), start=1):
        os.dup2(os.open(f".{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv[1:] = arguments
    status = 0
    try:
        exec(compile(code, "driver", "exec"), {"__name__": "__main__"})
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush(), sys.stderr.flush()
    os._exit(status)
"""


class BarePython:
    """Runs code; where processes cannot be forked, each time in a Python that loads everything anew."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        if hasattr(os, "fork"):
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen([sys.executable, "-P", "-c", FORKING], text=True, **pipes)

    def run(self, code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run code in a folder; return what it printed, and how it ended."""
        if self._process is None:
            command = [sys.executable, "-P", "-c", "import sys; sys.modules['bakeoff'] = None\n" + code, *arguments]
            return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        print(json.dumps([code, str(folder), arguments]), file=self._process.stdin, flush=True)
        status = int(self._process.stdout.readline())
        out, err = ((folder / f".{name}").read_text(encoding="utf-8") for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess([], status, out, err)

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.communicate()


def last_table(text: str) -> dict[str, dict[str, float]]:
    """Return the table that ends what a script prints: number by contender and metric."""
    lines = text.splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith("   "))
    metrics = lines[start].split()
    rows = [line.rsplit(maxsplit=len(metrics)) for line in lines[start + 1 :]]
    return {label.strip(): dict(zip(metrics, map(float, values), strict=True)) for label, *values in rows}
