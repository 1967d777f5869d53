"""A saved model answers for its own rows.csv what it answered in its race, whatever the cells look like."""

import io
import json

import numpy as np
import pandas as pd
import pytest

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.export.models.rows import Schema
from bakeoff.export.models.saved import SavedModel, saved
from bakeoff.preparation.prepared import Prepared, prepare_dataset
from bakeoff.race.fitting import fit
from bakeoff.rules import Rules
from bakeoff.transform import Transform

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras

N = 240
NAMES = ["decision_tree", "random_forest", "svm"]
OTHERS = {"texts for a machine": "svm", "texts and fractions": "k_nearest", "texts for a network": "keras_mlp"}
SETTINGS = {"random_forest": {"n_estimators": 5}, "keras_mlp": {"hidden": "4", "epochs": 5}}
RUN = """
import json, os
from pathlib import Path
found = {}
for path in sorted(Path().resolve().glob("*/load.py")):
    os.chdir(path.parent)
    names = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    found[path.parent.name] = {"probabilities": names["probabilities"].tolist(), "answers": names["answers"]}
print(json.dumps(found))
"""


def drawn(values: list[object], **how: object) -> pd.Series:
    picked = np.random.default_rng(len(values)).integers(0, len(values), N)
    return pd.Series([values[place] for place in picked], **how)


def gaps(column: pd.Series, share: float = 0.2) -> pd.Series:
    return column.where(np.random.default_rng(1).random(N) > share)


RNG = np.random.default_rng(0)
COLUMNS = {
    "whole numbers as text": drawn(["1", "2", "10"], dtype=object),
    "leading zeros": drawn(["007", "07", "7", "0.50", "1e3"], dtype=object),
    "truth values as text": drawn(["True", "False", "TRUE"], dtype=object),
    "words for gaps": drawn(["NA", "null", "NaN", "None", "n/a", "-", None], dtype=object),
    "empty texts and gaps": drawn(["", "a", "NaN", None], dtype=object),
    "truth values": drawn([True, False]),
    "truth values with gaps": drawn([True, False, None], dtype=object),
    "numbers as categories": pd.Series(pd.Categorical(RNG.choice([1, 2, 3], N))),
    "fractions as categories": drawn([0.5, 1.0, 0.1 + 0.2, None], dtype=object),
    "formulas": drawn(["=HYPERLINK(0)", "+1+1", "@x", "'=1", "-1", "--"], dtype=object),
    "spaces and quotes": drawn([" a", "a ", 'a"b', "a,b", "a\nb", "ä"], dtype=object),
    "days": pd.Series(pd.Timestamp("1999-12-25") + pd.to_timedelta(RNG.integers(0, 900, N), "D")),
    "hours with gaps": gaps(pd.Series(pd.Timestamp("2024-02-28") + pd.to_timedelta(RNG.integers(0, 900, N), "h"))),
    "whole numbers with gaps": gaps(pd.Series(RNG.integers(0, 9, N))).astype("Int64"),
    "fractions": pd.Series(RNG.normal(size=N)),
    "short fractions": gaps(pd.Series(RNG.normal(size=N).astype(np.float32))),
    "large": pd.Series(RNG.integers(10**15, 10**16, N)),
    "=1+1": pd.Series(RNG.normal(size=N)),
}
TEXTS = drawn(["a good thing", "=a bad thing", "not good at all", "NA", "", None, "12 things", "a thing so bad"])
TABLES = {
    **{name: {name: column} for name, column in COLUMNS.items()},
    "all of it": {**COLUMNS, "remark": TEXTS},
    "texts": {"remark": TEXTS},
    "texts for a machine": {"remark": TEXTS},
    "texts and fractions": {"fractions": COLUMNS["fractions"], "remark": TEXTS},
    "texts for a network": {"remark": TEXTS},
}


def table(name: str) -> Prepared:
    frame = pd.DataFrame(TABLES[name])
    texts = tuple(column for column in frame if column == "remark")
    codes = pd.factorize(frame.iloc[:, 0])[0]
    target = (codes % 2 ^ (np.random.default_rng(2).random(N) < 0.2)).astype(np.int64)
    data = Dataset(frame, target, "classification", tuple(frame), ("no", "True"), "ill", text_features=texts)
    more = Transform(components=5, degree=2) if name == "all of it" else None
    return prepare_dataset(data, Rules(), "Made up", more)


@pytest.fixture(scope="module")
def fitted() -> dict[str, tuple[Prepared, object, SavedModel]]:
    found = {}
    for place, name in enumerate(TABLES):
        prepared, kind = table(name), contender(OTHERS.get(name, NAMES[place % len(NAMES)]))
        estimator = kind.build(kind.hyperparameters.parse(SETTINGS.get(kind.name, {})), "classification", 0)
        fit(estimator, prepared, Rules())
        found[name] = prepared, estimator, saved(kind.name, estimator, prepared)
    return found


@pytest.fixture(scope="module")
def opened(bare_python, fitted, tmp_path_factory) -> dict[str, dict[str, list]]:
    """Return what each answers in an interpreter that has no Bakeoff."""
    folder = tmp_path_factory.mktemp("models")
    for place, (_prepared, _estimator, one) in enumerate(fitted.values()):
        (folder / f"{place:02}").mkdir()
        for file, content in {**one.files, "load.py": one.code.encode()}.items():
            (folder / f"{place:02}" / file).write_bytes(content)
    done = bare_python.run(RUN, folder)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    return dict(zip(fitted, json.loads(done.stdout.splitlines()[-1]).values(), strict=True))


@pytest.mark.parametrize("name", TABLES)
def test_it_answers_for_its_own_rows_as_in_the_race(fitted, opened, name):
    prepared, estimator, _saved = fitted[name]
    expected = estimator.predict_proba(prepared.X_test[:20])
    np.testing.assert_allclose(
        opened[name]["probabilities"], expected, rtol=0, atol=1e-6 if "network" in name else 1e-12
    )
    assert opened[name]["answers"] == [prepared.class_names[code] for code in expected.argmax(axis=1)]


@pytest.mark.parametrize("name", ["leading zeros", "truth values as text", "words for gaps", "whole numbers as text"])
def test_what_pandas_guesses_is_another_row(fitted, name):
    """The rows are such that guessing would be seen: this is what the code would do with a bare read_csv."""
    prepared, _estimator, one = fitted[name]
    guessed = pd.read_csv(io.BytesIO(one.files["rows.csv"]))
    raw = prepared.data.X.iloc[prepared.rows_test[:20]].reset_index(drop=True)
    assert not guessed.iloc[:, 0].astype(object).equals(raw.iloc[:, 0])


def test_rows_of_ones_own_may_have_gaps_and_new_categories(fitted):
    schema = Schema.of(fitted["truth values"][0].data)
    rows = schema.read(b"truth values\nTrue\nperhaps\n\n")
    assert rows["truth values"].tolist() == [True, "perhaps"]


def test_values_that_look_alike_are_refused():
    frame = pd.DataFrame({"mixed": pd.Series([1, "1"] * 20, dtype=object)})
    data = Dataset(frame, np.arange(40) % 2, "classification", ("mixed",), ("no", "yes"), "ill")
    with pytest.raises(SettingError, match="look alike as text"):
        Schema.of(data)


def test_a_table_of_numbers_needs_one_plain_line(fitted):
    assert 'rows = pd.read_csv("rows.csv", dtype=str).astype("float64")\n' in fitted["fractions"][2].code
    assert "def read_rows" not in fitted["fractions"][2].code
