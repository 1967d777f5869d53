import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import dataset
from bakeoff.figures.transform import compression, compression_frame, transformed_pictures, transformed_rows
from bakeoff.preparation.prepared import prepare
from bakeoff.preparation.preview import before_after
from bakeoff.preparation.splits import take
from bakeoff.spec import BakeoffSpec
from tests.unit.figures.png_reader import pixels


def looked_at(name: str, **transform):
    spec = BakeoffSpec(dataset=name, transform=transform)
    data = dataset(name).load(spec.dataset.options)
    return before_after(data, spec), data, spec


def test_pictures_stand_side_by_side_as_they_are_changed_and_made_anew():
    found, data, _spec = looked_at("digits", copies=1, components=8)
    figure = transformed_pictures(found.pictures, data)
    titles = [one.text for one in figure.layout.annotations]
    assert titles == ["As they are", "A changed copy of each", "From the components kept"]
    ink = [pixels(image.source)[..., 3] for image in figure.layout.images]
    assert [one.shape for one in ink] == [(100, 60)] * 3
    # A tile is a picture of 8 by 8 with a clear edge; the first line is the first class.
    first = found.pictures.before[0, 0].reshape(8, 8).astype(float)
    np.testing.assert_allclose(ink[0][1:9, 1:9], first * 255 / 16, atol=1)
    assert not np.array_equal(ink[0], ink[1])
    assert not np.array_equal(ink[0], ink[2])
    assert figure.layout.yaxis.ticktext == data.class_names


def test_only_what_is_done_has_a_panel():
    found, data, _spec = looked_at("digits", copies=2)
    assert len(transformed_pictures(found.pictures, data).layout.images) == 2
    assert found.shares is None


def test_the_chosen_number_of_components_is_marked_on_the_curve():
    found, _data, spec = looked_at("breast_cancer", components=5)
    done = prepare(spec)
    own = PCA().fit(StandardScaler().fit_transform(take(done.data.X, done.rows_train)))
    figure, frame = compression(found), compression_frame(found)
    np.testing.assert_allclose(frame["kept"], own.explained_variance_ratio_.cumsum())
    curve, here = figure.data
    assert (here.x[0], here.y[0]) == (5, pytest.approx(100 * frame["kept"][4]))
    assert len(curve.x) == 30
    assert figure.layout.title.text == f"5 of 30 components keep {100 * frame['kept'][4]:.1f} % of the variance"


def test_made_up_rows_are_hollow_and_in_the_same_plane():
    found, data, _spec = looked_at("breast_cancer", smote=True)
    figure = transformed_rows(found, data)
    assert [one.text for one in figure.layout.annotations] == [
        "Training rows before",
        "And after, what is added hollow",
    ]
    assert figure.layout.xaxis2.matches == "x"
    hollow = [trace for trace in figure.data if trace.marker.symbol.endswith("-open")]
    assert [trace.name for trace in hollow] == ["Malignant"]
    shown = [trace.name for trace in figure.data if trace.showlegend]
    assert shown == ["Malignant", "Benign"]


def test_numbers_have_no_key_of_classes():
    found, data, _spec = looked_at("diabetes", copies=1)
    figure = transformed_rows(found, data)
    assert not figure.layout.showlegend
    assert [trace.marker.symbol for trace in figure.data] == ["circle", "circle", "circle-open"]
