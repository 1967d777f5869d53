"""The pages in ``docs`` agree with the code, and the Chinese ones with the English ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.contenders import contenders
from bakeoff.lesson.chapter import chapters
from bakeoff.service.kernel import settings_groups
from bakeoff.settings import PRESETS
from bakeoff.text import _, speaking

ROOT = Path(__file__).parents[2]
CHINESE = sorted(str(path.relative_to(ROOT)) for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.zh.md"))
ALIKE = {
    "code blocks": r"^```.*?^```$",
    "code within a sentence": r"(?<!`)`[^`\n]+`(?!`)",
    "links": r"\]\(([^)#]+)[^)]*\)",
    "headings": r"^#+(?= )",
    "list items": r"^(?:-|\d+\.)(?= )",
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
INTERNAL = {"BAKEOFF_ENGINE_PRELOAD", "BAKEOFF_ENGINE_FOLDER"}  # what the engine tells its own template


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def english_of(name: str) -> str:
    return name.replace(".zh.md", ".md")


def table(text: str, row: str) -> list[str]:
    """Return the rows of the table that has this row, without its head."""
    (lines,) = re.findall(rf"(?:^\|.*\n)*^{row}.*\n(?:^\|.*\n)*", text, re.M)
    return lines.splitlines()[2:]


def test_every_contender_is_listed():
    listed = re.findall(r"^\| `(\w+)` \|", read("docs/contenders.md"), re.M)
    assert sorted(listed) == sorted(contenders())


def variables() -> Iterator[str]:
    """Yield the rows of the table of variables as the settings declare them."""
    for group in settings_groups():
        presets = {preset: group.of_preset(preset) for preset in PRESETS}
        for variable, (name, field) in zip(group.variables(), group.model_fields.items(), strict=True):
            by_preset = [f"`{preset}`: {cell(values[name])}" for preset, values in presets.items() if name in values]
            default = "; ".join([field.json_schema_extra["unset"], *by_preset])
            yield f"| `{variable}` | {field.description} | {default} |"


def cell(value: int | str) -> str:
    return "`yes`" if value is True else f"`{value}`" if isinstance(value, str) else str(value)


def test_every_environment_variable_is_listed():
    assert table(read("docs/settings.md"), r"\| `BAKEOFF_DATA`") == [*variables()]
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"\bBAKEOFF_[A-Z_]*[A-Z]\b", source)) - INTERNAL
    assert named <= {variable for group in settings_groups() for variable in group.variables()}


def test_there_are_chinese_pages():
    assert "README.zh.md" in CHINESE
    assert len(CHINESE) > 8


@pytest.mark.parametrize("name", CHINESE)
@pytest.mark.parametrize("pattern", ALIKE.values(), ids=ALIKE)
def test_a_chinese_page_has_all_that_the_english_page_has(name: str, pattern: str):
    """The words of a sentence may be in another order, so order does not count."""
    texts = (re.sub(r"\.zh\.md", ".md", read(page).split("\n", 4)[4]) for page in (english_of(name), name))
    english, chinese = (sorted(re.findall(pattern, text, re.M | re.S)) for text in texts)
    assert chinese == english


@pytest.mark.parametrize("name", CHINESE)
def test_each_language_links_to_the_other_below_the_title(name: str):
    assert read(english_of(name)).splitlines()[2] == f"[简体中文]({Path(name).name})"
    assert read(name).splitlines()[2] == f"[English]({Path(english_of(name)).name})"


@pytest.mark.parametrize("name", CHINESE)
def test_a_chinese_page_leads_to_chinese_pages(name: str):
    linked = re.findall(r"\]\(([^)#:]+\.md)", read(name).split("\n", 4)[4])
    missed = [
        link
        for link in linked
        if not link.endswith(".zh.md") and (ROOT / name).parent.joinpath(link).with_suffix(".zh.md").is_file()
    ]
    assert missed == []


@pytest.mark.parametrize("name", CHINESE)
def test_pages_name_what_the_interface_has(name: str):
    """An English page sets the interface's words in italics; the Chinese page has their translations."""
    named = {re.sub(r"\s+", " ", words) for words in re.findall(r"(?<!\*)\*([^*`]+)\*(?!\*)", read(english_of(name)))}
    with speaking("zh"):
        chinese = {words: str(_(words)) for words in named}
    assert [words for words, translated in chinese.items() if words == translated] == []
    assert [words for words, translated in chinese.items() if translated not in read(name)] == []


def rows_of_learn(page: str) -> Iterator[list[str]]:
    """Yield the cells of the table that leads from the primer to the chapters."""
    for line in table(read(page), r"\| 2\.1 \|"):
        yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_chinese_table_of_learn_has_the_primers_own_headings():
    assert {number: heading for number, heading, _chapters in rows_of_learn("docs/primer.zh.md") if number} == PRIMER


@pytest.mark.parametrize(("page", "code"), [("docs/primer.md", "en"), ("docs/primer.zh.md", "zh")])
def test_each_section_of_the_primer_leads_to_its_chapters_by_number_and_title(page: str, code: str):
    rows = list(rows_of_learn(page))
    named = {number: {int(place) for place in re.findall(r"(?<![\d.])\d+", cell)} for number, _heading, cell in rows}
    assert named == CHAPTERS_OF
    cells = " ".join(cell for _number, _heading, cell in rows)
    with speaking(code):
        missing = [(record.number, _(record.title)) for record in chapters().values()]
    assert [title for number, title in missing if not re.search(rf"\b{number} [*“]{re.escape(title)}[*”]", cells)] == []
