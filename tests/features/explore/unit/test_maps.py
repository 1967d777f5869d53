import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from bakeoff.features.explore.maps import MOST_COMPONENTS, TsneSettings, components, tsne

X = load_iris().data


def test_components_and_what_they_keep_are_those_of_the_covariance():
    found = components(X)
    values = np.linalg.eigvalsh(np.cov(X.T))[::-1]
    assert found.kept == pytest.approx(values / values.sum())
    assert found.scores == pytest.approx(PCA().fit_transform(X), abs=1e-5)


def test_there_are_at_most_fifty_components():
    assert components(np.random.default_rng(0).normal(size=(80, 60))).scores.shape == (80, MOST_COMPONENTS)


def test_rows_that_are_all_alike_keep_nothing():
    assert components(np.ones((6, 3))).kept.tolist() == [0, 0, 0]


def test_the_map_is_scikit_learns_and_tells_how_far_it_is():
    scores, told = components(X).scores, []
    found = tsne(scores, TsneSettings(perplexity=20, seed=3), told.append)
    expected = TSNE(perplexity=20, random_state=3, init="pca", max_iter=1000).fit_transform(scores)
    assert found == pytest.approx(expected)
    assert told == sorted(told)
    assert len(told) > 5
    assert max(told) <= 1


def test_few_rows_and_a_single_column_have_a_map():
    assert tsne(np.arange(6, dtype=np.float32).reshape(-1, 1), TsneSettings(), lambda _share: None).shape == (6, 2)
