"""Many rows from a file, sound and hostile."""

import io

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.features.ask import job
from bakeoff.features.ask.batch import BOUNDS, MOST_NOTES, batch
from bakeoff.features.ask.messages import Batch
from tests.features.ask.unit.subjects import fitted

HEAD = "length,rooms,colour,new\n"


def answered(subject, content):
    return pd.read_csv(io.BytesIO(batch(subject, content).csv))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_from_a_file_get_the_answers_that_single_rows_get(mixed, separator):
    raw = mixed.raw.iloc[mixed.prepared.rows_test].assign(extra="=1+1")
    found = answered(mixed, raw.to_csv(index=False, sep=separator).encode("utf-8-sig"))
    expected = mixed.predict(mixed.rows(mixed.prepared.rows_test))
    assert found["row"].tolist() == list(range(1, len(raw) + 1))
    for label, name in (("Decision tree", "decision_tree"), ("Support vector machine", "svm")):
        assert found[label].tolist() == [("no", "yes")[code] for code in expected[name].values]
        np.testing.assert_allclose(found[f"{label}: P(yes)"], expected[name].probabilities[:, 1], rtol=1e-12)
    predicted = batch(mixed, raw.to_csv(index=False).encode())
    assert predicted.ignored == ("extra",)
    assert predicted.numbers == tuple(name for name in found if ": P(" in name)


def test_its_columns_are_headed_in_the_language_of_whoever_asks(mixed):
    rows = mixed.raw.head(3).to_csv(index=False).encode()
    found = pd.read_csv(io.BytesIO(job.answered(mixed, Batch("one", "zh", rows)).csv))
    assert {"行", "决策树", "支持向量机"} < set(found.columns)
    assert "row" not in found


def test_numbers_are_answered_by_numbers():
    X = np.arange(60.0)[:, None]
    line = fitted(Dataset(X, 2 * X[:, 0], "regression", ("x",), (), "y"), "decision_tree")
    found = answered(line, b"x\n10\n20\n")
    assert found["Decision tree"].tolist() == pytest.approx([20, 40], abs=4)
    assert batch(line, b"x\n10\n").numbers == ("Decision tree",)


def test_days_in_eight_digits_are_the_dates_that_they_were_when_the_table_was_read():
    days = pd.date_range("2024-01-01", periods=60)
    table = Dataset(pd.DataFrame({"sold": days}), np.arange(60.0), "regression", ("sold",), (), "y")
    subject = fitted(table, "decision_tree")
    found = [
        answered(subject, f"sold\n{day}\n{day}\n".encode())["Decision tree"][0] for day in ("20240210", "2024-02-10")
    ]
    assert found[0] == found[1] == pytest.approx(40, abs=4)


def test_a_class_that_looks_like_a_formula_can_do_no_harm():
    X = np.arange(40.0)[:, None]
    sly = fitted(Dataset(X, (X[:, 0] > 20).astype(np.int64), "classification", ("x",), ("=1+1", "b"), "y"), "dummy")
    assert set(answered(sly, b"x\n1\n")["Baseline"]) <= {"'=1+1", "b"}


