"""What tests of lessons share with those of the records beneath."""

from tests.unit.lesson.conftest import make_moment, raced

__all__ = ["make_moment", "raced"]
