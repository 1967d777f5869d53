from bakeoff.network.race_and_lab import to_lab, to_race
from bakeoff.spec import BakeoffSpec


def test_a_race_in_the_plane_opens_in_the_lab_and_comes_back():
    spec = BakeoffSpec(dataset="circles").replace("dataset.noise", 0.2)
    spec = spec.replace("keras_mlp.hidden", "6:relu,4:tanh").replace("keras_mlp.learning_rate", 0.1)
    settings = to_lab(spec)
    assert (settings.data, settings.noise, settings.learning_rate) == ("circle", 0.2, 0.1)
    assert [(one.units, one.activation) for one in settings.layers] == [(6, "relu"), (4, "tanh")]
    back = to_race(settings, owner="")
    assert back.dataset == spec.dataset
    assert back.contenders["keras_mlp"].hidden == spec.contenders["keras_mlp"].hidden
