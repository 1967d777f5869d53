"""The lab's page, run as Streamlit runs it, without a browser; the network is real."""

import time
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.features.lab.service import Labs, labs
from bakeoff.network import commands
from bakeoff.network.race_and_lab import to_lab_query, to_race
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.service.engines import engine
from bakeoff.spec import BakeoffSpec
from bakeoff.web.network.commands import Change
from tests.pages.steps import new_app, ran
from tests.waiting import wait_until


@pytest.fixture(scope="module", autouse=True)
def forget_labs(page_server) -> Iterator[None]:
    yield
    labs.clear()


@pytest.fixture
def visit() -> Iterator[Callable[..., AppTest]]:
    """Return a function that opens the lab as a new visitor, with the link's parameters; all leave in the end."""
    visitors = []

    def visit(**query: str) -> AppTest:
        app = new_app()
        for path, value in query.items():
            app.query_params[path] = value
        ran(app.switch_page("pages/lab/lab.py").run())
        visitors.append(draft(app))
        return app

    yield visit
    for mine in visitors:
        mine.leave()
        mine.lab.end()  # without the grace time
    close_to_all(visitors)


def close_to_all(visitors: list[LabDraft]) -> None:
    for _attempt in range(300):
        if all(mine.lab.status in ("ended", "failed") for mine in visitors):
            return
        time.sleep(0.02)
    for mine in visitors:
        mine.lab.close()


def draft(app: AppTest) -> LabDraft:
    return app.session_state["lab"]


def query(app: AppTest) -> dict[str, str]:
    """Return the address: the settings, and under "lab" which lab it is."""
    return {path: value if isinstance(value, str) else value[0] for path, value in app.query_params.items()}


def settings_query(app: AppTest) -> dict[str, str]:
    return {path: value for path, value in query(app).items() if path != "lab"}


def until(mine: LabDraft, right: Callable[[LabDraft], bool]) -> None:
    def looked() -> bool:
        mine.look()
        return right(mine)

    wait_until(looked)


def test_each_visitor_has_a_lab_of_their_own_which_opens_with_a_network_that_has_not_been_trained(visit):
    mine, theirs = draft(visit()), draft(visit())
    mine.obey(commands.StepEpoch())
    until(mine, lambda mine: mine.stage.snapshot is not None and mine.stage.snapshot.epoch == 1)
    until(theirs, lambda theirs: theirs.stage.snapshot is not None and theirs.stage.answered)
    assert (theirs.stage.snapshot.epoch, theirs.stage.snapshot.playing) == (0, False)
    assert theirs.lab is not mine.lab


def test_a_changed_setting_is_in_the_address_and_in_the_run(visit):
    app = visit()
    ran(app.selectbox(key=draft(app).key("optimizer")).set_value("adam").run())
    ran(app.slider(key=draft(app).key("noise")).set_value(0.25).run())
    assert settings_query(app) == {"optimizer": "adam", "noise": "0.25"}
    assert draft(app).lab.settings == LabSettings(optimizer="adam", noise=0.25)


@pytest.mark.nightly
def test_who_learnt_from_points_that_are_gone_is_not_shown_beside_none(visit):
    def compared(app: AppTest) -> bool:
        return any("lab_planes" in one.proto.component_name for one in ran(app.run()).get("bidi_component"))

    app = visit()
    assert compared(app)
    draft(app).obey(Change({"data": "painted", "painted": ""}))
    assert not compared(app)
    draft(app).change("data", "xor")
    assert compared(app)


@pytest.mark.nightly
def test_a_lab_that_has_ended_is_found_as_it_was_and_goes_on(visit):
    app = visit()
    mine = draft(app)
    mine.obey(commands.StepEpoch())
    until(mine, lambda mine: mine.stage.snapshot is not None and mine.stage.snapshot.epoch == 1)
    mine.lab.end()
    until(mine, lambda mine: mine.lab.status == "ended")
    back = draft(visit(**query(app)))
    assert (back.lab.status, back.stage.snapshot.epoch) == ("ended", 1)
    back.obey(commands.StepEpoch())
    until(back, lambda back: back.stage.snapshot.epoch == 2)


