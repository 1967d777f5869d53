import numpy as np
from sklearn.neighbors import NearestNeighbors

from bakeoff.features.ask.job import nearest


def test_the_nearest_training_rows_are_those_of_scikit_learn(mixed):
    row, X = mixed.example(4).row, mixed.prepared.X_train
    distances, places = NearestNeighbors(n_neighbors=6).fit(X).kneighbors(mixed.features([row]))
    found = nearest(mixed, row)
    np.testing.assert_allclose([one.distance for one in found], distances[0], atol=1e-6)
    assert {one.example.number for one in found} == set(mixed.prepared.rows_train[places[0]].tolist())
    assert all(one.example.truth == mixed.prepared.data.y[one.example.number] for one in found)
