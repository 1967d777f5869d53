"""Whether what Bakeoff says is true as often as it says: each section simulates a rate and holds it against its bar.

Run ``python benchmarks/truth.py`` for all of them, or with the names of some: ``python benchmarks/truth.py coverage``.
What was found is in ``docs/truth.md``.
"""

import importlib
import time

from shared import run_script, words_asked

SECTIONS = {
    "coverage": "truth_coverage",
    "pairs": "truth_pairs",
    "seeds": "truth_seeds",
    "claims": "truth_claims",
    "crossings": "truth_claims",
    "means": "truth_means",
    "choice": "truth_choice",
    "margins": "truth_choice",
    "advised": "truth_choice",
    "preparations": "truth_preparations",
    "groups": "truth_groups",
    "ways": "truth_ways",
    "trust": "truth_trust",
    "rules": "truth_rules",
}
"""Name of each section, which is a function of the module named beside it that prints its table and returns whether it
holds."""


def main() -> int:
    """Run sections and say how long each took; return how many do not hold."""
    failed = 0
    for name in words_asked() or SECTIONS:
        print(f"\n== {name}")
        began = time.perf_counter()
        held = getattr(importlib.import_module(SECTIONS[name]), name)()
        failed += not held
        print(f"{'holds' if held else 'DOES NOT HOLD'}, {time.perf_counter() - began:.0f} s")
    return failed


if __name__ == "__main__":
    run_script(main, 80)