@pytest.mark.nightly
def test_what_one_tab_sets_the_other_shows(visit):
    app = visit()
    other = visit(**query(app))
    draft(app).change("learning_rate", 0.3)
    ran(other.run())
    assert settings_query(other) == {"learning_rate": "0.3"}


@pytest.mark.nightly
def test_the_columns_of_another_data_set_are_other_lists(visit):
    app = visit(data="table", table="iris")
    before = draft(app).key("column_x")  # under which the browser may yet send a column of iris
    ran(app.selectbox(key=draft(app).key("table")).set_value("wine").run())
    assert app.selectbox(key=draft(app).key("column_x")).value == "Alcohol"
    assert draft(app).key("column_x") != before


def test_a_lab_that_is_not_known_is_silently_another_one(visit):
    app = visit(noise="0.1", lab="nothing")
    assert [warning.value for warning in app.warning] == []
    assert settings_query(app) == {"noise": "0.1"}
    assert query(app)["lab"] == draft(app).lab.id != "nothing"


@pytest.mark.nightly
def test_an_address_changed_by_hand_is_obeyed_in_the_same_lab(visit):
    app = visit(noise="0.1")
    changed = draft(visit(**query(app) | {"noise": "0.3"}))
    assert changed.lab is draft(app).lab
    assert changed.lab.settings.noise == 0.3


def test_a_rate_chosen_in_the_picture_is_in_the_address_and_a_wrong_one_is_told_with_nothing_lost(visit):
    app = visit()
    draft(app).obey(Change({"learning_rate": "0.07"}))
    ran(app.run())
    assert settings_query(app) == {"learning_rate": "0.07"}
    draft(app).obey(Change({"learning_rate": "NaN"}))
    assert "finite number" in draft(app).problems["stage"]
    assert draft(app).settings.learning_rate == 0.07


def test_points_and_noise_chosen_in_the_picture_are_those_of_the_sliders(visit):
    app = visit()
    draft(app).obey(Change({"points": "100"}))
    draft(app).obey(Change({"noise": "0.3"}))
    ran(app.run())
    assert {slider.label: slider.value for slider in app.slider if slider.label in ("Points", "Noise")} == {
        "Points": 100,
        "Noise": 0.3,
    }


def test_a_link_restores_every_setting(visit):
    settings = LabSettings.parse(
        {"data": "gauss", "classes": 4, "layers": "8:relu,3:tanh", "features": "x1,sin_x2", "stop_epoch": 9}
    )
    app = visit(**to_query(settings))
    assert draft(app).settings == settings
    assert settings_query(app) == to_query(settings)


def test_a_bad_link_opens_the_lab_all_the_same_and_tells_what_was_wrong(visit):
    app = visit(noise="0.3", learning_rate="NaN", features="", painted="!")
    assert draft(app).settings.noise == 0.3
    said = [warning.value for warning in app.warning]
    assert [sum(sentence in one for one in said) for sentence in ("finite number", "at least one")] == [1, 1]
    until(draft(app), lambda mine: mine.stage.snapshot is not None)


def test_a_table_shows_its_columns(visit):
    app = visit(data="table", table="wine")
    ran(app.selectbox(key=draft(app).key("column_y")).set_value("Proline").run())
    assert draft(app).lab.points.y.name == "Proline"
    ran(app.selectbox(key=draft(app).key("table")).set_value("iris").run())
    assert draft(app).lab.points.n_classes == 3


def test_your_own_points_start_from_the_present_ones(visit):
    app = visit(points="60")
    draft(app).change("data", "painted")
    ran(app.run())
    assert draft(app).problems == {}
    assert len(draft(app).lab.points.X) == 60


