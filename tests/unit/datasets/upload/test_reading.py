"""What is found out about a file, and what becomes of its columns."""

import os
import stat
import time

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.samples import samples
from bakeoff.datasets.upload.source import Options, options_of
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import DatasetError, SettingError
from bakeoff.preparation.splits import split
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.files import OTHER, OWNER, excel, json_lines, parquet, people

PEOPLE = people()
ROLES = {
    "no": "identifier",
    "size": "number",
    "town": "category",
    "born": "date",
    "remark": "text",
    "planet": "ignore",
    "member": "category",
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


def read(content: bytes, name: str = "people.csv", owner: str = OWNER, bounds: Bounds | None = None, **given) -> About:
    return kept(read_table(content, name, owner, Given(**given), bounds or Bounds()))


def kept(id: str) -> About:
    about = store.find(id)
    assert about is not None
    assert about.id == id
    return about


def refusal(content: bytes, bounds: Bounds | None = None, **given) -> str:
    with pytest.raises(DatasetError) as caught:
        read(content, bounds=bounds, **given)
    return str(caught.value)


def roles(about: About) -> dict[str, str]:
    return {one.name: one.role for one in about.columns}


def load(about: About):
    spec = BakeoffSpec(dataset={"name": "upload", "options": options_of(about.id, about)}, contenders=["dummy"])
    return spec.dataset.info.load(spec.dataset.options)


def csv(frame: pd.DataFrame = PEOPLE, encoding: str = "utf-8", **how) -> bytes:
    return frame.to_csv(index=False, **how).encode(encoding)


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
        ("2024-04-25T13:30:00+02:00", {}, 4, None),
    ],
)
def test_dates_are_read_in_the_order_that_fits(written, given, month, order):
    about = read(csv(PEOPLE.assign(born=[written] * 119 + [written.replace("2024", "2023")])), **given)
    assert about.understood.dates == order
    assert (load(about).X["born"].dt.month == month).all()


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


# --- roles, overruled ---


def test_another_target_brings_its_own_task_and_rows_without_it_are_left_out():
    about = read(csv(PEOPLE.assign(size=[None] * 20 + list(PEOPLE["size"][20:]))))
    other = about.with_roles("size", about.tasks["size"], {"no": "number", "town": "ignore"})
    changed = kept(store.changed(about.id, other))
    data = load(changed)
    assert (data.task, len(data.y), data.target_name) == ("regression", 100, "size")
    assert data.feature_names == ("no", "born", "remark", "member")
    assert load(about).task == "classification"  # the first is as it was


def test_what_is_not_learnt_from_can_still_be_split_by():
    frame = pd.DataFrame({"patient": [f"p{i // 4}" for i in range(40)], "age": range(40), "sick": ["yes", "no"] * 20})
    frame.loc[3, "sick"] = None
    about = read(csv(frame))
    ignored = about.with_roles("sick", "classification", {"patient": "ignore", "age": "number"})
    data = load(kept(store.changed(about.id, ignored)))
    assert data.feature_names == ("age",)
    assert data.columns == ("age", "patient")
    parts = split(data, Rules(split="group", split_by="patient"), "Table")
    assert sum(map(len, parts)) == 39
    patients = [set(data.column("patient").iloc[part]) for part in parts]
    assert not patients[0] & patients[2]
    assert not patients[0] & patients[1]


def test_the_record_of_a_table_is_that_of_its_data():
    about = read(csv(), name="people_2024.csv")
    info = BakeoffSpec(dataset={"name": "upload", "options": options_of(about.id, about)}).dataset.info
    assert (info.title, info.rows, info.features, info.classes) == ("people 2024", 120, 4, 2)
    assert info.summary == "Each row is one of the table that you brought; predict “member”."
    assert info.missing() == ""


@pytest.mark.parametrize(
    ("role", "column", "sentence"),
    [
        ("number", "town", "The column “town” has no value that can be read as its role says; choose another role."),
        ("date", "town", "The column “town” has no value that can be read as its role says; choose another role."),
    ],
)
def test_a_role_that_fits_no_value_is_refused(role, column, sentence):
    about = read(csv())
    changed = kept(store.changed(about.id, about.with_roles("member", "classification", {column: role})))
    with pytest.raises(DatasetError, match="“town” has no value"):
        load(changed)


@pytest.mark.parametrize(
    ("target", "task", "given"),
    [
        ("nobody", "classification", {}),
        ("size", "sorcery", {}),
        ("size", "regression", {"town": "king"}),
        ("size", "regression", {"nobody": "number"}),
    ],
)
def test_a_role_task_or_column_that_is_none_is_refused(target, task, given):
    with pytest.raises(DatasetError, match="There is no such"):
        read(csv()).with_roles(target, task, given)


def test_too_many_classes_are_refused_when_the_race_is_set_up():
    about = read(csv())
    changed = kept(store.changed(about.id, about.with_roles("remark", "classification", {})))
    with pytest.raises(DatasetError, match="“remark” has 104 different values, but there must be 2 to 100 classes"):
        load(changed)


