import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from bakeoff.contenders import contender
from bakeoff.figures.confusion import confusion_frame, confusion_matrices
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
    frame = confusion_frame(iris).query("contender == 'decision_tree'")
    assert written == {(row.truth, row.answer): str(row.rows) for row in frame.itertuples()}
    assert sum(len(one.x) for one in texts) == 9


def test_classes_are_drawn_in_the_readers_language_and_tabled_in_english(iris):
    with speaking("zh"):
        assert [list(trace.x) for trace in cells(iris)] == [["山鸢尾", "变色鸢尾", "维吉尼亚鸢尾"]] * 2
        assert set(confusion_frame(iris)["truth"]) == {"Setosa", "Versicolor", "Virginica"}


def test_the_frame_adds_up(iris):
    frame = confusion_frame(iris)
    assert frame.groupby("contender")["rows"].sum().unique().tolist() == [iris.setting.n_test]
    assert frame.groupby(["contender", "truth"])["share"].sum().to_numpy() == pytest.approx(1)


def test_the_title_names_the_most_frequent_mistake(iris):
    frame = confusion_frame(iris).query("truth != answer").groupby(["truth", "answer"])["rows"].sum()
    truth, answer = frame.idxmax()
    assert confusion_matrices(iris).layout.title.text == (
        f"Most frequent mistake, all contenders together: {truth} taken for {answer}"
    )


def test_numbers_have_no_confusion(diabetes):
    assert "this race predicts numbers" in confusion_matrices(diabetes).layout.annotations[0].text
    assert confusion_frame(diabetes).empty