def test_commands_of_the_picture_reach_the_run(visit):
    mine = draft(visit())
    mine.obey(commands.StepEpoch())
    until(mine, lambda mine: mine.stage.snapshot is not None and mine.stage.snapshot.epoch == 1)
    mine.obey(Change({"features": ("x1_sq", "x2_sq")}))
    until(mine, lambda mine: mine.stage.snapshot.epoch == 0 and mine.stage.snapshot.weights[0].shape[0] == 2)
    assert mine.settings.features == ("x1_sq", "x2_sq")
    until(mine, lambda mine: len(mine.view().ghosts) == 1)
    assert "Features" in mine.view().ghosts[0].label


def test_the_rivals_are_fitted_anew_when_the_points_change(visit):
    app = visit()
    first = draft(app).compare()
    until(draft(app), lambda mine: not first.active)
    assert {name: drawn.output.shape for name, drawn in first.drawn.items()} == dict.fromkeys(first.drawn, (80, 80))
    assert len(first.drawn) == 3
    draft(app).change("learning_rate", 0.1)
    assert draft(app).compare() is first
    draft(app).change("data", "xor")
    assert draft(app).compare() is not first


def test_a_rival_is_set_otherwise_and_it_alone_is_fitted_anew(visit):
    app = visit(**{"data": "spiral", "svm.C": "100", "svm.nothing": "1"})
    assert [note.value.split(",")[0] for note in app.warning] == ["The link says svm.nothing=1"]
    mine = draft(app)
    rivals = mine.compare()
    until(mine, lambda mine: not rivals.active)
    before = dict(rivals.drawn)
    ran(app.selectbox(key=mine.key("svm.kernel")).set_value("linear").run())
    until(mine, lambda mine: len(mine.compare().drawn) == 3 and rivals.drawn["svm"] is not before["svm"])
    assert (mine.compare(), rivals.drawn["decision_tree"]) == (rivals, before["decision_tree"])
    assert rivals.drawn["svm"].test_score < before["svm"].test_score
    assert settings_query(app) == {"data": "spiral", "svm.C": "100.0", "svm.kernel": "linear"}
    race = to_race(mine.settings, "", mine.rivals.spec)
    assert to_lab_query(race)["svm.kernel"] == race.contenders["svm"].kernel == "linear"


def is_at(lab: LabSession, epoch: int) -> bool:
    snapshot = lab.look(1)
    return snapshot is not None and snapshot.epoch == epoch


def test_a_lab_ends_when_its_last_visitor_has_left():
    few = Labs(engine(), 2**40, grace=0)
    lab = few.open(LabSettings())
    for visitor in ("one", "other"):
        few.use(lab, visitor)
    few.leave(lab, "one")
    lab.send(commands.StepEpoch())
    wait_until(lambda: is_at(lab, 1))
    assert lab.status == "running"
    few.leave(lab, "other")
    wait_until(lambda: lab.status == "ended")
    assert few.get(lab.id) is lab


def test_who_comes_from_a_race_with_a_large_network_is_told_what_becomes_of_it(visit):
    small = BakeoffSpec(dataset="moons").replace("keras_mlp.hidden", "8:relu")
    large = small.replace("keras_mlp.hidden", "64:relu,32:tanh")
    assert "of_race" not in to_lab_query(small)
    app = visit(**to_lab_query(large))
    (told,) = (note.value.replace("\\", "") for note in app.warning)
    assert "64:relu, 32:tanh" in told
    assert "8:relu, 8:tanh" in told
    assert settings_query(app)["layers"] == "8:relu,8:tanh"


def test_without_keras_the_lab_says_how_to_add_it(monkeypatch, page_server):
    monkeypatch.setattr("bakeoff.network.session.find_spec", lambda _name: None)
    app = ran(new_app().switch_page("pages/lab/lab.py").run())
    (info,) = app.info
    assert "needs Keras" in info.value
    assert "pip install" in info.value
