"""A container for development starts Bakeoff by the commands of the README."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_it_starts_as_the_readme_says(readme):
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    first_block = re.search(r"^```console\n(.*?)\n```$", (ROOT / readme).read_text(encoding="utf-8"), re.M | re.S)
    install, start = first_block[1].split(" && ")
    assert container["postCreateCommand"] == install
    assert container["postAttachCommand"] == start
    assert (ROOT / install.split()[-1]).is_file()
    assert (ROOT / start.split()[-1]).is_file()
    assert re.search(rf"localhost:{container['forwardPorts'][0]}\b", (ROOT / readme).read_text(encoding="utf-8"))


def test_its_python_is_one_that_bakeoff_runs_on():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    classifiers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"Programming Language :: Python :: {container["image"].rpartition(":")[2]}"' in classifiers
