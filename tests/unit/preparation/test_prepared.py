from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC

from bakeoff.datasets import Dataset, dataset
from bakeoff.datasets.home import data_home
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare, prepare_dataset, take
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec

REAL_MNIST = data_home() / "mnist.npz"
LAZY_PREDICT = Rules(test_share=0.5, validation_share=0, split_seed=123, stratify=False, seed=42)


def load(name: str, **options) -> Dataset:
    info = dataset(name)
    return info.load(info.options.parse(options))


def refusal(data: Dataset, **rules) -> str:
    with pytest.raises(DatasetError) as caught:
        prepare_dataset(data, Rules(**rules), "Mine")
    return str(caught.value)


def labelled(*counts: int, **changes) -> Dataset:
    """A table with one random column and as many rows of each class as said."""
    y = np.repeat(np.arange(len(counts)), counts)
    X = pd.DataFrame({"x": np.random.default_rng(0).normal(size=len(y))})
    return replace(Dataset(X, y, "classification", ("x",), tuple("ABCDEFGHIJKL"[: len(counts)]), "Class"), **changes)


@pytest.fixture
def mixed() -> Dataset:
    """A table as people have them: gaps, categories, a yes/no column and whole numbers."""
    rng = np.random.default_rng(1)
    rows = 60
    size = rng.normal(10, 3, rows)
    size[::7] = np.nan
    colour = rng.choice(["red", "green", "blue"], rows).astype(object)
    colour[::9] = None
    frame = pd.DataFrame(
        {
            "size": size,
            "colour": colour,
            "shop": pd.Series(rng.choice(["a", "b"], rows), dtype="str"),
            "new": rng.random(rows) > 0.5,
            "count": rng.integers(0, 5, rows),
        }
    )
    return Dataset(frame, rng.normal(size=rows), "regression", tuple(frame.columns), (), "Price")


# --- the split ---


def test_the_lazypredict_protocol_gives_its_published_accuracies():
    spec = BakeoffSpec(dataset="breast_cancer", contenders=["svm"], rules=LAZY_PREDICT)
    done = prepare(spec)
    assert done.X_validation is None
    assert done.y_validation is None
    fitted = SVC(random_state=42).fit(done.X_train, done.y_train)
    assert fitted.score(done.X_test, done.y_test) == pytest.approx(0.982456, abs=5e-7)
    forest = RandomForestClassifier(random_state=42).fit(done.X_train, done.y_train)
    assert forest.score(done.X_test, done.y_test) == pytest.approx(0.97193, abs=5e-6)


def test_an_unstratified_split_is_scikit_learns_own():
    data = load("breast_cancer")
    _X_train, X_test, y_train, y_test = train_test_split(data.X, data.y, test_size=0.5, random_state=123)
    done = prepare_dataset(data, LAZY_PREDICT, "Mine")
    pd.testing.assert_frame_equal(take(done.data.X, done.rows_test), X_test)
    np.testing.assert_array_equal(done.y_train, y_train)
    np.testing.assert_array_equal(done.y_test, y_test)


def test_the_validation_part_is_cut_off_what_remains_with_the_same_seed():
    data = load("iris")
    rest, test = train_test_split(np.arange(150), test_size=0.25, random_state=5, stratify=data.y)
    train, validation = train_test_split(rest, test_size=0.2, random_state=5, stratify=data.y[rest])
    done = prepare_dataset(data, Rules(seed=5), "Mine")
    np.testing.assert_array_equal(done.rows_train, train)
    np.testing.assert_array_equal(done.rows_validation, validation)
    np.testing.assert_array_equal(done.rows_test, test)


def test_a_seed_of_its_own_splits_whatever_the_other_is():
    data = load("wine")
    first = prepare_dataset(data, Rules(seed=1, split_seed=9), "Mine")
    second = prepare_dataset(data, Rules(seed=2, split_seed=9), "Mine")
    third = prepare_dataset(data, Rules(seed=9), "Mine")
    np.testing.assert_array_equal(first.rows_test, second.rows_test)
    np.testing.assert_array_equal(first.rows_test, third.rows_test)


def test_stratified_parts_keep_the_class_shares():
    done = prepare_dataset(load("breast_cancer"), Rules(rows=200), "Mine")
    share = np.mean(done.data.y)
    for part in (done.y_train, done.y_validation, done.y_test):
        assert np.mean(part) == pytest.approx(share, abs=1.5 / len(part))


