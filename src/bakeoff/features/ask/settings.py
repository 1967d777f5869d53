"""Settings for operators: questions to contenders."""

from bakeoff.settings import Group, number


class AskLimits(Group):
    """Limits of questions to contenders."""

    asks: int = number(4, "", "races whose models can be asked at once; each takes one process", cloud=1, space=2)