def test_nothing_left_to_learn_from_is_refused():
    about = read(csv())
    nothing = about.with_roles("member", "classification", dict.fromkeys(set(ROLES) - {"member"}, "ignore"))
    with pytest.raises(DatasetError, match="No column is left to learn from"):
        load(kept(store.changed(about.id, nothing)))


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in it; bring a table with a row of names and rows of values."),
        (b" \n\n ", "There is nothing in it; bring a table with a row of names and rows of values."),
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
        (b'{"a": 1}\n{"a": ', "The lines are not JSON objects, one a line; mend them, or bring the table as CSV."),
        (b'[{"a": 1}, 3]', "The JSON is no list of objects with a value for each column; bring it as one, or as CSV."),
        (b"[" * 100_000, "Only one column was found, but there must be one to predict and one to learn from; "
         "check the delimiter."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(content, sentence):
    assert refusal(content) == sentence


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        (Bounds(rows=100), "The table has more than the 100 rows that may be brought here; take fewer."),
        (Bounds(columns=6), "The table has 7 columns, more than the 6 that may be brought here; leave some out."),
        (Bounds(cells=839), "The table has 120 rows of 7 columns, more than the 839 cells that may be brought here; "
         "take fewer of either."),
    ],
)  # fmt: skip
def test_a_table_that_is_too_large_is_refused(bounds, sentence):
    for content in (csv(), parquet(PEOPLE), json_lines(PEOPLE)):
        assert refusal(content, bounds) == sentence


def test_a_file_that_is_too_large_is_refused():
    said = "The file has 2 MB, more than the 1 MB that may be brought here; take fewer rows."
    assert refusal(csv() + b" " * 2**20, Bounds(megabytes=1)) == said


def test_bounds_are_settings_of_the_server(monkeypatch):
    assert Bounds.set_here() == Bounds(20, 200_000, 2_000, 20_000_000)
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "7")
    assert Bounds.set_here().rows == 7
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "many")
    with pytest.raises(SettingError, match="BAKEOFF_UPLOAD_ROWS must be a whole number"):
        Bounds.set_here()


# --- whose it is, and for how long ---


def test_a_table_is_one_visitors_own_and_nobody_can_guess_its_name(home):
    mine, theirs = read(csv()), read(csv(), owner=OTHER)
    assert mine.id != theirs.id
    assert store.belongs_to(mine.id, OWNER)
    assert not store.belongs_to(mine.id, OTHER)
    assert list(store.tables_of(OWNER)) == [mine.id]
    assert read(csv()).id == mine.id  # the same again is the same


def test_deleting_takes_all_of_a_file_and_is_for_its_visitor_alone(home):
    about, other = read(csv()), read(csv(PEOPLE[:60]))
    changed = store.changed(about.id, about.with_roles("size", "regression", {}))
    assert len(store.tables_of(OWNER)) == 2
    store.delete(changed, OTHER)
    assert store.find(changed) is not None
    store.delete(changed, OWNER)
    assert (store.find(about.id), store.find(changed)) == (None, None)
    assert list(store.tables_of(OWNER)) == [other.id]
    with pytest.raises(DatasetError, match="is not yours, or is no longer kept"):
        load(about)


def test_a_race_on_a_deleted_table_still_knows_its_task():
    about = read(csv())
    changed = about.with_roles("size", "regression", {})
    info = BakeoffSpec(dataset={"name": "upload", "options": options_of(changed.id, changed)}).dataset.info
    assert (info.title, info.task) == ("Your data", "regression")
    assert info.missing().endswith("bring your own.")


def test_what_nobody_has_used_for_long_is_deleted(home, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "2")
    old, new = read(csv()), read(csv(PEOPLE[:60]))
    half_made, left = store.incoming(), store.incoming()
    for path, days in ((store.uploads() / old.id, 3), (store.uploads() / new.id, 1), (half_made.parent, 1)):
        then = time.time() - 86_400 * days
        os.utime(path, (then, then))
    store.purge()
    assert (store.find(old.id), store.find(new.id)) == (None, new)
    assert (half_made.parent.exists(), left.parent.exists()) == (False, True)


def test_one_visitor_has_at_most_twenty(monkeypatch):
    monkeypatch.setattr(store, "MOST_TABLES", 2)
    first, second, third = (read(csv(PEOPLE[:rows])) for rows in (20, 30, 40))
    assert set(store.tables_of(OWNER)) == {second.id, third.id}
    assert store.find(first.id) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 31, "A" * 32, "a" * 33, "", "..", "a/b"])
def test_no_path_is_made_of_a_name_from_outside(name):
    assert store.find(name) is None
    if name:
        with pytest.raises(SettingError, match="must be"):
            Options.parse({"table": name})


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../secret.csv", "secret"),
        ("C:\\data\\my_table.v2.xlsx", "my table.v2"),
        ("**bold** <img src=x>.csv", "bold img src x"),
        (".csv", "csv"),
        ("\x00\x1b[31m.csv", "31m"),
        ("", "Your table"),
        ("表.csv", "表"),
        ("n" * 500 + ".csv", "n" * 59 + "…"),
    ],
)
def test_a_title_is_the_files_name_made_fit_to_print(name, title, home):
    about = read(csv(), name=name)
    assert about.title == title
    assert {path.name for path in home.iterdir()} == {"uploads"}
    assert {path.name for path in (home / "uploads").iterdir()} == {about.id}


def test_nothing_that_is_kept_can_be_run(home):
    about = read(csv())
    for path in (home / "uploads" / about.id).iterdir():
        assert path.suffix in (".json", ".parquet")
        assert not path.stat().st_mode & stat.S_IXUSR


# --- samples ---


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
