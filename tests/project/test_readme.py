"""README and changelog are short; the commands and the code of the README and its pages work."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bakeoff.cli import main, parsed_of, spec_of

ROOT = Path(__file__).parents[2]
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/python.md", "docs/teaching.md")
}
MOST_BYTES = {"README.md": 8_000, "README.zh.md": 8_000, "CHANGELOG.md": 6_000}
MOST_PICTURE_BYTES = 1_000_000


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[name], re.M | re.S)


COMMANDS = [line for name in TEXTS for block in blocks(name, "console") for line in block.splitlines()]


@pytest.mark.parametrize("name", MOST_BYTES)
def test_it_is_short(name: str):
    assert (ROOT / name).stat().st_size <= MOST_BYTES[name], f"{name} is too long: shorten an older line"


def test_set_up_takes_one_command_to_use_and_one_to_develop():
    assert [line for line in COMMANDS if "pip install" in line] == [
        "pip install -r requirements.txt && streamlit run app.py",
        "pip install -r requirements-dev.txt && pytest",
    ]


def test_its_picture_moves_and_is_small():
    (name,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXTS["README.md"])
    assert (ROOT / name).stat().st_size <= MOST_PICTURE_BYTES
    with Image.open(ROOT / name) as picture:
        assert picture.n_frames > 20


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("bakeoff ")])
def test_every_command_line_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{n % 7},{n % 3},{n * n}\n" for n in range(40))
    Path("prices.csv").write_text(f"rooms,zip,price\n{rows}", encoding="utf-8")
    parsed = parsed_of(shlex.split(line)[1:])
    if line.startswith("bakeoff run race.bakeoff"):
        (before,) = [shlex.split(other)[1:] for other in COMMANDS if "--project race.bakeoff" in other]
        assert [main(before), main(shlex.split(line)[1:])] == [0, 0]
    elif line.startswith("bakeoff run"):
        assert spec_of(parsed).contenders


@pytest.mark.nightly
def test_the_python_code_runs():
    code = "".join(blocks("README.md", "python") + blocks("docs/python.md", "python"))
    code += "\nassert [result.status for result in report.results.values()] == ['done'] * 3, report.to_json()"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
