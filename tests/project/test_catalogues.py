"""Every sentence can be said in every language, and is: the code's part and the catalogues'."""

import ast
import csv
import io
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bakeoff.filling import apostrophes
from tests.project.language_rules import Fault, glued, said_at_import, shown_raw

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "bakeoff"
CATALOGUES = sorted((SOURCE / "locale").glob("*.po"))
RULES = {rule.__name__: rule for rule in (said_at_import, glued, shown_raw)}


def faults(rule: Callable[[ast.AST], Iterator[Fault]], sources: dict[str, str]) -> list[str]:
    return [f"{name}:{line}: {code[:80]}" for name, source in sources.items() for line, code in rule(ast.parse(source))]


@pytest.mark.parametrize("rule", RULES)
def test_the_code_says_whole_sentences_to_whoever_reads_them(rule: str):
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    if rule == "shown_raw":
        sources = {name: source for name, source in sources.items() if "streamlit" in source}
    assert len(sources) > 100
    assert faults(RULES[rule], sources) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("said_at_import", 'LABEL = _("Rows")'),
        ("said_at_import", 'class Page:\n    title = _("Rows")'),
        ("said_at_import", 'def show(label=_("Rows")): ...'),
        ("glued", '_("Rows") + " and columns"'),
        ("glued", '" ".join([_("One."), _("Two.")])'),
        ("glued", 'f"{_(first)} {_(second)}"'),
        ("glued", 'f"{n} {_(what)} in all"'),
        ("glued", '_("rows").capitalize()'),
        ("glued", '_("{n} rows").format(n=3)'),
        ("shown_raw", 'st.button("Start")'),
        ("shown_raw", "st.markdown(info.label)"),
        ("shown_raw", 'st.tabs(["Rows"])'),
        ("shown_raw", 'st.slider(_("Rows"), help="How many.")'),
    ],
)
def test_what_breaks_a_rule_is_found(rule: str, code: str):
    assert faults(RULES[rule], {"code": code})


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("said_at_import", 'LABEL = declared("Rows")'),
        ("said_at_import", 'def show():\n    return _("Rows")'),
        ("said_at_import", 'say = lambda: _("Rows")'),
        ("glued", '_("%{x} rows") + "<extra></extra>"'),
        ("glued", 'f"<b>{_(title)}</b>"'),
        ("glued", '"<br>".join([_("One."), _("Two.")])'),
        ("shown_raw", 'st.button(_("Start"), icon=":material/flag:")'),
    ],
)
def test_what_keeps_the_rules_is_left_alone(rule: str, code: str):
    assert not faults(RULES[rule], {"code": code})


def declares(function: ast.stmt) -> Iterator[str]:
    """Yield the names of the texts that a ``__post_init__`` declares."""
    if isinstance(function, ast.FunctionDef) and function.name == "__post_init__":
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "declare":
                yield from (text.value for text in call.args if isinstance(text, ast.Constant))


def test_the_catalogues_know_every_record_that_declares_texts():
    read_from_tables = {"Table", "Published"}
    known = runpy.run_path(str(ROOT / ".ci/catalogue"))["DECLARED"]
    missing = {
        (record.name, text)
        for path in SOURCE.rglob("*.py")
        for record in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(record, ast.ClassDef) and record.name not in read_from_tables
        for function in record.body
        for text in declares(function)
        if text not in known.get(record.name, ())
    }
    assert missing == set()


