"""Registration of the museum of leaks with the server."""

from pathlib import Path

from bakeoff.evaluation.base import Finding
from bakeoff.race.slots import FindingLink
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page


def _link(finding: Finding) -> None:
    from bakeoff.features.museum.page.page import link

    link(finding.code)


FEATURE = Feature(
    order=73,
    style=Path(__file__).with_name("style.css"),
    adds=(
        Page("museum", "Museum of leaks", "pages/museum/museum.py", ":material/museum:", 97, group="Background"),
        FindingLink(_link),
    ),
)
