"""Sentences of product reviews, rated by people, which ship with the package; where they come from is in README.md."""

import lzma
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd

from bakeoff.datasets.base import Dataset, DatasetInfo, NoOptions, named
from bakeoff.text import declared

_FILE = Path(__file__).with_name("amazonReviewSnippets_GroundTruth.txt.xz")
_NEUTRAL = 0.5
_COLUMN = "Sentence"
_CLASSES = named("Negative", "Positive")
_TARGET = declared("Opinion")


def rated_sentences() -> pd.DataFrame:
    """Return all 3,708 sentences: columns number, rating (mean of at least 20, from -4 to 4) and sentence."""
    with lzma.open(_FILE, "rt", encoding="ascii") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    frame = pd.DataFrame(rows, columns=["number", "rating", "sentence"])
    return frame.astype({"number": "str", "rating": np.float64, "sentence": "str"})


def chinese_sentences() -> tuple[list[str], list[int]]:
    """Return Chinese sentences, and 1 for each that praises, 0 for each that complains."""
    texts = tomllib.loads(Path(__file__).with_name("zh.toml").read_text("utf-8"))
    parts = [[text.strip() for text in texts[kind].split("。") if text.strip()] for kind in ("complaints", "praise")]
    return [*parts[0], *parts[1]], [0] * len(parts[0]) + [1] * len(parts[1])


def load(_options: NoOptions) -> Dataset:
    """Return the sentences that praise or complain; those whose mean rating is nearest to neutral are left out."""
    rated = rated_sentences()
    clear = rated[rated["rating"].abs() >= _NEUTRAL].reset_index(drop=True)
    return Dataset(
        X=clear[["sentence"]].set_axis([_COLUMN], axis=1),
        y=(clear["rating"] > 0).to_numpy().astype(np.int64),
        task="classification",
        feature_names=named("Sentence"),
        class_names=_CLASSES,
        target_name=_TARGET,
        text_features=(_COLUMN,),
    )


DATASETS = (
    DatasetInfo(
        name="reviews",
        title="Product reviews",
        summary="Each row is a sentence from a customer’s review; predict whether it praises or complains.",
        task="classification",
        kind="text",
        rows=2985,
        features=1,
        classes=2,
        load=load,
        reference="https://github.com/cjhutto/vaderSentiment",
        names=(*_CLASSES, _TARGET),
    ),
)
