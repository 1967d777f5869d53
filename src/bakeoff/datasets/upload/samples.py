"""Tables made by us, as files of the kinds that people have, so that the page can be tried at once."""

import datetime
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bakeoff.text import _

_FLOWERS = {"Rose": 2.9, "Tulip": 1.4, "Lily": 3.8, "Sunflower": 2.2, "Carnation": 1.1}
_WEATHER = {"clear": 1.0, "cloudy": 0.85, "rain": 0.45, "snow": 0.2}
_COMPLAINTS = {
    "delivery": (
        "the parcel has not arrived yet", "courier left the box outside in the rain", "tracking says lost for a week",
        "when will my order be delivered", "it was sent to the wrong address",
    ),
    "billing": (
        "I was charged twice for one order", "please send the invoice again", "the refund is not on my card yet",
        "the price differs from the one on the page", "my voucher code was not taken off",
    ),
    "product": (
        "the lamp arrived with a broken switch", "the colour is not the one on the picture",
        "a screw is missing from the box", "the battery is empty after an hour", "the cover does not fit",
    ),
}  # fmt: skip
_OPENINGS = ("Hello,", "Good morning,", "Dear team,", "Hi there,", "", "To whom it may concern,")
_ENDINGS = ("Thank you.", "Please help.", "This is the second time I write.", "Best regards", "", "I am waiting.")


@dataclass(frozen=True)
class Sample:
    """A file to try the page with.

    Attributes
    ----------
    name : str
        The file's name.
    make : callable
        Returns the file's bytes, the same each time.
    """

    name: str
    title: str
    summary: str
    make: Callable[[], bytes]


def _flower_shop() -> bytes:
    """Orders as a German spreadsheet saves them: semicolons, decimal commas, days first, Western European letters."""
    rng, n = np.random.default_rng(1), 600
    flower = rng.choice(list(_FLOWERS), n, p=[0.35, 0.25, 0.15, 0.15, 0.1])
    stems = rng.integers(1, 40, n)
    price = (stems * np.array([_FLOWERS[name] for name in flower]) * rng.uniform(0.85, 1.2, n)).round(2)
    day = [datetime.date(2024, 1, 1) + datetime.timedelta(days=int(days)) for days in np.sort(rng.integers(0, 366, n))]
    weekend = np.array([moment.weekday() >= 5 for moment in day])
    gift = (0.6 * (stems > 11) + 0.9 * weekend + 0.5 * (flower == "Rose") + rng.normal(0, 0.45, n)) > 0.85
    town = rng.choice(["Köln", "Düsseldorf", "Bonn", "Münster"], n)
    table = pd.DataFrame(
        {
            "Order": np.arange(10_001, 10_001 + n),
            "Day": [f"{moment:%d.%m.%Y}" for moment in day],
            "Town": np.where(rng.random(n) < 0.04, "", town),
            "Flower": flower,
            "Stems": stems,
            "Total": [f"{number:.2f}".replace(".", ",") for number in price],
            "Currency": "EUR",
            "Gift": np.where(gift, "yes", "no"),
        }
    )
    return table.to_csv(sep=";", index=False).encode("cp1252")


def _bike_rentals() -> bytes:
    """Rentals by the hour, with gaps where the sensor failed."""
    rng, n = np.random.default_rng(2), 900
    hours = pd.date_range("2024-03-01 06:00", periods=n, freq="3h")
    season = np.sin(2 * np.pi * (hours.day_of_year - 100) / 366)
    warm = (12 + 9 * season + rng.normal(0, 3, n)).round(1)
    weather = rng.choice(list(_WEATHER), n, p=[0.5, 0.3, 0.17, 0.03])
    rush = np.exp(-((hours.hour.to_numpy() - 17) ** 2) / 18) + 0.7 * np.exp(-((hours.hour.to_numpy() - 8) ** 2) / 8)
    factor = np.array([_WEATHER[name] for name in weather]) * np.where(hours.day_of_week >= 5, 0.8, 1.0)
    rentals = np.maximum(0, 260 * rush * (0.4 + warm / 30) * factor + rng.normal(0, 12, n)).round().astype(int)
    table = pd.DataFrame(
        {
            "time": hours.strftime("%Y-%m-%d %H:%M"),
            "temperature": np.where(rng.random(n) < 0.05, np.nan, warm),
            "temperature_f": (warm * 9 / 5 + 32).round(1),
            "weather": weather,
            "rentals": rentals,
        }
    )
    return table.to_csv(index=False).encode()


def _customer_mail() -> bytes:
    """Messages to a shop as JSON lines: which team is each for?"""
    rng, n = np.random.default_rng(3), 420
    teams = rng.choice(list(_COMPLAINTS), n)
    words = [
        " ".join(part for part in (rng.choice(_OPENINGS), rng.choice(_COMPLAINTS[team]), rng.choice(_ENDINGS)) if part)
        for team in teams
    ]
    table = pd.DataFrame(
        {"message": words, "orders_so_far": rng.poisson(3, n), "club_member": rng.random(n) < 0.3, "team": teams}
    )
    buffer = io.StringIO()
    table.to_json(buffer, orient="records", lines=True)
    return buffer.getvalue().encode()


def samples() -> Mapping[str, Sample]:
    """Return the samples by the names of their files."""
    all_of_them = (
        Sample(
            "flower_shop.csv",
            _("Flower shop"),
            _("Orders with dates and prices as a German spreadsheet saves them; was it a gift?"),
            _flower_shop,
        ),
        Sample(
            "bike_rentals.csv",
            _("Bike rentals"),
            _("Weather by the hour, with gaps; how many bikes are rented?"),
            _bike_rentals,
        ),
        Sample(
            "customer_mail.jsonl",
            _("Customer mail"),
            _("Messages in words; which team is each for?"),
            _customer_mail,
        ),
    )
    return {sample.name: sample for sample in all_of_them}