@settings(max_examples=40)
@given(
    name=st.sampled_from(["moons", "plane"]),
    test_share=st.floats(0.05, 0.9),
    validation_share=st.just(0.0) | st.floats(0.05, 0.8),
    rows=st.none() | st.integers(40, 400),  # with fewer a share may leave too few for two classes
    seed=st.integers(0, 2**32 - 1),
)
def test_no_row_is_in_two_parts_and_each_keeps_its_answer(name, test_share, validation_share, rows, seed):
    data = load(name, rows=300)
    rules = Rules(test_share=test_share, validation_share=validation_share, rows=rows, seed=seed, scale="none")
    done = prepare_dataset(data, rules, "Mine")
    every = np.concatenate([done.rows_train, done.rows_validation, done.rows_test])
    assert len(np.unique(every)) == len(every) <= 300
    left = 300 - len(done.rows_test)
    assert len(done.rows_train) + len(done.rows_validation) == min(left, rows or left)
    parts = [("train", done.X_train, done.y_train), ("test", done.X_test, done.y_test)]
    if validation_share:
        parts.append(("validation", done.X_validation, done.y_validation))
    for name, X, y in parts:
        numbers = getattr(done, f"rows_{name}")
        np.testing.assert_array_equal(X, data.X.to_numpy()[numbers])
        np.testing.assert_array_equal(y, data.y[numbers])


def test_an_official_test_part_is_used_whole_and_as_it_is():
    data = replace(load("digits"), official_test_rows=300)
    done = prepare_dataset(data, Rules(test_share=0.9, rows=500, validation_share=0.2), "Mine")
    np.testing.assert_array_equal(done.rows_test, np.arange(1497, 1797))
    assert (len(done.rows_train), len(done.rows_validation)) == (400, 100)
    assert done.rows_train.max() < 1497


def test_the_same_spec_gives_the_same_arrays():
    spec = BakeoffSpec(dataset="spiral", rules={"rows": 100, "seed": 3})
    first, second = prepare(spec), prepare(spec)
    np.testing.assert_array_equal(first.X_train, second.X_train)
    np.testing.assert_array_equal(first.X_validation, second.X_validation)


# --- the preprocessing ---


@pytest.mark.parametrize("name", ["wine", "digits"])
@pytest.mark.parametrize(("scale", "scaler"), [("standard", StandardScaler), ("minmax", MinMaxScaler)])
def test_numbers_are_scaled_as_scikit_learn_does(name, scale, scaler):
    data = load(name)
    done = prepare_dataset(data, Rules(scale=scale), "Mine")
    raw = np.asarray(data.X, dtype=np.float64)
    reference = scaler().fit(raw[done.rows_train])
    tolerance = 1e-5 if done.X_train.dtype == np.float32 else 1e-12
    np.testing.assert_allclose(done.X_train, reference.transform(raw[done.rows_train]), atol=tolerance)
    np.testing.assert_allclose(done.X_test, reference.transform(raw[done.rows_test]), atol=tolerance)


@pytest.mark.parametrize(("name", "dtype"), [("digits", np.float32), ("wine", np.float64), ("moons", np.float64)])
def test_pictures_are_single_precision_and_all_else_double(name, dtype):
    done = prepare_dataset(load(name), Rules(), "Mine")
    assert {part.dtype for part in (done.X_train, done.X_validation, done.X_test)} == {np.dtype(dtype)}


def test_unscaled_values_are_the_raw_ones_and_the_raw_ones_stay():
    data = load("digits")
    before = data.X.copy()
    done = prepare_dataset(data, Rules(scale="none"), "Mine")
    np.testing.assert_array_equal(done.X_test, before[done.rows_test])
    prepare_dataset(data, Rules(scale="standard"), "Mine")
    np.testing.assert_array_equal(data.X, before)


def test_gaps_and_categories_are_filled_by_the_training_part(mixed):
    done = prepare_dataset(mixed, Rules(scale="none", seed=4), "Mine")
    train, test = take(mixed.X, done.rows_train), take(mixed.X, done.rows_test)
    column = dict(zip(done.feature_names_out, done.X_test.T, strict=True))
    np.testing.assert_array_equal(column["size"], test["size"].fillna(train["size"].median()))
    np.testing.assert_array_equal(column["count"], test["count"])
    filled = test["colour"].fillna(train["colour"].mode()[0])
    for colour in ("red", "green", "blue"):
        np.testing.assert_array_equal(column[f"colour_{colour}"], filled == colour)
    np.testing.assert_array_equal(column["new_True"], test["new"])
    np.testing.assert_array_equal(column["shop_a"], test["shop"] == "a")
    assert np.isfinite(done.X_train).all()


