"""How right contenders are on product reviews: words, pairs and runs as they are, against 50 components of the words.

The rival is what texts became before: TF-IDF of words and pairs of words, truncated SVD to 50 components, each scaled.
Both see the same rows, split by each seed, and every contender has its default settings.

    python benchmarks/texts.py [seeds] [contender ...]
"""

import sys
import time
from collections import defaultdict
from dataclasses import replace

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.contenders import contender
from bakeoff.evaluation.fitting import fit
from bakeoff.evaluation.predicting import predict
from bakeoff.preparation.prepared import Prepared, prepare
from bakeoff.preparation.texts import TOKEN
from bakeoff.spec import BakeoffSpec

NAMES = ("keras_mlp", "svm", "linear", "random_forest", "boosting", "decision_tree", "k_nearest")
COMPONENTS, MOST_WORDS = 50, 20_000


def as_before(prepared: Prepared) -> Prepared:
    """Return the same rows as components of their words."""
    texts = prepared.data.table.iloc[:, 0].fillna("").astype(str).to_numpy()
    words = TfidfVectorizer(token_pattern=TOKEN, ngram_range=(1, 2), max_features=MOST_WORDS, sublinear_tf=True)
    pipeline = make_pipeline(words, TruncatedSVD(COMPONENTS, random_state=0), StandardScaler())
    return replace(
        prepared,
        X_train=pipeline.fit_transform(texts[prepared.rows_train]),
        X_validation=pipeline.transform(texts[prepared.rows_validation]),
        X_test=pipeline.transform(texts[prepared.rows_test]),
        pipeline=pipeline,
    )


def main() -> None:
    """Print a line for each contender: accuracy before and now, mean of the seeds, and CPU seconds of a fit."""
    n_seeds, names = int((sys.argv[1:] or ["5"])[0]), tuple(sys.argv[2:]) or NAMES
    if "keras_mlp" in names:
        from bakeoff.contenders.keras_mlp.estimator import limit_threads

        limit_threads()
    right: dict[tuple[str, str], list[float]] = defaultdict(list)
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for seed in range(n_seeds):
        spec = BakeoffSpec(dataset="reviews", rules={"seed": seed}, contenders={name: {} for name in names})
        now = prepare(spec)
        for way, prepared in (("before", as_before(now)), ("now", now)):
            for name in names:
                estimator = contender(name).build(spec.contenders[name], now.task, seed)
                started = time.process_time()
                fit(estimator, prepared, spec.rules)
                seconds[name, way].append(time.process_time() - started)
                right[name, way].append(
                    float(np.mean(predict(estimator, prepared.X_test, prepared).values == now.y_test))
                )
        for name in names:
            told(name, right, seconds)


def told(name: str, right: dict[tuple[str, str], list[float]], seconds: dict[tuple[str, str], list[float]]) -> None:
    """Print what is known of a contender so far."""
    before, after = (np.array(right[name, way]) for way in ("before", "now"))
    print(
        f"{contender(name).label:20} seeds {len(after)}"
        f"  before {100 * before.mean():.1f} %  now {100 * after.mean():.1f} %"
        f"  gain {100 * (after - before).mean():+.1f} ± {100 * (after - before).std(ddof=0):.1f} points"
        f"  CPU {np.mean(seconds[name, 'before']):.2f} s, now {np.mean(seconds[name, 'now']):.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
