from collections import Counter

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from bakeoff.contenders import contender
from bakeoff.figures.confusion import confusion_matrices
from bakeoff.text import speaking

RIVALS = ["decision_tree", "random_forest"]


def cells(report):
    return [trace for trace in confusion_matrices(report).data if trace.type == "heatmap"]


def test_a_matrix_a_rival_on_one_scale(iris):
    figure = confusion_matrices(iris)
    assert [trace.name for trace in cells(iris)] == [contender(name).label for name in RIVALS]
    assert [one.text for one in figure.layout.annotations] == [contender(name).label for name in RIVALS]
    assert {trace.coloraxis for trace in cells(iris)} == {"coloraxis"}
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (0, 100)


def test_numbers_are_scikit_learns_counts(iris):
    for trace, name in zip(cells(iris), RIVALS, strict=True):
        expected = confusion_matrix(iris.held_out.target, iris.answers[name].prediction.values)
        assert np.array(trace.text).tolist() == expected.tolist()
        assert np.array(trace.z) == pytest.approx(100 * expected / expected.sum(axis=1, keepdims=True))
        assert trace.x == trace.y == iris.setting.class_names


def test_truth_is_down_and_answer_across(iris):
    figure = confusion_matrices(iris)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("Answer", "Truth")
    assert figure.layout.yaxis.autorange == "reversed"


def test_every_cell_has_its_number_written_once(iris):
    texts = [trace for trace in confusion_matrices(iris).data if trace.type == "scatter" and trace.xaxis == "x"]
    written = {cell[:2]: cell[2] for one in texts for cell in zip(one.y, one.x, one.text, strict=True)}
    counts = confusion_matrix(iris.held_out.target, iris.answers["decision_tree"].prediction.values)
    names = iris.setting.class_names
    assert written == {(names[truth], names[answer]): str(n) for (truth, answer), n in np.ndenumerate(counts)}
    assert sum(len(one.x) for one in texts) == 9


def test_classes_are_drawn_in_the_readers_language(iris):
    with speaking("zh"):
        assert [list(trace.x) for trace in cells(iris)] == [["山鸢尾", "变色鸢尾", "维吉尼亚鸢尾"]] * 2


def test_the_title_names_the_most_frequent_mistake(iris):
    target, names = iris.held_out.target, iris.setting.class_names
    pairs = Counter(pair for name in RIVALS for pair in zip(target, iris.answers[name].prediction.values, strict=True))
    truth, answer = max((pair for pair in pairs if pair[0] != pair[1]), key=pairs.__getitem__)
    assert confusion_matrices(iris).layout.title.text == (
        f"Most frequent mistake, all contenders together: {names[truth]} taken for {names[answer]}"
    )


def test_numbers_have_no_confusion(diabetes):
    assert "this race predicts numbers" in confusion_matrices(diabetes).layout.annotations[0].text
