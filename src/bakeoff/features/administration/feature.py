"""Registration of the server's counts with the server."""

from bakeoff.service.events import RACE
from bakeoff.service.kernel import Feature
from bakeoff.service.metrics import meter

FEATURE = Feature(order=95, on=dict.fromkeys(RACE, lambda event: meter().hear(event)))
