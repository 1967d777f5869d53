"""Roles, guessed and overruled."""

import re

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.source import options_of
from bakeoff.errors import DatasetError
from bakeoff.preparation.splits import split
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.tables import PEOPLE, csv, kept, load, read, roles


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
    assert info.summary == "Each row is one of the table that you uploaded; predict “member”."
    assert info.missing() == ""


@pytest.mark.parametrize("role", ["number", "date"])
def test_a_role_that_fits_no_value_is_refused(role):
    about = read(csv())
    changed = kept(store.changed(about.id, about.with_roles("member", "classification", {"town": role})))
    said = f"No value of “town” is a {role}; choose “Category” for it."
    with pytest.raises(DatasetError, match=re.escape(said)):
        load(changed)


def test_a_column_without_a_value_in_the_rows_that_have_a_target_is_left_out():
    late = [None] * 60 + list(range(60))
    frame = pd.DataFrame({"size": np.random.default_rng(0).normal(size=120), "late": late, "score": late[::-1]})
    about = read(csv(frame))
    assert (about.target, about.column("late").role) == ("score", "number")
    assert load(about).feature_names == ("size",)


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
    nothing = about.with_roles("member", "classification", dict.fromkeys(set(roles(about)) - {"member"}, "ignore"))
    with pytest.raises(DatasetError, match="No column is left to learn from"):
        load(kept(store.changed(about.id, nothing)))


# --- guesses ---

