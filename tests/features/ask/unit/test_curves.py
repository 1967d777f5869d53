"""What a feature is set to when one after the other is changed."""

from bakeoff.features.ask.answers import RawFeature
from bakeoff.features.ask.curves import POINTS, grid


def dates(*options: str) -> RawFeature:
    return RawFeature("hired", 0.0, 0.0, 1.0, options[0], options=options, kind="date")


def test_other_days_are_at_the_rows_own_time():
    column = dates("2024-05-01 03:00:00", "2024-05-02", "2024-05-02 20:00:00")
    assert grid(column, "2024-05-01 18:00:00") == ("2024-05-01 18:00:00", "2024-05-02 18:00:00")
    assert grid(dates("2024-05-01", "2024-05-03"), "2024-05-02") == ("2024-05-01", "2024-05-03")


def test_a_number_goes_evenly_over_its_range_and_a_category_through_all():
    whole = RawFeature("rooms", 1.0, 4.0, 1.0, 2.0, True)
    assert grid(whole, 3.0) == (1.0, 2.0, 3.0, 4.0)
    assert len(grid(RawFeature("area", 0.0, 1.0, 1.0, 0.5), 0.2)) == POINTS
    assert grid(RawFeature("town", 0.0, 0.0, 1.0, "Bonn", options=("Bonn", "Trier"), kind="category"), "Bonn") == (
        "Bonn",
        "Trier",
    )
