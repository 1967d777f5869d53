"""What is found out about a file, and what becomes of its columns."""

import json

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.errors import DatasetError, SettingError
from tests.unit.datasets.upload.files import excel, json_lines, parquet
from tests.unit.datasets.upload.tables import PEOPLE, csv, load, read, refusal, roles

ROLES = {
    "no": "identifier",
    "size": "number",
    "town": "category",
    "born": "date",
    "remark": "text",
    "planet": "ignore",
    "member": "category",
}


# --- one table, many files ---


@pytest.mark.parametrize(
    ("content", "understood"),
    [
        (csv(), {"delimiter": ",", "decimal": ".", "encoding": "utf-8", "header": True}),
        (csv(sep="\t"), {"delimiter": "\t", "decimal": "."}),
        (csv(sep="|"), {"delimiter": "|"}),
        (csv(sep=";", decimal=","), {"delimiter": ";", "decimal": ","}),
        (csv(sep=";", decimal=",", encoding="cp1252"), {"decimal": ",", "encoding": "cp1252"}),
        (csv(encoding="utf-16"), {"encoding": "utf-16"}),
        (csv(encoding="utf-16-le"), {"encoding": "utf-16"}),
        (csv(encoding="utf-8-sig", lineterminator="\r\n"), {"encoding": "utf-8"}),
        (parquet(PEOPLE), {"format": "parquet"}),
        (parquet(PEOPLE.assign(born=pd.to_datetime(PEOPLE["born"]))), {"format": "parquet"}),
        (json_lines(PEOPLE), {"format": "json"}),
        ((PEOPLE.to_json(orient="records") or "").encode(), {"format": "json"}),
        (excel([list(PEOPLE), *PEOPLE.to_numpy().tolist()]), {"format": "excel", "header": True, "sheet": 0}),
    ],
    ids=lambda value: "" if isinstance(value, dict) else None,
)
def test_the_same_table_comes_out_of_every_kind_of_file(content, understood):
    about = read(content)
    found = about.understood.model_dump()
    assert {key: found[key] for key in understood} == understood
    assert roles(about) == ROLES
    assert (about.target, about.task, about.rows) == ("member", "classification", 120)
    data = load(about)
    assert data.feature_names == ("size", "town", "born", "remark")
    assert data.text_features == ("remark",)
    assert data.class_names == ("no", "yes")
    np.testing.assert_array_equal(data.y, PEOPLE["member"] == "yes")
    np.testing.assert_array_equal(data.X["size"], PEOPLE["size"])
    np.testing.assert_array_equal(data.X["town"], PEOPLE["town"])
    np.testing.assert_array_equal(data.X["born"], pd.to_datetime(PEOPLE["born"]))


ROWS = [{"person": {"age": n, "address": {"town": "AB"[n % 2]}}, "tags": ["x"], "paid": n % 3} for n in range(60)]


