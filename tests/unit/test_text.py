"""A text is said in its reader's language, wherever and whenever it was made."""

import copy
import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from babel import Locale

from bakeoff.errors import SettingError
from bakeoff.text import (
    Sentence,
    _,
    clauses,
    counted,
    declared,
    enumerated,
    language,
    listed,
    once_a_language,
    read,
    sentences,
    speaking,
    told,
    written,
)
from tests.catalogues import language_made_of

GERMAN = {
    "{name} wins by {n:,} points": "{n:,} Punkte Vorsprung für {name}",
    "the tree": "der Baum",
    "tree {n}": "{n}. Baum",
    ("{n} row", "{n} rows"): ("{n} Zeile", "{n} Zeilen"),
}


@pytest.fixture(autouse=True)
def german(tmp_path):
    with language_made_of(tmp_path, "de", GERMAN):
        yield


def test_what_was_made_in_one_language_is_told_in_another():
    made = _("{name} wins by {n:,} points", name=_("the tree"), n=np.int64(1234))
    assert made == "the tree wins by 1,234 points"
    with speaking("de"):
        assert told(made) == "1,234 Punkte Vorsprung für der Baum"
        german = _("{name} wins by {n:,} points", name=_("the tree"), n=1234)
    assert told(german) == made


@pytest.mark.parametrize("carried", [lambda text: pickle.loads(pickle.dumps(text)), copy.deepcopy, copy.copy])
def test_it_remembers_when_it_travels(carried):
    made = carried(_("{name} wins by {n:,} points", name=_("the tree"), n=2))
    with speaking("de"):
        assert told(made) == "2 Punkte Vorsprung für der Baum"


def test_an_errors_message_remembers_too_also_within_another():
    error = SettingError(_("the tree"))
    with speaking("de"):
        assert told(str(error)) == "der Baum"
        assert told(_("{name} wins by {n:,} points", name=error, n=3)) == "3 Punkte Vorsprung für der Baum"


def test_what_is_written_is_read_in_any_language_and_has_english_beside_it():
    with speaking("de"):
        kept = json.loads(json.dumps(written(_("{name} wins by {n:,} points", name=_("the tree"), n=5))))
    assert kept["id"] == "{name} wins by {n:,} points"
    assert kept["text"] == read(kept) == "the tree wins by 5 points"
    with speaking("de"):
        assert read(kept) == "5 Punkte Vorsprung für der Baum"
    assert written("bare words") == read("bare words") == "bare words"


@pytest.mark.parametrize("id", ["{n.__class__}", "{n:>99999999}", "{n!r:>9}", "{0}", "{", "{other}"])
def test_of_what_comes_from_outside_nothing_but_values_is_filled_in(id):
    kept = {"id": id, "values": {"n": 1}, "text": "as it was"}
    assert read(kept) == read({"id": "{n}", "values": {"n": kept}, "text": "as it was"}) == "as it was"
    assert read({"id": "fine", "values": {"n": kept}, "text": "as it was"}) == "fine"


def test_a_text_that_grows_with_every_text_within_it_is_not_made():
    kept = "ha"
    for _level in range(60):
        kept = {"id": "{n}{n}", "values": {"n": kept}, "text": "as it was"}
    assert read(kept) == "as it was"
    deep = json.loads('{"id": "{n}", "text": "as it was", "values": {"n": ' * 300 + "1" + "}}" * 300)
    assert read(deep) == "as it was"


@pytest.mark.parametrize("n", ["1", 1.5, None])
def test_a_number_from_outside_that_is_none_chooses_no_form(n):
    assert read({"id": "{n} row", "plural": "{n} rows", "values": {"n": n}, "text": "as it was"}) == "as it was"


def test_a_number_chooses_the_form():
    assert [counted("{n} row", "{n} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    one = counted("{n} row", "{n} rows", 1)
    with speaking("de"):
        assert told(one) == "1 Zeile"
        assert read(json.loads(json.dumps(written(one)))) == "1 Zeile"


def test_a_language_is_one_threads_own():
    barrier = threading.Barrier(2)

    def say(code: str) -> str:
        with speaking(code):
            barrier.wait()
            return _("the tree")

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(say, ("de", "en"))) == ["der Baum", "the tree"]
    assert language() == "en"


def test_nothing_at_all_is_not_what_the_catalogue_says_of_itself():
    with speaking("de"):
        assert _("") == ""


def test_a_declared_sentence_has_its_places_filled():
    made = _(declared("tree {n}"), n=3)
    assert made == "tree 3"
    with speaking("de"):
        assert told(made) == _(declared("tree {n}"), n=3) == "3. Baum"


def test_lists_are_put_together_as_cldr_says():
    pattern = Locale("en", "GB").list_patterns["standard"]
    words = ["A", "B", "C", "D"]
    assert listed(words[:2]) == pattern["2"].format(*words[:2])
    start, middle, end = (pattern[place] for place in ("start", "middle", "end"))
    assert listed(words) == start.format("A", middle.format("B", end.format("C", "D")))
    assert enumerated(words) == "A, B, C, D"
    assert enumerated([]) == listed([]) == clauses([]) == sentences("", "") == ""
    assert isinstance(sentences("A.", "", "B."), Sentence)


def test_a_list_may_be_as_long_as_a_table_is_wide():
    names = [f"column {n}" for n in range(5_000)]
    assert told(enumerated(names)) == ", ".join(names)
    assert told(listed(names)).endswith(", column 4998 and column 4999")


@pytest.mark.parametrize(
    ("said", "value", "becomes"),
    [
        ("与{it}并列", "SVM", "与 SVM 并列"),
        ("与{it}并列", "决策树", "与决策树并列"),
        ("停止 {it} 吧", "决策树", "停止决策树吧"),
        ("停止 {it} 吧", "SVM", "停止 SVM 吧"),
        ("把“{it}”删除", "a b", "把“a b”删除"),
        ("{it}月", "3", "3月"),
        ("领先{it} 2 个", "树（调优）", "领先树（调优）2 个"),
        ("超过 {it}", "“树”", "超过“树”"),
        ("列 {it}", "收入 总额", "列收入 总额"),
        ("{{{it:.1f}}} 分", 0.25, "{0.2} 分"),
        ("得{it}分", "", "得分"),
    ],
)
def test_chinese_is_parted_from_latin_letters_whatever_the_value(tmp_path, said, value, becomes):
    with language_made_of(tmp_path, "zh", {"{it}": said}), speaking("zh"):
        assert _("{it}", it=value) == becomes


def test_a_visitors_own_words_are_left_as_they_are_in_english():
    assert _("the column {it} of {table}", it="收入 A", table="客户B") == "the column 收入 A of 客户B"


def test_what_is_made_once_a_language_is_made_in_each():
    made = []

    @once_a_language
    def words():
        made.append(language())
        return [_("the tree")]

    assert (words(), words()) == (["the tree"], ["the tree"])
    with speaking("de"):
        assert (words(), words()) == (["der Baum"], ["der Baum"])
    assert made == ["en", "de"]


def test_the_thousands_of_a_count_are_parted_in_each_language_and_no_seed_is_one():
    words = {"n": 1500, "total": 12_345}
    assert _("{n} of {total} right", **words) == "1,500 of 12,345 right"
    assert counted("{n} row", "{n} rows", 1000) == "1,000 rows"
    with speaking("zh"):
        assert "1,000" in counted("{n} row", "{n} rows", 1000)
    assert _("Seed {seed}", seed=1234) == "Seed 1234"
    assert read(written(_("{n} of {total} right", **words))) == "1,500 of 12,345 right"
