from importlib import metadata

import pytest

from bakeoff.race.environment import environment


@pytest.mark.parametrize("package", ["scikit-learn", "scikit-learn-intelex", "optuna", "numpy", "pandas"])
def test_what_decides_a_number_is_told_with_its_version(package):
    assert environment()[package] == metadata.version(package)
