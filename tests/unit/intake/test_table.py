"""Tables of a person's own in Python."""

import os
import time

import numpy as np
import pandas as pd
import pytest

import bakeoff
from bakeoff import BakeoffSpec
from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import BakeoffError
from bakeoff.export.html_page import report_html
from bakeoff.intake.table import columns_told
from bakeoff.race.race import run

pytestmark = pytest.mark.usefixtures("home")

GENERATOR = np.random.default_rng(3)
HOUSES = pd.DataFrame(
    {
        "area": GENERATOR.integers(40, 200, 120),
        "zip": GENERATOR.choice([10115, 20095, 80331], 120),
        "garden": GENERATOR.choice(["yes", "no"], 120),
        "sold": pd.date_range("2023-01-01", periods=120),
    }
).assign(price=lambda frame: (3000.5 * frame["area"] + frame["zip"] + frame.index / 7).round(3))


def prints(choice) -> str:
    return fingerprint(choice.info.load(choice.options))


def roles(choice) -> dict[str, str]:
    return {column.name: column.role for column in store.find(choice.options.table).columns}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "my_houses.csv"
    HOUSES.to_csv(path, index=False)
    return path


@pytest.mark.parametrize(
    ("ending", "write"),
    [
        ("tsv", lambda frame, path: frame.to_csv(path, sep="\t", index=False)),
        ("parquet", lambda frame, path: frame.to_parquet(path)),
        ("jsonl", lambda frame, path: frame.to_json(path, orient="records", lines=True, date_format="iso")),
        ("frame", None),
    ],
)
def test_a_table_is_the_same_data_whatever_it_comes_as(file, tmp_path, ending, write):
    path = tmp_path / f"houses.{ending}"
    if write is not None:
        write(HOUSES, path)
    same = bakeoff.table(HOUSES if write is None else path, target="price")
    assert prints(same) == prints(bakeoff.table(str(file), target="price"))


def test_roles_and_task_are_guessed_as_on_the_page_and_can_be_overruled(file):
    guessed = bakeoff.table(file, target="price")
    content, name = file.read_bytes(), file.name
    as_on_the_page = store.find(read_table(content, name, "0" * 64, Given(), Bounds()))
    assert roles(guessed) == {column.name: column.role for column in as_on_the_page.columns}
    assert guessed.info.task == "regression"
    ours = bakeoff.table(file, target="zip", roles={"area": "category", "sold": "ignore"}, task="classification")
    assert (ours.info.task, ours.info.classes, ours.info.features) == ("classification", 3, 3)
    assert roles(ours)["area"] == "category"


def test_the_report_tells_name_and_fingerprint(file, engine):
    choice = bakeoff.table(file, target="garden", roles={"zip": "category"})
    spec = BakeoffSpec(dataset=choice, contenders=["decision_tree"])
    report = run(spec, engine)
    assert (report.setting.title, report.setting.fingerprint) == ("my houses", prints(choice))
    stored = bakeoff.Report.from_json(report.to_json()).setting
    assert (stored.title, stored.fingerprint) == ("my houses", prints(choice))
    assert f"my houses: fingerprint of the data {prints(choice)}" in report_html(report)
    assert BakeoffSpec.from_json(spec.to_json()) == spec


def test_how_columns_are_understood_is_told_in_words():
    choice = bakeoff.table(HOUSES.assign(one=1), target="garden", name="Houses")
    assert columns_told(choice) == (
        "Houses: 120 rows. Predict the class “garden”. Learn from: area (number), zip (number), sold (date), "
        "price (number). Leave out: one (ignore)."
    )


def test_a_frame_of_mixed_objects_and_any_names_is_read():
    frame = HOUSES.rename(columns={"area": 7}).assign(mixed=[1, "two", None] * 40)
    choice = bakeoff.table(frame.set_index("sold"), target="garden")
    assert roles(choice) == {
        "7": "number",
        "zip": "number",
        "garden": "category",
        "price": "number",
        "mixed": "category",
    }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"target": "prise"}, "Unknown column “prise”; did you mean “price”?"),
        ({"target": "price", "roles": {"zipp": "category"}}, "Unknown column “zipp”; did you mean “zip”?"),
        ({"target": "price", "roles": {"zip": "categry"}}, "Unknown role “categry”; did you mean “category”?"),
        ({"target": "price", "task": "regresion"}, "Unknown task “regresion”; did you mean “regression”?"),
        ({"target": "price", "task": "classification"}, "“price” has 120 different values"),
        ({"target": "price", "delimter": ";"}, "did you mean “delimiter”?"),
        ({"target": "garden", "task": "regression"}, "Only 0 values of “garden” are numbers"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_at_once_in_one_sentence(settings, said):
    with pytest.raises(BakeoffError) as refused:
        bakeoff.table(HOUSES, **settings)
    assert said in str(refused.value)


def test_what_is_no_table_is_told_in_one_sentence(tmp_path):
    for path, said in {tmp_path / "none.csv": "Cannot read", tmp_path: "Cannot read"}.items():
        with pytest.raises(BakeoffError, match=said):
            bakeoff.table(path, target="a")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(BakeoffError, match="damaged"):
        bakeoff.table(tmp_path / "broken.parquet", target="a")


def test_caps_on_visitors_are_none_on_a_program_and_its_tables_none_on_visitors(monkeypatch):
    for name in ("BAKEOFF_UPLOAD_ROWS", "BAKEOFF_VISITOR_MB", "BAKEOFF_UPLOADS_MB", "BAKEOFF_UPLOAD_MB"):
        monkeypatch.setenv(name, "1")
    wide = pd.DataFrame(GENERATOR.normal(size=(2_000, 100))).assign(y=[0, 1] * 1_000)
    first = bakeoff.table(wide, target="y")
    for number in range(store.MOST_TABLES + 1):
        bakeoff.table(HOUSES.assign(number=number), target="price")
    assert first.info.rows == 2_000
    read_table(HOUSES.to_csv(index=False).encode(), "mine.csv", "0" * 64, Given(), Bounds())


def test_a_table_that_was_not_used_for_a_month_goes_and_no_visitors_with_it(home):
    ours = bakeoff.table(HOUSES.assign(old=1), target="price").options.table
    theirs = read_table(HOUSES.to_csv(index=False).encode(), "mine.csv", "1" * 64, Given(), Bounds())
    long_ago = time.time() - 31 * 86_400
    for id in (ours, theirs):
        os.utime(store.uploads() / id, (long_ago, long_ago))
    bakeoff.table(HOUSES.assign(new=1), target="price")
    assert store.find(ours) is None
    assert store.find(theirs) is not None


def test_the_same_rows_under_another_name_have_that_name():
    names = [bakeoff.table(HOUSES, target="price", name=name).info.title for name in ("Before", "After 2.0")]
    assert names == ["Before", "After 2.0"]
