"""Registration of the concept inventory with the server."""

from pathlib import Path

from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page

FEATURE = Feature(
    order=72,
    style=Path(__file__).with_name("style.css"),
    adds=(Page("concepts", "Concepts", "pages/concepts/concepts.py", ":material/lightbulb:", 95, group="Background"),),
)
