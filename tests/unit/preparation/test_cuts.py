"""Parts by time and by group: nothing of one moment or group is parted, and parts come near to what was asked."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation import cuts
from bakeoff.preparation.prepared import MADE_UP, prepare_dataset
from bakeoff.preparation.split_keys import groups_of, learnt_from, times_of
from bakeoff.preparation.splits import part_of, split
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.transform import Transform

N_ROWS = 600


@pytest.fixture(scope="module")
def visits() -> Dataset:
    """Patients with one to nine visits each, in no order, with a date, a rare class and a word that says nothing."""
    rng = np.random.default_rng(3)
    patients = np.repeat(np.arange(200), rng.integers(1, 10, 200))[:N_ROWS]
    order = rng.permutation(N_ROWS)
    X = pd.DataFrame(
        {
            "patient": pd.Series([f"p{one}" for one in patients[order]]),
            "day": pd.Timestamp(2024, 1, 1) + pd.to_timedelta(rng.integers(0, 90, N_ROWS), unit="D"),
            "age": rng.normal(50, 9, N_ROWS),
        }
    )
    aside = pd.DataFrame({"clinic": rng.integers(0, 12, N_ROWS), "when": X["day"].dt.strftime("%Y-%m-%d")})
    sick = (rng.random(200) < 0.1).astype(np.int64)[patients[order]]
    return Dataset(X, sick, "classification", tuple(X.columns), ("well", "sick"), "state", aside=aside)


def test_no_group_is_parted_and_shares_and_classes_are_near(visits: Dataset) -> None:
    for seed in range(20):
        rules = Rules(split="group", split_by="patient", seed=seed)
        parts = split(visits, rules, "Visits")
        patients = [set(visits.X["patient"].iloc[part]) for part in parts]
        assert not patients[0] & patients[1]
        assert not patients[0] & patients[2]
        assert not patients[1] & patients[2]
        assert sorted(np.concatenate(parts)) == list(range(N_ROWS))
        assert len(parts[2]) / N_ROWS == pytest.approx(0.25, abs=0.01)
        assert len(parts[1]) / (N_ROWS - len(parts[2])) == pytest.approx(0.2, abs=0.01)
        for part in parts:
            assert visits.y[part].mean() == pytest.approx(visits.y.mean(), rel=0.2)


def test_the_seed_of_the_split_decides_which_groups_are_tested(visits: Dataset) -> None:
    def tested(**rules: int) -> list[int]:
        return split(visits, Rules(split="group", split_by="patient", **rules), "Visits")[2].tolist()

    assert tested(seed=1) == tested(seed=1) == tested(seed=7, split_seed=1)
    assert tested(seed=1) != tested(seed=2)
    ever = set().union(*(set(visits.X["patient"].iloc[tested(seed=seed)]) for seed in range(30)))
    assert len(ever) == visits.X["patient"].nunique()  # no group is too awkward to be tested


def test_few_groups_of_very_unlike_size() -> None:
    groups = np.repeat([0, 1, 2, 3], [70, 10, 10, 10])
    kept, cut_off = cuts.whole_groups(groups, None, 0.2, seed=0)  # type: ignore[misc]
    assert len(cut_off) == 20
    assert set(groups[kept]) == {0, *set(groups[kept])}


def test_the_latest_are_tested_and_those_of_one_day_stay_together(visits: Dataset) -> None:
    for name in ("day", "when"):  # a date, and a text that has been put aside
        train, validation, test = split(visits, Rules(split="time", split_by=name), "Visits")
        day = visits.X["day"].to_numpy()
        assert day[train].max() < day[validation].min()
        assert day[validation].max() < day[test].min()
        assert sorted([*train, *validation, *test]) == list(range(N_ROWS))
        assert len(test) / N_ROWS == pytest.approx(0.25, abs=0.02)
        assert (np.diff(day[test]) >= np.timedelta64(0)).all()


def test_the_border_of_time_is_the_nearest_there_is() -> None:
    times = np.repeat([2001, 2002, 2003], [50, 20, 30])
    assert len(cuts.latest(times, 25)[1]) == 30  # type: ignore[index]
    assert len(cuts.latest(times, 45)[1]) == 50  # type: ignore[index]
    assert len(cuts.latest(times, 99)[1]) == 50  # type: ignore[index]
    assert cuts.latest(np.ones(9), 3) is None


def test_dates_with_zones_and_numbers_are_in_order() -> None:
    text = pd.Series(["2024-01-01T00:30+02:00", "2023-12-31T23:20Z", "2024-01-01T00:10+01:00"])
    zoned = pd.to_datetime(text, utc=True).dt.tz_convert("Asia/Tokyo")
    X = pd.DataFrame({"text": text, "zoned": zoned, "number": [3.0, -1.0, 2.5]})
    data = Dataset(X, np.array([0.0, 1.0, 2.0]), "regression", tuple(X.columns))
    for name, order in (("text", [0, 2, 1]), ("zoned", [0, 2, 1]), ("number", [1, 2, 0])):
        times = times_of(data, Rules(split="time", split_by=name))
        assert times is not None
        assert np.argsort(times).tolist() == order


def test_an_official_test_part_stays(visits: Dataset) -> None:
    data = replace(visits, official_test_rows=100)
    for rules in (Rules(split="group", split_by="patient"), Rules(split="time", split_by="day")):
        assert split(data, rules, "Visits")[2].tolist() == list(range(500, 600))


def test_a_column_of_groups_is_not_learnt_from_and_one_of_time_is(visits: Dataset) -> None:
    by_group = prepare_dataset(visits, Rules(split="group", split_by="patient"), "Visits")
    assert not [name for name in by_group.feature_names_out if "patient" in name]
    assert any("“patient”" in step for step in preprocessing_text(Rules(split="group", split_by="patient"), by_group))
    assert groups_of(by_group.data, Rules(split="group", split_by="patient")) is not None  # still to be parted by
    by_time = prepare_dataset(visits, Rules(split="time", split_by="day"), "Visits")
    assert [name for name in by_time.feature_names_out if "day" in name]
    sentences = preprocessing_text(Rules(split="time", split_by="day"), by_time)
    assert any("training 2024-01-01 to 2024-0" in one and "to 2024-03-30." in one for one in sentences)


def test_copies_and_made_up_rows_know_where_they_belong(visits: Dataset) -> None:
    rules = Rules(split="group", split_by="patient")
    prepared = prepare_dataset(visits, rules, "Visits", Transform(copies=2, noise=0.1, smote=True))
    n, codes = len(prepared.rows_train), groups_of(visits, rules)
    assert codes is not None
    for start in (0, n, 2 * n):
        assert (prepared.groups[start : start + n] == codes[prepared.rows_train]).all()
    made = prepared.groups[3 * n :]
    assert len(made)
    assert (made == MADE_UP).all()
    assert len(prepared.groups) == len(prepared.y_train)
    plain = prepare_dataset(visits, Rules(), "Visits", Transform(copies=1, noise=0.1))
    assert (plain.groups == np.tile(plain.rows_train, 2)).all()


def test_part_of_takes_what_was_put_aside(visits: Dataset) -> None:
    part = part_of(visits, np.array([5, 3, 9]))
    assert part.aside is not None
    assert visits.aside is not None
    assert part.aside["clinic"].tolist() == visits.aside["clinic"].iloc[[5, 3, 9]].tolist()
    assert (part.y == visits.y[[5, 3, 9]]).all()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"split": "group", "split_by": "patients"}, "did you mean “patient”?"),
        ({"split": "group", "split_by": ""}, "no column is chosen to split rows by; choose one of patient, day"),
        ({"split": "time", "split_by": "patient"}, "neither dates nor numbers"),
        ({"split": "time", "split_by": "same"}, "is the same in every row"),
        ({"split": "group", "split_by": "two"}, "makes 2 groups of rows, and at least 3"),
        ({"split": "group", "split_by": "gaps"}, "2 of 600 rows have no value of “gaps”"),
        ({"split": "time", "split_by": "gaps"}, "2 of 600 rows have no value of “gaps”"),
        ({"split": "time", "split_by": "ordered"}, "all rows of the training part, the earliest, are of one class"),
    ],
)
def test_what_cannot_be_split_is_told_in_one_sentence(visits: Dataset, rules: dict[str, str], sentence: str) -> None:
    gaps = np.arange(N_ROWS, dtype=np.float64)
    gaps[[4, 8]] = np.nan
    aside = pd.DataFrame(
        {"same": 1, "two": np.arange(N_ROWS) % 2, "gaps": gaps, "ordered": np.argsort(np.argsort(visits.y))}
    )
    with pytest.raises(DatasetError, match=re.escape(sentence)):
        split(replace(visits, aside=aside), Rules.parse(rules), "Visits")


def test_groups_alone_are_nothing_to_learn_from(visits: Dataset) -> None:
    alone = visits.without(["day", "age"])
    with pytest.raises(DatasetError, match="is the only one to learn from"):
        learnt_from(alone, Rules(split="group", split_by="patient"), "Visits")


def test_pixels_are_no_columns_to_split_by() -> None:
    spec = BakeoffSpec(dataset="digits", rules={"split": "group", "split_by": "Row 1, column 1"})
    with pytest.raises(DatasetError, match="has no columns to split rows by"):
        split(spec.dataset.info.load(spec.dataset.options), spec.rules, "Digits")
