"""More rows to train on: what moved where, and that nothing else changes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from imblearn.over_sampling import SMOTE

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError, NotInstalledError
from bakeoff.preparation import oversampling
from bakeoff.preparation.augmentation import changed_copy, changed_pictures, noisy_rows
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.race.preprocessing_text import effects_text
from bakeoff.race.race import check
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.transform import Transform

STILL = {"shift": 0.0, "rotate": 0.0, "zoom": 0.0, "flip": False, "noise": 0.0}


class Drawn:
    """A generator whose numbers are known: every uniform draw is the upper or the lower end."""

    def __init__(self, end: int):
        self.end = end

    def uniform(self, low, high, size):
        return np.full(size, (low, high)[self.end], dtype=float)

    def random(self, n):
        return np.zeros(n)


@pytest.fixture
def picture() -> np.ndarray:
    """One picture with four different spots, as large as an MNIST digit."""
    drawn = np.zeros((1, 28, 28), dtype=np.uint8)
    drawn[0, 10, 5], drawn[0, 20, 15], drawn[0, 6, 20], drawn[0, 13:15, 13:15] = 250, 200, 150, 100
    return drawn


def changed(picture, end=1, **how):
    return changed_pictures(picture, Drawn(end), **STILL | how)


def test_a_shift_moves_every_pixel_by_a_share_of_the_side(picture):
    moved = changed(picture, shift=0.25)
    np.testing.assert_array_equal(moved[0, 7:, 7:], picture[0, :-7, :-7])
    assert not moved[0, :7].any()
    back = changed(picture, end=0, shift=0.25)
    np.testing.assert_array_equal(back[0, :-7, :-7], picture[0, 7:, 7:])


def test_a_quarter_turn_is_numpys(picture):
    assert [changed(picture, end, rotate=90)[0].tolist() for end in (0, 1)] in (
        [np.rot90(picture[0]).tolist(), np.rot90(picture[0], -1).tolist()],
        [np.rot90(picture[0], -1).tolist(), np.rot90(picture[0]).tolist()],
    )


def test_a_flip_is_left_to_right(picture):
    np.testing.assert_array_equal(changed(picture, flip=True)[0], picture[0, :, ::-1])


def test_a_zoom_makes_a_square_larger_about_the_middle():
    square = np.zeros((1, 28, 28), dtype=np.uint8)
    square[0, 10:18, 10:18] = 200
    larger, smaller = changed(square, 1, zoom=0.5), changed(square, 0, zoom=0.5)
    assert (larger > 100).sum() == 12 * 12
    assert (smaller > 100).sum() == 4 * 4
    np.testing.assert_array_equal(larger[0], larger[0, ::-1, ::-1])


def test_what_comes_in_from_beyond_the_edge_looks_like_the_edge():
    light = np.full((3, 8, 8), 240, dtype=np.uint8)
    light[:, 4, 4] = 0
    moved = changed(light, shift=0.25)
    assert np.argwhere(moved == 0).tolist() == [[place, 6, 6] for place in range(3)]
    assert (moved[:, 0] == 240).all()


def test_noise_has_the_spread_it_is_given_and_stays_within_what_pixels_are():
    rng = np.random.default_rng(0)
    pictures = rng.integers(100, 150, (200, 8, 8), dtype=np.uint8)
    noisy = changed_pictures(pictures, rng, **STILL | {"noise": 0.5})
    inner = (noisy > pictures.min()) & (noisy < pictures.max())
    difference = (noisy.astype(float) - pictures)[inner]
    assert noisy.max() <= pictures.max()
    assert noisy.dtype == np.uint8
    assert difference.std() == pytest.approx(0.5 * pictures.std(), rel=0.1)


def test_still_pictures_stay_what_they_are():
    pictures = np.random.default_rng(0).integers(0, 256, (50, 9, 7), dtype=np.uint8)
    np.testing.assert_array_equal(changed_pictures(pictures, np.random.default_rng(1), **STILL), pictures)


def test_a_tables_noise_is_a_share_of_each_columns_spread():
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "small": rng.normal(size=4000),
            "large": rng.normal(scale=1000, size=4000),
            "gap": np.where(np.arange(4000) < 10, np.nan, 1.0),
            "whole": rng.integers(0, 9, 4000),
            "word": "a",
            "day": pd.Timestamp("2024-01-01"),
            "yes": True,
        }
    )
    noisy = noisy_rows(table, rng, 0.2)
    for name in ("small", "large", "whole"):
        assert (noisy[name] - table[name]).std() == pytest.approx(0.2 * table[name].std(), rel=0.05)
    pd.testing.assert_frame_equal(noisy[["gap", "word", "day", "yes"]], table[["gap", "word", "day", "yes"]])


def test_a_copy_is_the_same_however_many_follow():
    first, second = (prepare(BakeoffSpec(transform={"copies": copies}, rules={"scale": "none"})) for copies in (1, 3))
    np.testing.assert_array_equal(second.X_train[: len(first.X_train)], first.X_train)


@pytest.mark.parametrize("name", ["digits", "diabetes"])
def test_only_the_training_part_grows_and_each_row_knows_where_it_comes_from(name):
    plain, done = prepare(BakeoffSpec(dataset=name)), prepare(BakeoffSpec(dataset=name, transform={"copies": 2}))
    n = len(plain.y_train)
    if name != "digits":  # what preprocessing learns of pictures it learns of their copies, too
        np.testing.assert_array_equal(done.X_train[:n], plain.X_train)
        np.testing.assert_array_equal(done.X_test, plain.X_test)
    assert len(done.X_test) == len(plain.X_test)
    assert len(done.X_validation) == len(plain.X_validation)
    np.testing.assert_array_equal(done.rows_train, plain.rows_train)
    assert len(done.X_train) == 3 * n
    sources = [done.source(place) for place in range(3 * n)]
    np.testing.assert_array_equal(done.y_train, done.data.y[sources])
    assert not np.array_equal(done.X_train[n : 2 * n], done.X_train[:n])


def test_pixels_are_scaled_by_what_pictures_and_copies_show():
    done = prepare(BakeoffSpec(transform={"copies": 2}))
    np.testing.assert_allclose(done.X_train.mean(axis=0), 0, atol=1e-5)
    spread = done.X_train.std(axis=0)
    np.testing.assert_allclose(spread[spread > 0], 1, atol=1e-4)


def test_a_copy_is_what_the_pipeline_makes_of_a_changed_picture():
    done = prepare(BakeoffSpec(transform={"copies": 1}, rules={"seed": 2}))
    raw, n = done.data.X[done.rows_train], len(done.rows_train)
    copies = changed_copy(raw, (8, 8), Transform(copies=1), 2, 1)
    np.testing.assert_array_equal(done.X_train[n:], done.pipeline.transform(copies))


def test_another_seed_draws_other_copies():
    X, how = np.random.default_rng(0).integers(0, 256, (5, 64), dtype=np.uint8), Transform(copies=1)
    assert np.array_equal(changed_copy(X, (8, 8), how, 1, 1), changed_copy(X, (8, 8), how, 1, 1))
    assert not np.array_equal(changed_copy(X, (8, 8), how, 1, 1), changed_copy(X, (8, 8), how, 2, 1))


# --- SMOTE ---


def test_smote_is_imbalanced_learns_on_the_preprocessed_training_part():
    plain, done = (
        prepare(BakeoffSpec(dataset="breast_cancer", transform=how, rules={"seed": 3})) for how in ({}, {"smote": True})
    )
    X, y = SMOTE(random_state=3).fit_resample(plain.X_train, plain.y_train)
    np.testing.assert_allclose(done.X_train, X)
    np.testing.assert_array_equal(done.y_train, y)
    np.testing.assert_array_equal(done.X_test, plain.X_test)
    assert np.bincount(done.y_train).tolist() == [np.bincount(plain.y_train).max()] * 2
    assert effects_text(done.effects)[-1] == (
        f"SMOTE makes up {len(y) - len(plain.y_train)} rows to train on, so that all classes have as many."
    )
    assert done.source(len(plain.y_train)) is None


def test_what_smote_makes_up_lies_between_two_rows_of_its_class():
    done = prepare(BakeoffSpec(dataset="breast_cancer", transform={"smote": True}))
    n = len(done.rows_train)
    rare = done.X_train[:n][done.y_train[:n] == done.y_train[n]]
    for made in done.X_train[n : n + 10]:
        apart = np.linalg.norm(rare - made, axis=1)
        pairs = np.linalg.norm(rare[:, None] - rare[None], axis=2)
        # On the line between two rows the distances to both add up to the distance between them.
        assert np.abs(apart[:, None] + apart[None] - pairs)[np.triu_indices(len(rare), 1)].min() < 1e-9


def rare(n: int) -> Dataset:
    y = np.repeat([0, 1], [60, n])
    X = pd.DataFrame(np.random.default_rng(0).normal(size=(len(y), 3)), columns=list("abc"))
    return Dataset(X, y, "classification", ("a", "b", "c"), ("often", "seldom"), "Class")


def test_few_rows_of_a_class_have_fewer_neighbours_and_one_is_too_few():
    rules, how = Rules(validation_share=0, stratify=False), Transform(smote=True)
    for seed in range(40):
        done = prepare_dataset(rare(3), rules.parse(dict(rules) | {"seed": seed}), "Mine")
        if (done.y_train == 1).sum() == 2:
            evened = prepare_dataset(rare(3), rules.parse(dict(rules) | {"seed": seed}), "Mine", how)
            assert len(set(np.bincount(evened.y_train))) == 1
        if (done.y_train == 1).sum() == 1:
            with pytest.raises(DatasetError) as caught:
                prepare_dataset(rare(3), rules.parse(dict(rules) | {"seed": seed}), "Mine", how)
            assert str(caught.value).startswith("The class “seldom” has one row to train on, and SMOTE needs two")
            return
    raise AssertionError("no split left one row of the class")


def test_smote_has_no_say_on_pictures_and_numbers():
    for name in ("digits", "diabetes"):
        done = prepare(BakeoffSpec(dataset=name, transform={"smote": True}))
        assert len(done.y_train) == len(done.rows_train)


def test_without_imbalanced_learn_nothing_starts(monkeypatch):
    from bakeoff import transform
    from bakeoff.race import race

    sentence = "SMOTE is not installed: run pip install '.[smote]' to even out classes with it."
    monkeypatch.setattr(transform.importlib.util, "find_spec", lambda name: None)
    assert transform.smote_missing() == sentence
    assert race.smote_missing is oversampling.smote_missing is transform.smote_missing
    with pytest.raises(NotInstalledError, match="SMOTE is not installed"):
        check(BakeoffSpec(dataset="iris", contenders=["dummy"], transform={"smote": True}))
    with pytest.raises(NotInstalledError, match="SMOTE is not installed"):
        prepare_dataset(replace(rare(30)), Rules(), "Mine", Transform(smote=True))