def test_the_catalogues_are_what_the_code_says():
    command = [sys.executable, str(ROOT / ".ci" / "catalogue"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_there_is_a_second_language():
    assert "zh" in [path.stem for path in CATALOGUES]


PLACES = re.compile(r"(?<!\{)\{[^{}]*\}(?!\})|%\(\w+\)[rs]|%[rs]\b")
MARKS = re.compile(r"\]\([^)]*\)|:material/\w+:|:[a-z]+\[|`[^`]*`|\*\*|</?[a-z]+>|%\{[^}]*\}")
BEHIND_FORMULA = re.compile(r"\$[^$]+\$[，。；：、）]")


def wrong(id: str | tuple[str, str], said: str) -> str:
    """Return what is wrong with how a message is said; empty if nothing is."""
    forms = (id,) if isinstance(id, str) else id
    if not said:
        return "is not said"
    if sorted(PLACES.findall(said)) not in [sorted(PLACES.findall(form)) for form in forms]:
        return "has other places"
    if sorted(MARKS.findall(said)) not in [sorted(MARKS.findall(form)) for form in forms]:
        return "is marked up otherwise"
    if BEHIND_FORMULA.search(said):
        return "may begin a line with what stands behind a formula; \\text and the mark belong into it"
    return "" if bold_is_seen(said) else "has ** that Markdown leaves as they are"


def bold_is_seen(said: str) -> bool:
    """Tell whether every ** makes bold: none does between a letter and a mark that is on its inner side."""
    parts = PLACES.sub("x", said).split("**")
    ends = [(parts[at - 1][-1:], parts[at][:1]) for at in range(1, len(parts) - 1, 2)]
    ends += [(parts[at + 1][:1], parts[at][-1:]) for at in range(1, len(parts) - 1, 2)]
    return not any(outer.isalnum() and not inner.isalnum() for outer, inner in ends)


def entries(path: Path) -> Iterator[Message]:
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    assert not catalogue.obsolete
    return (entry for entry in catalogue if entry.id)


def test_an_apostrophe_is_written_in_the_same_way_everywhere():
    ids = ["".join(entry.id) for entry in entries(CATALOGUES[0])]
    assert [id for id in ids if id != apostrophes(id)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_is_said_with_its_values_links_and_marks(path: Path):
    found = []
    for entry in entries(path):
        assert not entry.fuzzy, entry.id
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        found += [f"{entry.id!r} {fault}" for form in forms if (fault := wrong(entry.id, form))]
    assert found == []


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("{n} rows", ""),
        ("{n} rows", "{m} 行"),
        ("{n} rows", "行"),
        ("{n:,} rows", "{n} 行"),
        (("{n} row", "{n} rows"), "行"),
        ("invalid %(type)s value: %(value)r", "%(type)s 值无效"),
        ("See [how](https://example.org)", "见[方法](https://example.com)"),
        ("**All** rows", "所有行"),
        ("**All.** Rows", "**全部。**行"),
        ("On **“all”** rows", "在**“所有”**行上"),
        ("Press :material/flag: now", "请按"),
        ("Run `bakeoff app`", "运行 bakeoff app"),
        ("The steps $C$, a price", "步长 $C$，即价格"),
    ],
)
def test_a_message_that_is_said_wrongly_is_found(id: str | tuple[str, str], said: str):
    assert wrong(id, said)


NOT_PLAIN = re.compile(
    r"\b(whoever|of which|beneath|reckon\w*|part(ed|ing)|told|telling|br(ought|ing\w*)|home|contests?|evening"
    r"|being made ready|going on or waiting|too small to matter|at odds)\b",
    re.I,
)
END_OF_SENTENCE = re.compile(r"(?<=[.?!])[”)*]*\s+|\n+")
MOST_WORDS = 20


def sentences(text: str) -> list[str]:
    """Return the sentences of a message; a value or a formula counts as one word."""
    return END_OF_SENTENCE.split(PLACES.sub("x", re.sub(r"\$[^$]+\$", "x", text)).strip())


@pytest.fixture(scope="module")
def english() -> list[str]:
    """Return the messages in English; Streamlit's own words are not ours to change."""
    ours = (entry for entry in entries(CATALOGUES[0]) if "streamlit_words" not in str(entry.locations))
    return [form for entry in ours for form in ((entry.id,) if isinstance(entry.id, str) else entry.id)]


def test_messages_are_in_plain_words(english: list[str]):
    assert [message for message in english if NOT_PLAIN.search(PLACES.sub("", message))] == []


def test_at_most_one_sentence_in_a_hundred_is_long(english: list[str]):
    said = [sentence for message in english for sentence in sentences(message)]
    long = [sentence for sentence in said if len(re.findall(r"\S*\w\S*", sentence)) > MOST_WORDS]
    assert len(long) <= len(said) / 100, long


def terms() -> dict[str, str]:
    """Return the field's terms that are always said so, in Chinese."""
    with (ROOT / "docs" / "terms.zh.csv").open(encoding="utf-8") as file:
        return {row["term"]: row["chinese"] for row in csv.DictReader(file) if row["always"] == "yes"}


def other_words(id: str, said: str, known: dict[str, str]) -> list[str]:
    """Return the terms of a message that are said in other words than the glossary's."""
    text = PLACES.sub("", id)
    return [term for term, chinese in known.items() if re.search(rf"\b{term}s?\b", text, re.I) and chinese not in said]


def test_the_fields_terms_are_said_as_the_glossary_says_them():
    known = terms()
    assert len(known) > 40
    (chinese,) = (path for path in CATALOGUES if path.stem == "zh")
    said = ((entry.id, entry.string) for entry in entries(chinese))
    found = {
        str(id): words
        for id, text in said
        if (
            words := other_words(
                id if isinstance(id, str) else id[1], text if isinstance(text, str) else text[0], known
            )
        )
    }
    assert found == {}
    assert other_words("A decision tree of {n} leaves", "一棵树", known) == ["decision tree"]


QUIZ = "learn/questions/"
"""Place of the quiz: there a person answers, not a model."""


def test_words_that_the_glossary_rules_out_are_nowhere():
    with (ROOT / "docs" / "terms.zh.csv").open(encoding="utf-8") as file:
        never = re.compile("|".join(row["never"] for row in csv.DictReader(file) if row["never"]))
    assert never.search("投票答对的数字")
    (chinese,) = (path for path in CATALOGUES if path.stem == "zh")
    said = ["".join(entry.string) for entry in entries(chinese) if QUIZ not in str(entry.locations)]
    said += [path.read_text(encoding="utf-8") for path in (ROOT / "README.zh.md", *ROOT.glob("docs/*.zh.md"))]
    assert [f"{word}: {text[:60]}" for text in said for word in never.findall(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_lists_are_put_together_as_cldr_says(path: Path):
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    pattern = Locale.parse(catalogue.locale_identifier).list_patterns["standard"]
    said = {entry.id: entry.string for entry in catalogue if entry.id}
    assert said["{first} and {second}"].format(first="{0}", second="{1}") == pattern["2"]
    assert said["{list}, {next}"].format(list="{0}", next="{1}") == pattern["start"] == pattern["middle"]
    assert said["{list} and {last}"].format(list="{0}", last="{1}") == pattern["end"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_numbers_percentages_and_dates_are_written_as_cldr_says(path: Path):
    """Digits are grouped by commas and have a point in every language there is; another needs more than a catalogue."""
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    locale = Locale.parse(catalogue.locale_identifier)
    said = {entry.id: entry.string for entry in catalogue if entry.id}
    assert [locale.number_symbols["latn"][kind] for kind in ("decimal", "group")] == [".", ","]
    behind = locale.percent_formats[None].pattern.rpartition("0")[2]
    assert said["{number} %"] == "{number}" + behind
    day = said["{day} Nov {year}, {time}"].format(day=26, year=2026, time="15:04")
    assert day == f"{format_date(date(2026, 11, 26), 'medium', locale)} 15:04"
