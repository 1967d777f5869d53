"""Settings for operators: classes."""

from bakeoff.settings import Group, number


class ClassLimits(Group):
    """Limits of classes."""

    class_days: int = number(
        180, "days", "longest life of a class; it is deleted six days after its end", cloud=7, space=14
    )