def test_a_category_that_training_never_saw_is_all_zeros(mixed):
    done = prepare_dataset(mixed, Rules(seed=4), "Mine")
    strange = take(mixed.X, done.rows_test).assign(colour="mauve")
    colours = [place for place, name in enumerate(done.feature_names_out) if name.startswith("colour_")]
    assert not done.pipeline.transform(strange)[:, colours].any()


def test_a_column_without_any_value_does_no_harm(mixed):
    empty = replace(mixed, X=mixed.X.assign(size=np.nan))
    done = prepare_dataset(empty, Rules(), "Mine")
    assert np.isfinite(done.X_train).all()
    assert "size" in done.feature_names_out


def test_an_array_is_prepared_as_a_frame_with_its_names_is():
    data = load("wine")
    bare = replace(data, X=data.X.to_numpy())
    ours, theirs = prepare_dataset(bare, Rules(), "Mine"), prepare_dataset(data, Rules(), "Mine")
    np.testing.assert_array_equal(ours.X_train, theirs.X_train)
    assert ours.feature_names_out == theirs.feature_names_out == data.feature_names


def sentences(data, rules):
    return preprocessing_text(rules, prepare_dataset(data, rules, "Mine"))


def test_sentences_say_what_happens_to_this_data_and_nothing_else(mixed):
    scaled = "Numbers are scaled to mean 0 and variance 1, as measured on the training part."
    assert sentences(load("iris"), Rules()) == (scaled,)
    assert sentences(load("digits"), Rules()) == (scaled,)
    assert sentences(load("iris"), Rules(scale="none")) == ()
    assert sentences(mixed, Rules(scale="minmax")) == (
        "Missing numbers are filled with the median of the training part.",
        "Numbers are scaled so that the training part lies between 0 and 1.",
        "Missing categories are filled with the most frequent one of the training part.",
        "Each category becomes a column of its own, 1 where it applies and 0 elsewhere.",
    )


# --- no leakage ---


@pytest.mark.parametrize("scale", ["standard", "minmax"])
@pytest.mark.parametrize("name", ["mixed", "wine", "digits"])
def test_rows_outside_the_training_part_leave_no_trace_in_it(name, scale, mixed):
    data = mixed if name == "mixed" else load(name)
    rules = Rules(scale=scale)
    before = prepare_dataset(data, rules, "Mine")
    held_out = np.concatenate([before.rows_test, before.rows_validation])
    X = data.X.copy()
    if isinstance(X, pd.DataFrame):
        numbers = X.columns[[kind.kind == "f" for kind in X.dtypes]]
        X.loc[X.index[held_out], numbers] = 1e9
        if name == "mixed":
            X.loc[X.index[held_out], "colour"] = "mauve"
    else:
        X[held_out] = 255
    after = prepare_dataset(replace(data, X=X), rules, "Mine")
    assert not np.array_equal(before.X_test, after.X_test)
    np.testing.assert_array_equal(before.X_train, after.X_train)
    assert before.feature_names_out == after.feature_names_out
    same = take(data.X, before.rows_test)
    np.testing.assert_array_equal(before.pipeline.transform(same), after.pipeline.transform(same))


# --- data that cannot be used ---


def test_a_class_with_one_row():
    assert refusal(labelled(30, 1)) == (
        "Mine: class “B” has only one row left to share between “Test part” and the rest. Add rows of it, "
        "leave the class out or switch “Stratify” off."
    )


def test_a_class_whose_last_row_the_validation_part_would_need():
    sentence = refusal(labelled(6, 2), test_share=0.5)
    assert "class “B” has only one row left to share between “Validation part” and the rest" in sentence


def test_a_class_with_one_row_is_no_hindrance_to_a_plain_split():
    assert len(prepare_dataset(labelled(30, 20, 1), Rules(stratify=False), "Mine").y_train) > 0