BAD = {
    "empty": b"",
    "a header alone": HEAD.encode(),
    "another table": b"a,b\n1,2\n",
    "no number": (HEAD + "long,3,red,True\n").encode(),
    "infinite": (HEAD + "inf,3,red,True\n").encode(),
    "a formula": (HEAD + "=cmd|' /C calc'!A0,3,red,True\n").encode(),
    "huge": (HEAD + "1e999,3,red,True\n").encode(),
    "too many columns": ",".join(f"c{n}" for n in range(20_000)).encode(),
    "too many rows": (HEAD + "1,3,red,True\n" * (BOUNDS.rows + 1)).encode(),
    "too large": bytes(BOUNDS.megabytes * 2**20 + 1),
    "ragged": (HEAD + '1,3,"red,True\n1,2\n').encode(),
    "a zip": b"PK\x03\x04" + bytes(range(256)) * 4,
    "zeros": bytes(1000),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence(mixed, name):
    with pytest.raises(DatasetError, match=r"^[A-Z][^\n]+\.$"):
        batch(mixed, BAD[name])


def test_cells_that_are_empty_or_unknown_are_no_trouble(mixed):
    found = answered(mixed, (HEAD + ",,,\n1,3,purple,maybe\n").encode())
    assert len(found) == 2
    typical = mixed.predict([mixed.sheet.typical])["svm"].probabilities[0, 1]
    assert found["Support vector machine: P(yes)"][0] == pytest.approx(typical, abs=1e-5)


def test_values_that_are_missing_or_that_no_contender_has_seen_are_noted(mixed):
    length = mixed.sheet.columns[0]
    rows = HEAD + ",3,purple,True\n200,3,red,True\n0.5,3,red,True\n0.5,3,,False\n"
    predicted = batch(mixed, rows.encode())
    notes = pd.read_csv(io.BytesIO(predicted.csv))["notes"]
    assert notes.fillna("").tolist() == [
        f"length: {length.missing}; colour: in no training row",
        f"length: {length.beyond}",
        "",
        f"colour: {mixed.sheet.columns[2].missing}",
    ]
    assert length.beyond.startswith("beyond −")
    assert (predicted.n_unseen, predicted.n_filled) == (2, 2)
    assert "notes" not in answered(mixed, (HEAD + "0.5,3,red,True\n").encode())


def test_a_date_before_all_of_training_is_noted_and_a_missing_one_is_filled_as_in_the_race(dated):
    found = answered(dated, b"day,hour,text,x\n1999-01-01,2020-05-01 01:30,a,1\n,2020-05-01 01:30,a,1\n")
    day = dated.sheet.columns[0]
    assert found["notes"].tolist() == [f"day: {day.beyond}", f"day: {day.missing}"]
    row = (None, "2020-05-01 01:30:00", "a", 1.0)
    expected = dated.predict([row])["svm"].probabilities[0, 1]
    assert found["Support vector machine: P(good)"][1] == pytest.approx(expected, abs=1e-6)


def test_of_many_notes_on_a_row_the_first_ones_are_named():
    names = tuple(f"x{n}" for n in range(9))
    X = np.random.default_rng(0).normal(size=(60, 9))
    wide = fitted(Dataset(X, (X[:, 0] > 0).astype(np.int64), "classification", names, ("no", "yes"), "y"), "dummy")
    (note,) = answered(wide, (",".join(names) + "\n" + ",".join(["99"] * 9) + "\n").encode())["notes"]
    assert note.endswith("; …")
    assert note.count("beyond") == MOST_NOTES


def test_each_answer_stands_beside_the_row_as_it_came(mixed):
    raw = mixed.raw.iloc[mixed.prepared.rows_test].head(20)
    given = raw.assign(no=[f"A-{n}" for n in range(20)], row=7)
    found = answered(mixed, given.to_csv(index=False).encode())
    assert list(found.columns[:9]) == ["row", *map(str, raw.columns), "no", "row (2)", "notes", "Decision tree"]
    assert found["no"].tolist() == given["no"].tolist()
    for name in raw.columns:
        assert found[str(name)].tolist() == pytest.approx(given[name].tolist(), nan_ok=True)


def test_rows_with_units_titles_and_gaps_in_words_are_read_as_they_are_meant(mixed):
    plain = answered(mixed, (HEAD + "1000,3,red,True\n,4,green,False\n2.5,5,red,True\n").encode())
    head, rest = HEAD.strip().split(",", 1)
    written = (
        f"Liste;;;\n{head};{rest.replace(',', ';')}\n1.000,0 cm;3;red;True\nk. A.;4;green;False\n2,5 cm;5;red;True\n"
    )
    found = answered(mixed, written.encode("cp1252"))
    assert found["Support vector machine: P(yes)"].tolist() == pytest.approx(
        plain["Support vector machine: P(yes)"].tolist(), abs=1e-5
    )


def test_dates_and_texts_are_read_from_a_file(dated):
    raw = dated.raw.iloc[20:40]
    found = answered(dated, raw.to_csv(index=False).encode())
    expected = dated.predict(dated.rows(np.arange(20, 40)))["svm"].probabilities[:, 1]
    np.testing.assert_allclose(found["Support vector machine: P(good)"], expected, atol=1e-5)
    with pytest.raises(DatasetError, match="Row 1 has no date"):
        batch(dated, b"day,hour,text,x\nyesterday,2020-01-01,a,1\n")


WAYS = {
    "as a German spreadsheet saves it": lambda frame: frame.to_csv(index=False, sep=";", decimal=",").encode("cp1252"),
    "UTF-16": lambda frame: frame.to_csv(index=False).encode("utf-16"),
    "Parquet": lambda frame: frame.to_parquet(index=False),
    "JSON lines": lambda frame: frame.to_json(orient="records", lines=True).encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_rows_are_read_as_a_table_that_is_brought(mixed, way):
    raw = mixed.raw.iloc[mixed.prepared.rows_test]
    given = raw.assign(colour=raw.colour.replace("green", "grün"))
    expected = answered(mixed, given.to_csv(index=False).encode())
    pd.testing.assert_frame_equal(answered(mixed, WAYS[way](given)), expected)
