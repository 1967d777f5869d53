"""Registration of the search for differences with the server."""

from pathlib import Path

from bakeoff.service.kernel import Feature

FEATURE = Feature(order=55, style=Path(__file__).with_name("style.css"), preload=("bakeoff.study.differences.job",))
