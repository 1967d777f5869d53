"""Settings for operators: network labs."""

from bakeoff.settings import Group, number


class LabLimits(Group):
    """Limits of network labs."""

    labs_mb: int = number(
        4096,
        "MB",
        "memory of all network labs together (one usually takes 50 MB); if it runs out, the lab unused for longest "
        "sleeps until a click",
        cloud=256,
        space=1024,
    )
    visitor_labs: int = number(
        10,
        "",
        "network labs that one visitor can have running; one more puts the lab unused for longest to sleep",
        class_=2,
        cloud=1,
        space=1,
    )

    @property
    def labs_bytes(self) -> int:
        """Memory limit of all labs together."""
        return self.labs_mb * 2**20


DEFAULTS = LabLimits.model_construct()
"""Defaults without the environment."""
