"""Components against scikit-learn's own PCA, and the fewest that will do."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.features.learn.amounts.components import (
    MOST,
    WITHIN,
    compressed,
    fewest,
    good_enough,
    measured,
    reached,
    rebuilt,
)
from bakeoff.features.learn.digits import digit_pictures, rows


@pytest.mark.parametrize("components", [1, 8, 30])
def test_it_is_scikit_learns_pca_of_so_many(components):
    data, kept = digit_pictures(), compressed(components)
    pca = PCA(components, svd_solver="full").fit(rows(data.train))
    again = pca.inverse_transform(pca.transform(rows(data.validation)))
    assert rows(rebuilt(data.validation, components)) == pytest.approx(again)
    assert kept.variance == pytest.approx(pca.explained_variance_ratio_.sum())
    assert kept.missed == pytest.approx(np.sqrt(np.mean((again - rows(data.validation)) ** 2)))
    model = KNeighborsClassifier(1).fit(pca.transform(rows(data.train)), data.y_train)
    assert kept.accuracy == pytest.approx(model.score(pca.transform(rows(data.validation)), data.y_validation))
    assert kept.tested == pytest.approx(model.score(pca.transform(rows(data.test)), data.y_test))


def test_more_components_hold_more_and_all_of_them_everything():
    told = measured()
    assert np.all(np.diff([each.variance for each in told]) >= 0)
    assert np.all(np.diff([each.missed for each in told]) <= 0)
    assert told[-1].components == MOST
    assert told[-1].missed == pytest.approx(0, abs=1e-12)


def test_the_goal_is_the_fewest_and_nothing_else():
    assert fewest() in range(7, 14)  # as the question says: about ten
    assert not good_enough(fewest() - 1)
    assert compressed(fewest()).accuracy >= compressed(MOST).accuracy - WITHIN
    assert [components for components in range(1, MOST + 1) if reached(components)] == [fewest()]


def test_half_as_many_are_clearly_worse_as_a_wrong_ending_is_told():
    assert compressed(fewest() // 2).accuracy < compressed(fewest()).accuracy - 0.05
