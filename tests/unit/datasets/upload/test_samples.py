"""The samples that are offered."""

import pytest

from bakeoff.datasets.upload.samples import samples
from tests.unit.datasets.upload.tables import load, read


@pytest.mark.parametrize(
    ("name", "target", "task"),
    [
        ("flower_shop.csv", "Gift", "classification"),
        ("bike_rentals.csv", "rentals", "regression"),
        ("customer_mail.jsonl", "team", "classification"),
    ],
)
def test_samples_show_what_the_page_can_do(name, target, task):
    one = samples()[name]
    assert one.make() == one.make()
    about = read(one.make(), name=name)
    assert (about.target, about.task) == (target, task)
    assert load(about).X.shape[0] > 400
