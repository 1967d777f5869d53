"""What gives the answer away is told with what mends it; having been mended, it is told no more."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bakeoff.checks.base import SetUp
from bakeoff.checks.grouping import called_group, grouped
from bakeoff.checks.near import near_copies
from bakeoff.checks.registry import in_order, look
from bakeoff.checks.time import dated
from bakeoff.datasets import Dataset
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.spec import BakeoffSpec

N = 600
RNG = np.random.default_rng(3)
X = pd.DataFrame(RNG.normal(size=(N, 4)), columns=list("abcd"))
Y = (X["a"] + RNG.normal(size=N) > 0).to_numpy().astype(np.int64)
TABLE = Dataset(X, Y, "classification", tuple(X), ("no", "yes"), "Answer")
SPEC = BakeoffSpec(dataset="iris", contenders=["svm", "random_forest"])


def with_columns(**columns):
    wider = X.assign(**columns)
    return replace(TABLE, X=wider, feature_names=tuple(wider))


def found(data, spec=SPEC):
    set_up = SetUp(spec, prepare_dataset(data, spec.rules, "Mine"))
    return in_order(look(set_up, {"useless_columns"}).findings)  # most columns here are noise


def mended(one):
    """Return the spec that the finding's button makes."""
    spec = SPEC
    for path, value in one.mend_with.items():
        spec = spec.replace(path, value)
    return spec


PATIENT = RNG.integers(0, 80, N)
SPOILT = {
    "telltale": with_columns(leak=np.where(Y, "guilty", "free"), other=Y * 2.0),
    "answer_means": with_columns(e=pd.Series(Y).groupby(RNG.integers(0, 60, N)).transform("mean").astype(float)),
    "repeated": replace(TABLE, X=pd.concat([X] * 3, ignore_index=True), y=np.tile(Y, 3)),
    "identifier": with_columns(ticket=np.arange(N)),
    "group": replace(
        with_columns(patient=PATIENT), y=(RNG.normal(size=80)[PATIENT] + X["b"] / 2 > 0).to_numpy().astype(np.int64)
    ),
    "time": replace(
        with_columns(day=pd.date_range("2020-01-01", periods=N)),
        y=(np.cumsum(RNG.normal(size=N)) > 0).astype(np.int64),
    ),
    "imbalance": replace(TABLE, y=(X["a"] > np.quantile(X["a"], 0.97)).to_numpy().astype(np.int64)),
}


def test_a_sound_table_has_nothing_said_of_it():
    assert found(TABLE) == ()


@pytest.mark.parametrize("code", SPOILT)
def test_what_spoils_a_race_is_told_and_pressing_its_button_mends_it(code):
    (one,) = [one for one in found(SPOILT[code]) if one.code == code]
    assert one.level == "warning"
    assert all((one.what, one.reason, one.mend, one.button))
    assert bool(one.headline) == (code != "identifier")
    assert code not in [other.code for other in found(SPOILT[code], mended(one))]


def test_columns_that_tell_the_answer_are_told_together():
    (one,) = found(SPOILT["telltale"])
    assert one.what == "2 columns tell “Answer”, each by itself alone: “leak”, “other”."
    assert one.mend_with == {"rules.leave_out": ("leak", "other")}
    assert one.headline == "2 columns give the answer away (“leak”, “other”), so the results say little."


def test_what_was_left_out_before_stays_left_out():
    (one,) = found(SPOILT["telltale"], SPEC.replace("rules.leave_out", ("b",)))
    assert one.mend_with == {"rules.leave_out": ("b", "leak", "other")}


def test_rows_of_a_few_categories_are_alike_by_chance():
    few = pd.DataFrame({name: RNG.choice(list("pqr"), N) for name in "abc"})
    (one,) = found(replace(TABLE, X=few, feature_names=tuple(few)))
    assert (one.code, one.level) == ("repeated", "note")


def test_copies_in_a_table_of_many_columns_of_two_values_are_not_by_chance():
    answers = pd.DataFrame(RNG.integers(0, 2, (N, 20)), columns=[f"question {n}" for n in range(20)])
    rows = np.arange(N + 250) % N
    copied = replace(TABLE, X=answers.iloc[rows], y=Y[rows], feature_names=tuple(answers))
    assert [(one.code, one.level) for one in found(copied)] == [("repeated", "warning")]


def test_dates_and_names_that_say_nothing_of_the_answer_are_only_noted():
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(RNG.integers(0, 900, N), unit="D")
    said = {one.code: one.level for one in found(with_columns(customer=RNG.integers(0, 99, N), day=days))}
    assert said == {"group": "note", "time": "note"}


def test_a_category_that_tells_much_of_the_answer_is_no_group():
    town = RNG.integers(0, 12, N)
    y = (RNG.normal(size=12)[town] + RNG.normal(size=N) > 0).astype(np.int64)
    assert found(replace(with_columns(town=[f"t{code}" for code in town]), y=y)) == ()


def test_a_patient_whose_answer_is_always_the_same_is_a_group_and_no_telltale():
    y = RNG.integers(0, 2, 80)[PATIENT]
    assert [one.code for one in found(replace(with_columns(patient=PATIENT), y=y))] == ["group"]


