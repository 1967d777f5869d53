"""Registration of published numbers with the server."""

from pathlib import Path

from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page

FEATURE = Feature(
    order=75,
    style=Path(__file__).with_name("style.css"),
    adds=(
        Page("published", "Published", "pages/published/published.py", ":material/article:", 100, group="Background"),
    ),
)
