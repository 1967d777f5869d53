"""What the README promises is so."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.cli import _parser, spec_of
from bakeoff.contenders import contenders
from bakeoff.learn import chapters
from bakeoff.settings import PRESETS, ServerSettings
from bakeoff.text import _, speaking

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = {name: re.findall(rf"^```{name}\n(.*?)^```$", README, re.M | re.S) for name in ("console", "python")}
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
ALIKE = {
    "code blocks": r"^```.*?^```$",
    "code within a sentence": r"(?<!`)`[^`\n]+`(?!`)",
    "links": r"(?<!!)\[[^]]*\]\((?!README)([^)]+)\)",
    "headings": r"^#+(?= )",
    "table rows": r"^\|",
    "numbers": r"\d(?:[\d,.]*\d)?",
}
PRIMER = {
    "2.1": "深度学习与机器学习的区别",
    "2.2": "深度学习与人工智能的联系",
    "3.1": "深度神经网络的基本结构",
    "3.2": "前向传播和后向传播",
    "3.3": "损失函数和梯度下降",
    "3.4": "数学模型公式详细讲解",
    "4.1": "使用Python和TensorFlow实现深度神经网络",
    "4.2": "使用Python和Pytorch实现深度神经网络",
    "5": "未来发展趋势与挑战",
    "6": "附录常见问题与解答",
}
"""Headings of the primer that Learn follows, by number; its section 1 is the introduction."""
CHAPTERS_OF = {"2.1": {1, 8, 9, 10}, "2.2": {1, 14}, "3.1": {2}, "3.2": {2, 4}, "3.3": {3, 5}, "3.4": {3, 5, 6}}
CHAPTERS_OF |= {"4.1": {7}, "4.2": {7}, "5": {5, 12, 13}, "6": {14}, "": {11}}
COMMANDS = [line for block in BLOCKS["console"] for line in block.splitlines()]
INTERNAL = {"BAKEOFF_ENGINE_PRELOAD", "BAKEOFF_ENGINE_FOLDER"}  # what the engine tells its own template


def test_set_up_takes_one_command_to_use_and_one_to_develop():
    assert [line for line in COMMANDS if "pip install" in line] == [
        "pip install -r requirements.txt && streamlit run app.py",
        "pip install -r requirements-dev.txt && pytest",
    ]


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("bakeoff ")])
def test_every_command_line_shown_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{n % 7},{n % 3},{n * n}\n" for n in range(40))
    Path("prices.csv").write_text(f"rooms,zip,price\n{rows}", encoding="utf-8")
    parsed = _parser().parse_args(shlex.split(line)[1:])
    if line.startswith("bakeoff run"):
        assert spec_of(parsed).contenders


def test_the_python_shown_runs():
    code = "".join(BLOCKS["python"])
    code += "\nassert [one.status for one in report.results.values()] == ['done'] * 3, report.to_json()"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_contender_is_listed():
    listed = re.findall(r"^\| `(\w+)` \|", README.split("## Contenders")[1].split("## ")[0], re.M)
    assert sorted(listed) == sorted(contenders())


def variables() -> Iterator[str]:
    """Yield the rows of the table of variables as the settings declare them."""
    for variable, (name, field) in zip(ServerSettings.variables(), ServerSettings.model_fields.items(), strict=True):
        by_preset = [f"`{preset}`: {cell(values[name])}" for preset, values in PRESETS.items() if name in values]
        yield f"| `{variable}` | {field.description} | {'; '.join([field.json_schema_extra['unset'], *by_preset])} |"


def cell(value: int | str) -> str:
    return f"`{value}`" if isinstance(value, str) else str(value)


def test_every_environment_variable_is_listed():
    (listed,) = re.findall(r"(?:^\|.*\n)*^\| `BAKEOFF_.*\n(?:^\|.*\n)*", README, re.M)
    assert listed.splitlines()[2:] == [*variables()]
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"\bBAKEOFF_[A-Z_]*[A-Z]\b", source)) - INTERNAL
    assert named <= set(ServerSettings.variables())


@pytest.mark.parametrize("pattern", ALIKE.values(), ids=ALIKE)
def test_the_chinese_one_has_all_that_the_english_one_has(pattern: str):
    """A sentence may put things in another order, so that does not count."""
    english, chinese = (sorted(re.findall(pattern, text, re.M | re.S)) for text in (README, CHINESE))
    assert english
    assert chinese == english


def test_each_language_links_to_the_other_beneath_the_title():
    assert README.splitlines()[2] == "[简体中文](README.zh.md)"
    assert CHINESE.splitlines()[2] == "[English](README.md)"


def rows_of_learn(text: str) -> Iterator[list[str]]:
    """Yield the cells of the table that leads from the primer to the chapters."""
    (table,) = re.findall(r"(?:^\|.*\n)*^\| 2\.1 \|.*\n(?:^\|.*\n)*", text, re.M)
    for line in table.splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_chinese_table_of_learn_has_the_primers_own_headings():
    assert {number: heading for number, heading, _chapters in rows_of_learn(CHINESE) if number} == PRIMER


@pytest.mark.parametrize(("text", "code"), [(README, "en"), (CHINESE, "zh")], ids=["English", "Chinese"])
def test_each_section_of_the_primer_leads_to_its_chapters_by_number_and_title(text: str, code: str):
    rows = list(rows_of_learn(text))
    named = {number: {int(found) for found in re.findall(r"(?<![\d.])\d+", cell)} for number, _heading, cell in rows}
    assert named == CHAPTERS_OF
    cells = " ".join(cell for _number, _heading, cell in rows)
    with speaking(code):
        missing = [(record.number, _(record.title)) for record in chapters().values()]
    assert [title for number, title in missing if not re.search(rf"\b{number} [*“]{re.escape(title)}[*”]", cells)] == []
