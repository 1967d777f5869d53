"""Registration of data sets and recipes with the server."""

from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page

FEATURE = Feature(
    order=45,
    adds=(Page("data", "Data and recipes", "pages/gallery/gallery.py", ":material/dataset:", 80, group="Data"),),
)
