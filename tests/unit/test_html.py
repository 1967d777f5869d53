import html
import re

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.html import Markup, Template, plain, unbroken
from bakeoff.text import _, speaking
from tests.catalogues import language_made_of

LINE = Template('<p title="{{ words }}">{{ words }}</p>')


@given(st.text())
def test_whatever_a_text_holds_it_stays_a_text(words: str):
    line = str(LINE(words=words))
    assert html.unescape(line) == f'<p title="{unbroken(words)}">{unbroken(words)}</p>'
    inside = line.removeprefix('<p title="').removesuffix("</p>").replace('">', "", 1)
    assert not {"<", ">", '"', "'"} & set(inside)


def test_html_in_html_is_left_as_it_is():
    assert Template("{{ first }}{{ second }}")(first=LINE(words="&"), second=Markup("<hr>")) == (
        '<p title="&amp;">&amp;</p><hr>'
    )


def test_a_sentence_in_it_is_translated_and_its_values_are_escaped():
    assert Template('<b>{{ _("{n} of {name}", n=n, name=name) }}</b>')(n=3, name="<i>") == "<b>3 of &lt;i&gt;</b>"


def test_what_was_said_in_another_language_is_said_in_the_readers(tmp_path):
    made_elsewhere = _("{n} rows", n=3)
    with language_made_of(tmp_path, "de", {"{n} rows": "{n} Zeilen"}), speaking("de"):
        assert LINE(words=made_elsewhere) == '<p title="3 Zeilen">3 Zeilen</p>'
    assert LINE(words=made_elsewhere) == '<p title="3 rows">3 rows</p>'


def test_a_number_stays_beside_its_unit_but_not_in_html_of_before():
    assert LINE(words="98.1 % in 12 ms of 3 trees") == (
        '<p title="98.1\xa0% in 12\xa0ms of 3 trees">98.1\xa0% in 12\xa0ms of 3 trees</p>'
    )
    assert Template("{{ made }}")(made=Markup("<pre>5 %</pre>")) == "<pre>5 %</pre>"


def test_what_is_left_out_by_a_condition_is_nothing():
    assert Template("a{{ 'b' if more }}c")(more=False) == "ac"


def test_a_place_without_a_value_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="words"):
        LINE()


@given(st.text(alphabet="ab [](){}*_`~$:<>#!|+\\", max_size=30))
def test_plain_text_holds_no_mark_that_is_not_escaped(text):
    escaped = plain(text)
    marks = "\\`*_{}[]()#+!|:$~<>"
    pieces = iter(escaped)
    shown = "".join(next(pieces) if piece == "\\" else piece for piece in pieces if piece == "\\" or piece not in marks)
    assert shown == text


def test_an_address_in_a_plain_text_is_no_link():
    said = plain("www.evil.example http://evil.example a@evil.example")
    assert not re.search(r"\w://|www\.|\w@", said.replace("\\", ""))  # Streamlit looks for links behind the marks
    assert said.replace("\u2060", "").replace("\\", "") == "www.evil.example http://evil.example a@evil.example"


def test_plain_text_is_in_the_readers_language(tmp_path):
    error = ValueError(_("No row: {n}", n=3))
    with language_made_of(tmp_path, "de", {"No row: {n}": "Keine Zeile: {n}"}), speaking("de"):
        assert plain(str(error)) == r"Keine Zeile\: 3"
