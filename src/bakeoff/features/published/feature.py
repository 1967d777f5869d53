"""Registration of published numbers with the server."""

from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page

FEATURE = Feature(
    order=75,
    adds=(
        Page("published", "Published", "pages/published/published.py", ":material/article:", 100, group="Background"),
    ),
)