def test_a_test_share_that_leaves_nothing():
    tiny = labelled(2, 2)
    assert refusal(tiny, test_share=0.9, stratify=False) == (
        "Mine: “Test part” at 90 % of 4 rows leaves nothing to train on; make it smaller."
    )


def test_a_validation_share_that_leaves_nothing():
    tiny = labelled(3, 3)
    assert refusal(tiny, test_share=0.5, validation_share=0.9, stratify=False) == (
        "Mine: “Validation part” at 90 % of 3 rows leaves nothing to train on; make it smaller."
    )


def test_a_part_smaller_than_the_number_of_classes():
    assert refusal(labelled(4, 4, 4, 4), test_share=0.1) == (
        "Mine: “Test part” would split 16 rows so that one side has 2, too few for 4 classes. Change its share, "
        "add rows or switch “Stratify” off."
    )


@pytest.mark.parametrize("stratify", [True, False])
def test_fewer_rows_than_classes(stratify):
    assert refusal(labelled(*[9] * 12), rows=10, stratify=stratify) == (
        "Mine has 12 classes, so 10 rows to train on are too few; allow more."
    )


def test_one_class_only():
    sentence = "Mine: the training part has rows of one class only; add rows of another or change the seed."
    assert refusal(labelled(30)) == sentence
    assert refusal(labelled(30), validation_share=0, stratify=False) == sentence


def test_an_official_test_part_that_is_all_there_is():
    data = labelled(20, 20, official_test_rows=40)
    assert "leaves nothing to train on" in refusal(data)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_target_without_a_value(mixed, value):
    y = mixed.y.copy()
    y[4] = value
    assert refusal(replace(mixed, y=y)) == (
        "Mine: the target “Price” has no usable value in row 5; fill it in or leave that row out."
    )


def test_a_class_that_is_unknown():
    data = labelled(20, 20)
    data.y[7] = -1  # how pandas' factorize marks a gap
    assert "the target “Class” has no usable value in row 8" in refusal(data)


def test_an_infinite_feature(mixed):
    broken = replace(mixed, X=mixed.X.assign(size=np.inf))
    assert refusal(broken) == "Mine: the column “size” has an infinite number; correct it or leave it out."


# --- taking rows ---


@pytest.mark.parametrize("rows", [[0, 1, 2], [2, 3], [4], [], [3, 1], [0, 2, 1, 3], [1, 1]])
def test_take_takes_those_rows_in_that_order(rows):
    values = np.arange(10).reshape(5, 2)
    chosen = np.array(rows, dtype=np.int64)
    np.testing.assert_array_equal(take(values, chosen), values[chosen])
    np.testing.assert_array_equal(take(pd.DataFrame(values), chosen), values[chosen])


def test_take_copies_nothing_where_rows_follow_one_another():
    values = np.arange(10).reshape(5, 2)
    assert np.shares_memory(take(values, np.array([1, 2, 3])), values)


@pytest.mark.skipif(not REAL_MNIST.exists(), reason=f"the real MNIST is not at {REAL_MNIST}")
def test_all_of_mnist_is_scaled_as_scikit_learn_does_it_in_one_go():
    done = prepare(BakeoffSpec(dataset="mnist", rules={"validation_share": 0}))
    assert done.X_train.shape == (60_000, 784)
    assert done.X_test.shape == (10_000, 784)
    np.testing.assert_array_equal(done.rows_train, np.arange(60_000))
    scaler = done.pipeline[-1]
    raw = done.data.X[:60_000]
    np.testing.assert_allclose(scaler.mean_, raw.mean(axis=0), atol=1e-4)
    spread = raw.std(axis=0)
    np.testing.assert_allclose(scaler.scale_, np.where(spread > 0, spread, 1), rtol=1e-4)


@pytest.mark.parametrize("unit", [1e-200, 1e200])
@pytest.mark.parametrize("which", ["feature", "target"])
def test_numbers_that_cannot_be_squared_are_refused_with_the_mend(unit, which):
    values = np.linspace(1.0, 2.0, 40)
    frame = pd.DataFrame({"a": values, "b": values[::-1]})
    frame["a"] *= unit if which == "feature" else 1.0
    data = Dataset(frame, values * (unit if which == "target" else 1.0), "regression", ("a", "b"), (), "c")
    name = "a" if which == "feature" else "c"
    with pytest.raises(DatasetError, match=f"Mine: the numbers in “{name}” are too large or too small"):
        prepare_dataset(data, Rules(), "Mine")
