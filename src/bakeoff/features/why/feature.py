"""Registration of the search for differences with the server."""

from bakeoff.service.kernel import Feature

FEATURE = Feature(order=55, preload=("bakeoff.study.differences.job",))
