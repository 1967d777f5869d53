"""What is told of a table that a visitor brought."""

from types import SimpleNamespace

import pytest

from bakeoff.features.upload.page.table_text import left_out


def column(name, role="number", missing=0, note=""):
    return SimpleNamespace(name=name, role=role, missing=missing, note=note)


def about(*columns):
    named = {one.name: one for one in columns}
    return SimpleNamespace(columns=columns, target="kind", column=named.__getitem__)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([column("kind", missing=1)], "1 row has no value of “kind” and is left out."),
        ([column("kind", missing=2000)], "2,000 rows have no value of “kind” and are left out."),
        ([column("kind"), column("id", "identifier")], "Left out, since it only numbers or names the rows: “id”."),
        (
            [column("kind"), column("id", "identifier"), column("no", "identifier")],
            "Left out, since they only number or name the rows: “id”, “no”.",
        ),
    ],
)
def test_one_row_or_column_is_told_in_the_singular(columns, said):
    assert list(left_out(about(*columns))) == [said]
