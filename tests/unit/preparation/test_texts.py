import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bakeoff.datasets import Dataset, dataset
from bakeoff.preparation import texts
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.preparation.texts import TextWeights, on_a_plane
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules
from bakeoff.text import speaking, told
from bakeoff.transform import Transform

MESSAGES = pd.DataFrame({"said": ["red rose", "red tulip", None, "blue rose", "", "green tulip leaf"]})


def test_texts_become_scikit_learns_tf_idf_of_words_pairs_and_runs_as_sparse_as_it_is():
    said = MESSAGES["said"].fillna("")
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=texts.RUNS, sublinear_tf=True)
    expected = np.hstack(
        [words.fit_transform(said).toarray(), texts.WEIGHT_OF_RUNS * runs.fit_transform(said).toarray()]
    )
    found = clone(TextWeights()).fit(MESSAGES)
    weights = found.transform(MESSAGES)
    assert sparse.issparse(weights)
    assert weights.format == "csr"
    np.testing.assert_allclose(weights.toarray(), expected)
    np.testing.assert_array_equal(weights.toarray()[[2, 4]], 0)
    names = list(found.get_feature_names_out())
    assert len(names) == expected.shape[1]
    assert {"said: rose", "said: red rose", "said: ros…", "said: …ose", "said: ‹red›"} <= set(names)
    assert weights[0, names.index("said: red tulip")] == 0 < weights[1, names.index("said: red tulip")]


@pytest.mark.parametrize("said", [["", None, "..."], ["one", "one", None], ["…", "!", "?"], ["", None, " "]])
def test_texts_with_hardly_a_word_have_columns_too(said):
    frame = pd.DataFrame({"said": said}, dtype="str")
    encoder = TextWeights().fit(frame)
    found = encoder.transform(frame)
    assert found.shape == (3, len(encoder.get_feature_names_out()))
    assert np.isfinite(found.data).all()
    assert on_a_plane(frame).shape == (3, 2)


@pytest.mark.parametrize(
    ("good", "bad", "asked"),
    [
        ("这个相机很好用", "这个相机太差了", ("电池很好用", "电池太差了")),
        ("このカメラはとても良い", "このカメラはひどい", ("電池はとても良い", "電池はひどい")),
    ],
)
def test_what_is_written_without_spaces_is_learnt_from(good, bad, asked):
    frame = pd.DataFrame({"said": [good, bad] * 3})
    encoder = TextWeights().fit(frame)
    model = LogisticRegression(C=10).fit(encoder.transform(frame), [1, 0] * 3)
    assert model.predict(encoder.transform(pd.DataFrame({"said": asked}))).tolist() == [1, 0]


def test_what_stands_in_one_text_of_many_is_not_counted():
    frame = pd.DataFrame({"said": [f"same {place}{place}x" for place in range(texts.ENOUGH_TEXTS)]})
    names = TextWeights().fit(frame).get_feature_names_out()
    assert [name for name in names if name.isascii() and "x" in name] == []
    assert "said: same" in names


def test_columns_are_bounded_and_too_much_text_has_no_runs(monkeypatch):
    monkeypatch.setattr(texts, "MOST_WORDS", 3)
    monkeypatch.setattr(texts, "MOST_RUNS", 4)
    assert TextWeights().fit_transform(MESSAGES).shape[1] == 7
    monkeypatch.setattr(texts, "MOST_LETTERS", 20)
    assert TextWeights().fit_transform(MESSAGES).shape[1] == 3


@pytest.fixture
def mixed() -> Dataset:
    rng, rows = np.random.default_rng(0), 200
    X = pd.DataFrame(
        {"size": rng.normal(size=rows), "said": rng.choice(["a red rose", "the blue sea", "green grass here"], rows)}
    )
    return Dataset(X, rng.integers(0, 2, rows), "classification", tuple(X), ("no", "yes"), "A", text_features=("said",))


def test_numbers_beside_texts_are_scaled_and_all_is_sparse(mixed):
    prepared = prepare_dataset(mixed, Rules(), "Mine")
    assert sparse.issparse(prepared.X_train)
    size = prepared.X_train[:, [prepared.feature_names_out.index("size")]].toarray()
    assert (size.mean(), size.std()) == (pytest.approx(0), pytest.approx(1))
    assert "Texts become numbers: TF-IDF of words, pairs of words and runs of 3 to 5 characters." in preprocessing_text(
        Rules(), prepared
    )


@pytest.mark.parametrize(
    ("transform", "width"),
    [(Transform(components=2), 2), (Transform(components=2, degree=2), 5), (Transform(degree=2), None)],
)
def test_texts_are_compressed_and_multiplied(mixed, transform, width):
    prepared = prepare_dataset(mixed, Rules(), "Mine", transform)
    assert isinstance(prepared.X_train, np.ndarray)
    assert np.isfinite(prepared.X_train).all()
    assert prepared.X_train.shape[1] == len(prepared.feature_names_out)
    assert width in (None, prepared.X_train.shape[1])


def test_copies_of_rows_with_texts_keep_them(mixed):
    prepared = prepare_dataset(mixed, Rules(), "Mine", Transform(copies=2))
    n = len(prepared.rows_train)
    said = [place for place, name in enumerate(prepared.feature_names_out) if name.startswith("said")]
    assert prepared.X_train.shape[0] == 3 * n
    assert abs(prepared.X_train[:n, said] - prepared.X_train[n : 2 * n, said]).max() == 0


def test_classes_of_texts_are_evened_out():
    pytest.importorskip("imblearn")
    said = ["a red rose", "some red thing", "one rose"] * 20 + ["the blue sea", "blue sky", "a sea"] * 4
    y = np.repeat([0, 1], [60, 12])
    data = Dataset(
        pd.DataFrame({"said": said}), y, "classification", ("said",), ("a", "b"), "A", text_features=("said",)
    )
    prepared = prepare_dataset(data, Rules(), "Mine", Transform(smote=True))
    assert sparse.issparse(prepared.X_train)
    assert len(set(np.bincount(prepared.y_train))) == 1


def test_a_word_of_a_text_is_told_with_its_column_in_the_readers_language():
    chosen = dataset("reviews")
    prepared = prepare_dataset(chosen.load(chosen.options()), Rules(), "Reviews")
    name = prepared.feature_names_out[0]
    assert name.startswith("Sentence: ")
    with speaking("zh"):
        assert told(name) == name.replace("Sentence: ", "句子：")


def test_the_beginning_of_a_long_text_places_it():
    begin = ["good " * 200, "bad " * 250, "so so " * 200]
    whole = [text + "and this and that " * 100 for text in begin]
    np.testing.assert_array_equal(on_a_plane(pd.DataFrame({"a": whole})), on_a_plane(pd.DataFrame({"a": begin})))