_ROWS = 120
_ONE = (
    "屏幕很清晰",
    "电池不耐用",
    "物流很快",
    "做工粗糙",
    "价格实惠",
    "手感不错",
    "声音太小",
    "客服热情",
    "包装破损",
    "系统流畅",
)
_TWO = (
    "值得购买",
    "不太推荐",
    "还会再来",
    "有点失望",
    "送人合适",
    "性价比高",
    "用着顺手",
    "想要退货",
    "孩子喜欢",
    "老人也会",
    "好看",
)
_RANKS = ("Senior", "Junior", "Assistant", "Head", "Deputy", "Chief", "Trainee", "Visiting", "Night", "Acting")
_TRADES = (
    "nurse",
    "clerk",
    "driver",
    "cook",
    "teacher",
    "analyst",
    "porter",
    "baker",
    "welder",
    "tailor",
    "guard",
    "judge",
)
_RNG = np.random.default_rng(7)


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("year", range(1850, 1850 + _ROWS), "number"),
        ("t", range(1, 1 + _ROWS), "number"),
        ("kicked from", range(18, 18 + _ROWS), "number"),
        ("age", sorted(_RNG.permutation(np.arange(10, 10 + _ROWS))), "number"),
        ("month", [f"{1950 + n // 12} {('Jan', 'Feb', 'Mar', 'Oct')[n % 4]}" for n in range(_ROWS)], "date"),
        ("month", [f"{('Jan', 'May', 'Dec')[n % 3]}-{70 + n // 12}" for n in range(_ROWS)], "date"),
        ("quarter", [f"{1950 + n // 4} Q{n % 4 + 1}" for n in range(_ROWS)], "date"),
        ("quarter", [f"{1950 + n // 4}Q{n % 4 + 1}" for n in range(_ROWS)], "date"),
        ("month", [f"{1980 + n // 12}M{n % 12 + 1:02}" for n in range(_ROWS)], "date"),
        ("week", [f"{2018 + n // 52}-W{n % 52 + 1:02}" for n in range(_ROWS)], "date"),
        ("周", [f"{2018 + n // 52}年第{n % 52 + 1}周" for n in range(_ROWS)], "date"),
        ("logged", [f"{n % 12 + 1:02}/05/2020 {n % 12 + 1}:00 {'AP'[n % 2]}M" for n in range(_ROWS)], "date"),
        ("opened", [f"{n % 12 + 1}:30 {'ap'[n % 2]}m" for n in range(_ROWS)], "number"),
        ("sold", pd.date_range("2020-01-05", periods=_ROWS).strftime("%Y%m%d").astype(int), "date"),
        ("sold", [*pd.date_range("2020-01-05", periods=_ROWS - 1).strftime("%Y%m%d").astype(int), None], "date"),
        ("student_id", pd.date_range("2020-01-05", periods=_ROWS).strftime("%Y%m%d").astype(int), "identifier"),
        ("sold", [20200101 + n % 31 for n in range(_ROWS)], "number"),
        ("sold", _RNG.integers(19_000_000, 21_000_000, _ROWS), "number"),
        ("timestamp", _RNG.integers(1_500_000_000, 1_700_000_000, _ROWS), "date"),
        ("timestamp_ms", _RNG.integers(1_500_000_000_000, 1_700_000_000_000, _ROWS), "date"),
        ("income", _RNG.integers(1_500_000_000, 1_700_000_000, _ROWS), "number"),
        ("finished", [f"{30 + n % 9}:{n % 60:02}:{n % 50:02}" for n in range(_ROWS)], "number"),
        ("no", range(1, 1 + _ROWS), "identifier"),
        ("order", range(10_001, 10_001 + _ROWS), "identifier"),
        ("plot_id", [n // 2 + 5 for n in range(_ROWS)], "identifier"),
        ("studentId", [f"S{n // 2}" for n in range(_ROWS)], "identifier"),
        ("paid", [n // 2 + 5 for n in range(_ROWS)], "number"),
        ("humid", [n // 2 + 5 for n in range(_ROWS)], "number"),
        ("评论", [f"{one}，{two}" for one in _ONE for two in (*_TWO, "")], "text"),
        ("job", [f"{rank} {trade}" for rank in _RANKS for trade in _TRADES], "text"),
        ("name", [f"{rank} {trade}" for rank in _RANKS for trade in _TRADES], "identifier"),
        ("key", [f"X{n} {n * 7}" for n in range(_ROWS)], "identifier"),
    ],
)
def test_a_columns_role_is_guessed_as_a_person_would(name, values, role):
    frame = pd.DataFrame({name: list(values), "size": _RNG.normal(size=_ROWS), "kind": ["a", "b"] * (_ROWS // 2)})
    assert roles(read(csv(frame)))[name] == role


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("rownames", [3 * n + n % 2 for n in range(60)]),
        ("rownames", [f"Car {'abcde'[n % 5]} number {n}" for n in range(60)]),
        ("row.names", [n % 30 for n in range(60)]),
        ("index", [3 * n + n % 2 for n in range(60)]),
        ("...1", [3 * n + n % 2 for n in range(60)]),
        ("__index_level_0__", [3 * n + n % 2 for n in range(60)]),
    ],
)
def test_row_names_of_a_program_are_an_identifier_under_each_name_it_gives_them(name, values):
    frame = pd.DataFrame({name: values, "size": range(60, 0, -1), "kind": ["a", "b"] * 30})
    assert roles(read(csv(frame)))[name] == "identifier"


def test_two_columns_of_row_names_as_pandas_stores_them_are_identifiers():
    frame = pd.DataFrame({"Unnamed: 0.1": range(60), "Unnamed: 0": [3 * n + n % 2 for n in range(60)]})
    about = read(csv(frame.assign(size=range(60, 0, -1), kind=["a", "b"] * 30)))
    assert [column.role for column in about.columns[:2]] == ["identifier", "identifier"]


def test_a_measured_index_is_a_number():
    frame = pd.DataFrame({"index": _RNG.normal(100, 9, 60).round(1), "size": range(60), "kind": ["a", "b"] * 30})
    assert roles(read(csv(frame)))["index"] == "number"


def test_row_names_are_an_identifier_even_if_some_numbers_are_left_out():
    frame = pd.DataFrame({"": [3 * n + n % 2 for n in range(60)], "size": range(60, 0, -1), "kind": ["a", "b"] * 30})
    assert roles(read(csv(frame)))["Column 1"] == "identifier"


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        (("Sale_Price", "Tax rate"), "Sale_Price"),
        (("SalePrice", "YearBuilt"), "SalePrice"),
        (("default", "income"), "default"),
        (("Loan_Status", "age"), "Loan_Status"),
        (("Attrition", "YearsWithCurrManager"), "Attrition"),
        (("是否生还", "舱位"), "是否生还"),
        (("is_fraud", "hour"), "is_fraud"),
        (("discount", "depth"), "depth"),
        (("yield", "rain_1", "rain_2"), "yield"),
        (("Attrition", "MaritalStatus"), "Attrition"),
        (("colgpa", "hsrank", "female"), "colgpa"),
        (("income", "married", "tenure"), "income"),
        (("月销售额", "面积", "员工人数"), "月销售额"),
        (("是否录取", "学历", "品牌"), "是否录取"),
        (("血压", "体重", "职业"), "血压"),
    ],
)
def test_the_column_to_be_predicted_is_guessed_by_the_words_of_its_name(columns, target):
    frame = pd.DataFrame({name: _RNG.normal(size=60) for name in ("length", *columns)})
    assert read(csv(frame)).target == target


def test_a_guess_that_another_column_tells_is_passed_over():
    length = _RNG.normal(size=60).round(3) + 5
    frame = pd.DataFrame({"length": length, "breadth": _RNG.normal(size=60), "length squared": length**2})
    assert read(csv(frame)).target == "breadth"
