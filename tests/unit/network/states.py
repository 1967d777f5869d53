"""Any state of the lab, for property tests."""

from typing import get_args

from hypothesis import strategies as st

from bakeoff.datasets import datasets
from bakeoff.network.point_settings import Data
from bakeoff.network.settings import FEATURES, PARTS, LabSettings

layers = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(["relu", "tanh", "sigmoid", "gelu", "elu", "linear"])), max_size=6
)
seeds = st.integers(0, 2**31 - 1)
shares = st.floats(0, 1)


@st.composite
def lab_states(draw) -> LabSettings:
    field = LabSettings.model_fields
    values = {
        "data": draw(st.sampled_from(get_args(Data))),
        "classes": draw(st.integers(2, 5)),
        "painted": draw(st.text("ABC-_09", max_size=40)),
        "table": draw(st.sampled_from(sorted(datasets()))),
        "column_x": draw(st.text(max_size=20)),
        "column_y": draw(st.text(max_size=20)),
        "points": draw(st.integers(10, 2000)),
        "noise": draw(st.floats(0, 0.5)),
        "data_seed": draw(seeds),
        "train_share": draw(st.floats(0.1, 0.9)),
        "batch_size": draw(st.integers(1, 2000)),
        "features": draw(st.lists(st.sampled_from(FEATURES), min_size=1)),
        "layers": draw(layers),
        "learning_rate": draw(st.floats(0, 10, exclude_min=True)),
        "optimizer": draw(st.sampled_from(get_args(field["optimizer"].annotation))),
        "loss": draw(st.sampled_from(["cross_entropy", "mse"])),
        "loss_regression": draw(st.sampled_from(["mse", "mae", "huber"])),
        "regularisation": draw(st.sampled_from(["none", "l1", "l2"])),
        "regularisation_rate": draw(st.floats(0, 10)),
        "dropout": draw(st.floats(0, 0.9)),
        "batch_norm": draw(st.booleans()),
        "weight_seed": draw(seeds),
        "stop_loss": draw(st.none() | st.floats(0, 1e9)),
        "stop_accuracy": draw(st.none() | shares),
        "stop_epoch": draw(st.none() | st.integers(1, 10_000_000)),
        "pace": draw(st.sampled_from(get_args(field["pace"].annotation))),
        "watch": draw(st.none() | st.integers(0, 1999)),
        "show_test": draw(st.booleans()),
        "discretise": draw(st.booleans()),
        "surface": draw(st.booleans()),
        "hide": draw(st.lists(st.sampled_from([*field, *PARTS]))),
    }
    assert values.keys() == field.keys()
    return LabSettings.parse(values)
