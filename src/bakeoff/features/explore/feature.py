"""Registration of views of a training set with the server."""

from bakeoff.service.kernel import Feature

FEATURE = Feature(order=50, preload=("bakeoff.features.explore.job",))
