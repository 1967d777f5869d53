"""Roles, overruled."""

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
    nothing = about.with_roles("member", "classification", dict.fromkeys(set(roles(about)) - {"member"}, "ignore"))
    with pytest.raises(DatasetError, match="No column is left to learn from"):
        load(kept(store.changed(about.id, nothing)))
