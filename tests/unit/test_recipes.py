import pytest

from bakeoff.errors import SettingError
from bakeoff.link import from_query, to_query
from bakeoff.recipes import recipe, recipes
from bakeoff.spec import BakeoffSpec


@pytest.mark.parametrize("one", recipes().values(), ids=lambda one: one.name)
def test_a_recipe_survives_its_link_and_its_file(one):
    assert from_query(to_query(one.spec)) == (one.spec, ())
    assert BakeoffSpec.from_json(one.spec.to_json()) == one.spec


def test_the_textbook_network_is_the_textbooks():
    spec = recipe("textbook").spec
    mlp = spec.contenders["keras_mlp"]
    assert spec.dataset.name == "mnist"
    assert [(layer.units, layer.activation) for layer in mlp.hidden] == [(32, "relu")]
    assert (mlp.optimizer, mlp.loss, mlp.epochs, mlp.batch_size) == ("adam", "cross_entropy", 10, 32)


def test_an_unknown_recipe_suggests_the_nearest():
    with pytest.raises(SettingError, match="did you mean “textbook”"):
        recipe("textbok")


def test_each_application_has_a_recipe_and_the_page_goes_by_them():
    fields = [one.field for one in recipes().values()]
    assert list(dict.fromkeys(fields)) == ["vision", "language", "medicine", "basics"]
    assert fields == sorted(fields, key=["vision", "language", "medicine", "basics"].index)
