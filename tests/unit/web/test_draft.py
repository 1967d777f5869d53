import pytest

from bakeoff.datasets.home import data_home
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from bakeoff.web.draft import RaceDraft, within_memory


def test_a_change_changes_that_setting_alone():
    mine = RaceDraft()
    mine.change("svm.C", 10)
    assert mine.spec == BakeoffSpec().replace("svm.C", 10)
    assert mine.problems == {}


def test_a_refused_value_leaves_the_spec_and_is_told_until_a_right_one_comes():
    mine = RaceDraft()
    mine.change("svm.C", -1)
    assert mine.spec == BakeoffSpec()
    assert "more than 0" in mine.problems["svm.C"]
    mine.change("rules.seed", 3)
    assert list(mine.problems) == ["svm.C"]
    mine.change("svm.C", 2)
    assert mine.problems == {}


def test_another_spec_starts_the_widgets_anew_and_forgets_what_was_wrong():
    mine = RaceDraft(notes=("A note.",))
    mine.change("svm.C", -1)
    before = mine.key("svm.C")
    mine.replace(BakeoffSpec(dataset="iris"))
    assert mine.spec == BakeoffSpec(dataset="iris")
    assert mine.key("svm.C") != before
    assert (mine.problems, mine.notes) == ({}, ())


def test_the_page_s_address_has_the_race_on_show_and_the_link_none_without_a_result():
    assert RaceDraft(spec=BakeoffSpec(dataset="iris")).link() == {"dataset": "iris", "v": "2"}
    mine = RaceDraft(spec=BakeoffSpec(dataset="iris"), run_id="some-race")
    assert mine.query() == {"dataset": "iris", "v": "2", "run": "some-race"}


@pytest.mark.parametrize(
    ("preset", "dataset", "rows"),
    [
        ("cloud", "mnist", 18_000),
        ("cloud", "fashion_mnist", 18_000),
        ("class", "mnist", 36_000),
        ("space", "mnist", None),
        ("local", "mnist", None),
        ("cloud", "digits", None),
        ("cloud", "reviews", None),
    ],
)
def test_a_server_with_little_memory_proposes_fewer_rows_of_many_pictures(monkeypatch, preset, dataset, rows):
    monkeypatch.setenv("BAKEOFF_PRESET", preset)
    assert within_memory(BakeoffSpec(dataset=dataset)) == BakeoffSpec(dataset=dataset, rules={"rows": rows})


def test_rows_that_were_chosen_stay(monkeypatch):
    monkeypatch.setenv("BAKEOFF_PRESET", "cloud")
    for rows in (100, 60_000):
        spec = BakeoffSpec(dataset="mnist", rules={"rows": rows})
        assert within_memory(spec) is spec


@pytest.mark.nightly
@pytest.mark.skipif(not (data_home() / "mnist.npz").exists(), reason="MNIST is not on this machine")
def test_all_contenders_end_on_mnist_as_a_server_with_little_memory_proposes_it(monkeypatch, engine):
    monkeypatch.setenv("BAKEOFF_PRESET", "cloud")
    race = Race(within_memory(BakeoffSpec(dataset="mnist")), engine, watched=True)
    assert race.wait(1000)
    assert {name: str(lane.message) for name, lane in race.run.lanes.items()} == dict.fromkeys(race.run.lanes, "")
    assert len(race.run.report.finished()) == 5
