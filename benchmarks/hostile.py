"""Whether the server takes 500 broken and hostile files.

Run ``python benchmarks/hostile.py``, or with the number of files. Each file is read as the page reads it, by a process
of the engine's; nothing may be written outside the data home, and none may take longer than ten seconds.
"""

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
from shared import heading, number_asked, row, run_script, size

sys.path.insert(1, str(Path(__file__).parents[1]))  # for the tests' files

from bakeoff.engine.local import LocalEngine
from tests.unit.datasets.upload.hostile_files import hostile_file, way

FILES, SEED, BAR_SECONDS = size(500, 20), 1, 10.0


def main() -> None:
    files = number_asked(FILES)
    with tempfile.TemporaryDirectory() as home:
        os.environ["BAKEOFF_DATA"] = home
        with contextlib.closing(LocalEngine(2, ("bakeoff.intake.job",))) as engine:
            while not engine.ready:
                time.sleep(0.05)
            hostile(engine, files, Path(home))


def hostile(engine: LocalEngine, files: int, home: Path) -> None:
    from bakeoff.datasets.upload import store
    from bakeoff.errors import BakeoffError
    from bakeoff.intake.reading import Reading

    slowest, read, odd = (0.0, ""), 0, []
    before = psutil.Process().memory_info().rss
    for number in range(files):
        content = hostile_file(number, SEED)
        started = time.perf_counter()
        try:
            reading = Reading(content, f"../{way(number)}", "a" * 64, engine)
            reading.wait(60)
            table, problem = reading.table, reading.problem
        except BakeoffError as error:
            table, problem = "", str(error)
        slowest = max(slowest, (time.perf_counter() - started, way(number)))
        read += bool(table)
        if bool(table) == bool(problem) or "\n" in problem or (problem and not problem.endswith(".")):
            odd.append((way(number), table, problem))
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    left = [path.name for path in (home / "uploads").iterdir() if store.find(path.name) is None]
    outside = [path.name for path in home.iterdir() if path.name != "uploads"]
    heading()
    row(f"read, of {files} files", read)
    row("neither read nor refused in a sentence", len(odd), 0)
    row(f"slowest file ({slowest[1]})", slowest[0], BAR_SECONDS, "s")
    row("growth of the process that asks", grown, unit="MB")
    row("files left behind", len(left), 0)
    row("files outside the folder of uploads", len(outside), 0)
    for each in (*odd, *left, *outside):
        print(each)


if __name__ == "__main__":
    run_script(main, 7)