@pytest.mark.parametrize(
    "made",
    [
        ROWS,
        {"data": ROWS},
        {"source": {"name": "a"}, "result": {"total": 60, "rows": ROWS}, "fields": [{"name": "paid"}]},
        {str(n): row for n, row in enumerate(ROWS)},
        {name: [row[name] for row in ROWS] for name in ROWS[0]},
        {name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in ROWS[0]},
    ],
    ids=["list", "in an object", "deeper", "by row", "by column", "by column and row"],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_objects_in_json_become_columns_and_a_list_in_an_object_the_rows(made, indent):
    about = read(json.dumps(made, indent=indent).encode())
    assert roles(about) == {
        "person.age": "number",
        "person.address.town": "category",
        "tags": "ignore",
        "paid": "number",
    }
    assert about.rows == 60


@pytest.mark.parametrize(("encoding", "town"), [("gb18030", "北京市朝阳区"), ("cp1251", "Москва")])
def test_other_alphabets_are_recognised(encoding, town):
    about = read(csv(PEOPLE.assign(town=town + PEOPLE["town"].str.replace("ö", "o")), encoding=encoding))
    assert about.understood.encoding == encoding
    assert about.column("town").common[0].startswith(town)


def test_a_file_without_a_row_of_names_gets_some():
    about = read(csv(PEOPLE, header=False))
    assert about.understood.header is False
    assert roles(about)["Column 2"] == "number"
    assert about.rows == 120


def test_row_names_beside_two_columns_leave_the_names_in_place():
    frame = pd.DataFrame({"": range(1, 61), "length": np.arange(60) / 7, "kind": ["a", "b"] * 30})
    about = read(csv(frame))
    assert [column.name for column in about.columns] == ["Column 1", "length", "kind"]
    assert (about.rows, about.understood.header) == (60, True)


def test_what_is_said_of_a_file_is_not_found_out():
    about = read(csv(), header=False)
    assert about.rows == 121
    assert refusal(csv(), delimiter=";").startswith("Only one column was found")


@pytest.mark.parametrize(
    ("written", "given", "month", "order"),
    [
        ("25.04.2024", {}, 4, "day first"),
        ("04/25/2024", {}, 4, "month first"),
        ("03/04/2024", {}, 4, "day first"),
        ("03/04/2024", {"dates": "month first"}, 3, "month first"),
        ("2024-04-25 13:30", {}, 4, None),
        ("04/03/2024 01:30 PM", {}, 4, "month first"),
        ("25/04/2024 01:30 PM", {}, 4, "day first"),
        ("2024年4月25日 下午1:30", {}, 4, None),
        ("2024/4/25 下午 1:30", {}, 4, None),
        ("2024-04-25T13:30:00+02:00", {}, 4, None),
    ],
)
def test_dates_are_read_in_the_order_that_fits(written, given, month, order):
    about = read(csv(PEOPLE.assign(born=[written] * 119 + [written.replace("2024", "2023")])), **given)
    assert about.understood.dates == order
    assert (load(about).X["born"].dt.month == month).all()


def test_a_clock_with_twelve_hours_is_read_to_the_minute():
    times = ["01/05/2020 12:00 AM", "01/05/2020 12:30 PM", "01/06/2020 1:15 pm"] * 40
    hours = load(read(csv(PEOPLE.assign(born=times)))).X["born"].iloc[:3]
    assert hours.astype(str).tolist() == ["2020-01-05 00:00:00", "2020-01-05 12:30:00", "2020-01-06 13:15:00"]


def test_durations_of_a_program_are_hours():
    spent = pd.to_timedelta(np.arange(120) * 30, unit="min")
    about = read(parquet(PEOPLE.assign(size=spent)))
    assert about.column("size").role == "number"
    assert load(about).X["size"].iloc[:3].tolist() == [0, 0.5, 1]


def test_numbers_with_parted_thousands_and_a_few_slips_are_numbers():
    price = [f"{n:,}.50" for n in range(1000, 61_000, 500)]
    about = read(csv(PEOPLE.assign(size=[*price[:-2], "unknown", "?"])))
    assert (about.column("size").role, about.column("size").missing) == ("number", 2)
    assert load(about).X["size"].iloc[4] == 3000.5


def test_infinite_and_absurd_numbers_are_missing():
    about = read(csv(PEOPLE.assign(size=[np.inf, -np.inf, 1e300, *PEOPLE["size"][3:]])))
    assert about.column("size").missing == 3
    assert about.column("size").role == "number"


def test_names_are_made_different_and_fit_to_print():
    about = read(b"a,a,,<b>\x07x</b>,a\n" + b"1,2,3,4,5\n1,3,5,6,2\n" * 10)
    assert [one.name for one in about.columns] == ["a", "a (2)", "Column 3", "<b> x</b>", "a (3)"]
    about = read(b'[{"a\\n": 1, "a": 2, "b": 3}' + b',{"a": 2, "a\\n": 3, "b": 1}' * 12 + b"]")
    assert [one.name for one in about.columns] == ["a", "a (2)", "b"]


def test_columns_that_say_nothing_are_told_with_the_reason():
    frame = PEOPLE.assign(gap=np.nan, again=PEOPLE["size"], code=[f"x{n * 7919 % 1000}" for n in range(120)])
    found = {one.name: (one.role, one.note, one.copy_of) for one in read(csv(frame)).columns}
    assert found["planet"] == ("ignore", "constant", "")
    assert found["gap"] == ("ignore", "empty", "")
    assert found["again"] == ("ignore", "copy", "size")
    assert found["code"][0] == "identifier"


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Upload a table with a row of names and rows of values."),
        (b" \n\n ", "The file is empty. Upload a table with a row of names and rows of values."),
        (b"a,b\n" + b"1,2\n" * 9, "The table has 9 rows; at least 10 are needed."),
        (b"a\n" + b"1\n" * 50, "Only one column was found, but there must be one to predict and one to learn from; "
         "check the delimiter."),
        (b"a,b\n" + b"1,2\n" * 20 + b"1,2,3\n" + b"1,2\n" * 20, "Line 22 has 3 fields, but those before it have 2; "
         "mend it, or choose another delimiter."),
        (b"a,b\n" + b"1,2\n" * 20 + b'1,"2\n' + b"1,2\n" * 20, "A quotation mark is opened and never closed; the file "
         "may be cut short."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "This is no table as text, and no kind of file that can be "
         "read here."),
        (b"PAR1" + b"x" * 100 + b"PAR1", "The file is damaged, cut short or protected by a password; save it once "
         "more."),
        (b'{"a": 1}\n{"a": ', "Each line must be one JSON object. Correct the lines, or upload the table as CSV."),
        (b'[{"a": 1}, 3]', "The JSON is not a list of objects with a value for each column. Save it as one, or as "
         "CSV."),
        (b"[" * 100_000, "Only one column was found, but there must be one to predict and one to learn from; "
         "check the delimiter."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(content, sentence):
    assert refusal(content) == sentence


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        (
            Bounds(rows=100),
            "The table has more than 100 rows, the limit here. Upload fewer, or race it from Python or the shell, "
            "which have no limit.",
        ),
        (Bounds(columns=6), "The table has 7 columns; the limit is 6. Remove some."),
        (Bounds(cells=839), "The table has 120 rows of 7 columns; the limit is 839 cells. "
         "Remove rows or columns."),
    ],
)  # fmt: skip
def test_a_table_that_is_too_large_is_refused(bounds, sentence):
    for content in (csv(), parquet(PEOPLE), json_lines(PEOPLE)):
        assert refusal(content, bounds) == sentence


def test_a_file_that_is_too_large_is_refused():
    said = "The file has 2 MB; the limit is 1 MB. Upload fewer rows."
    assert refusal(csv() + b" " * 2**20, Bounds(megabytes=1)) == said


def test_bounds_are_settings_of_the_server(monkeypatch):
    assert Bounds.set_here() == Bounds(20, 200_000, 2_000, 20_000_000)
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "7")
    assert Bounds.set_here().rows == 7
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "many")
    with pytest.raises(SettingError, match="BAKEOFF_UPLOAD_ROWS must be a whole number"):
        Bounds.set_here()


def test_large_bounds_are_told_with_thousands_parted():
    with pytest.raises(DatasetError, match="more than 200,000 rows"):
        Bounds(rows=200_000).check_table(200_001, 2)