def test_a_few_words_that_tell_the_answer_are_a_leak_though_they_are_called_an_id():
    (one,) = found(with_columns(id=np.where(Y, "case", "control")))
    assert one.what == "The column “id” alone tells “Answer”."


def test_columns_put_aside_say_who_belongs_together_too():
    data = SPOILT["group"]
    (one,) = found(data.without(["patient"]))
    assert one.mend_with == {"rules.split": "group", "rules.split_by": "patient"}


def test_near_copies_are_rows_changed_a_little():
    rows = np.arange(N)
    twice = pd.concat([X, X + RNG.normal(scale=0.01, size=X.shape)], ignore_index=True)
    n, looked_at = near_copies(twice, rows, rows + N)
    assert looked_at == 300
    assert n == pytest.approx(300, abs=6)
    assert near_copies(X, rows[:400], rows[400:]) == (0, 200)
    assert near_copies(twice[["a", "b"]], rows, rows + N)[0] == 0  # in a plane rows are near by chance


@pytest.mark.parametrize("seed", range(5))
def test_rows_on_a_line_or_in_a_plane_are_no_near_copies(seed):
    rng = np.random.default_rng(seed)
    year, cost = np.arange(102.0), rng.gamma(2, size=102)
    line = pd.DataFrame({"year": year, "time": year / 4, "trend": year**2 + rng.normal(size=102)})
    plane = pd.DataFrame({"cost": cost, "log": np.log(cost), "age": rng.integers(18, 90, 102), "both": cost * 3})
    counts = pd.DataFrame(rng.poisson(rng.gamma(1, 20, (102, 1)), (102, 4)), columns=list("abcd"))
    order = rng.permutation(102)
    assert [near_copies(table, order[:76], order[76:])[0] for table in (line, plane, counts)] == [0, 0, 0]


def test_copies_are_told_in_rows_and_lead_the_headline_where_they_are_many():
    several = pd.concat([X, X[:60] + RNG.normal(scale=0.01, size=(60, 4))], ignore_index=True)
    many = pd.concat([X, X + RNG.normal(scale=0.01, size=X.shape)], ignore_index=True)
    few, all_twice = (
        next(one for one in found(replace(TABLE, X=table, y=np.resize(Y, len(table)))) if one.code == "near")
        for table in (several, many)
    )
    assert few.what.endswith("of 165 test rows have a near copy in the part to learn from.")
    assert few.headline == ""
    assert all_twice.headline.endswith("have a near copy among those learnt from, so the results say little.")


def test_coarse_numbers_are_alike_by_chance():
    weight = RNG.normal(60, 4, N).round()
    coarse = pd.DataFrame({"height": (weight + RNG.normal(110, 4, N)).round(), "sex": RNG.integers(0, 2, N)})
    data = Dataset(coarse, weight, "regression", tuple(coarse), target_name="Weight")
    assert [(one.code, one.level) for one in found(data)] == [("repeated", "note")]
    twice = replace(data, X=coarse.assign(exact=X["a"]).iloc[np.tile(np.arange(N), 2)], y=np.tile(weight, 2))
    assert [one.level for one in found(replace(twice, feature_names=tuple(twice.X)))] == ["warning"]


def test_a_quantity_that_repeats_and_gives_the_answer_away_is_no_group():
    age = RNG.integers(20, 60, N)
    data = replace(with_columns(age=age), y=age.astype(float) ** 2, task="regression", class_names=())
    (one,) = found(data)
    assert one.what == "The column “age” alone tells “Answer”."
    assert found(data, mended(one)) == ()


@pytest.mark.parametrize(
    "name", ["Airport Name", "number_customer_service_calls", "num_mort_accounts", "first_name", "age_group"]
)
def test_what_only_has_a_word_of_groups_in_its_name_is_none(name):
    assert not called_group(name)


@pytest.mark.parametrize("name", ["patient", "Tuna.id", "id_no", "PatientID", "user id", "Customer Name", "case no."])
def test_what_is_called_like_a_group_is_one(name):
    assert called_group(name)


@pytest.mark.parametrize("time", [np.arange(N) / 4 + 1971, pd.date_range("1971", periods=N)], ids=["number", "date"])
def test_a_time_index_that_tells_the_target_is_called_so(time):
    rising = np.cumsum(RNG.gamma(2, size=N))
    data = replace(with_columns(time=time), y=rising, task="regression", class_names=())
    (one,) = found(data)
    assert one.what == "“time” is a time index, and “Answer” follows it."
    assert found(data, mended(one)) == ()


def test_chance_alone_hardly_ever_makes_rows_of_one_name_or_of_near_days_alike():
    alarms = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        data = replace(
            with_columns(user=rng.integers(0, 60, N), day=pd.date_range("2020", periods=N)),
            y=(rng.random(N) < 0.02 + 0.3 * rng.random()).astype(np.int64),
        )
        alarms += dated(data)[1] + grouped(data, np.arange(400), np.arange(400, N)).alike
    assert alarms <= 1
