"""Preloaded into an engine's template: there, a data set more, as a new file in the package would bring it."""

from pathlib import Path

import bakeoff.datasets

FOLDER = str(Path(__file__).parent / "more_datasets")

bakeoff.datasets.__path__.append(FOLDER)
