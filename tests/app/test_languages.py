"""Every page in a language made up for the test, which marks what it says at both ends: nothing stays unmarked."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.learn import chapters
from bakeoff.lessons.code import pack
from bakeoff.text import speaking
from tests.app import lessons
from tests.app.conftest import RACE
from tests.app.steps import LEARN, draft, ran
from tests.app.visible import visible
from tests.catalogues import BEGIN, END, PSEUDO, pseudo_language

_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]+(?: [A-Za-z'’-]+)*")
_NOT_SAID = re.compile(
    r"(?s)\$\$.*?\$\$|\$[^$]*\$|:material/\w+:|:[a-z-]+(?=\[)|%\{[^}]*\}|https?://\S+|`[^`]*`|\]\([^)]*\)|&\w+;|<[^>]*>"
)
pytestmark = pytest.mark.usefixtures("empty_home")

NAMES = {
    "credit-g",  # one of OpenML's
    *("Bakeoff", "English", "ReLU", "Keras", "PyTorch", "TensorFlow", "scikit-learn", "Python", "Jupyter", "OpenML"),
    *(
        "Adam",
        "SGD",
        "RMSprop",
        "Adagrad",
        "AdamW",
        "Nadam",
        "SHAP",
        "CSV",
        "HTML",
        "JSON",
        "PNG",
        "SVG",
        "GELU",
        "ELU",
    ),
    *("Sigmoid", "Tanh", "sigmoid", "tanh", "Beale", "Rosenbrock", "Nesterov", "Glorot", "He", "GradientTape", "Huber"),
    "sin x",
}
"""What is called the same in every language."""


@pytest.fixture(scope="module", autouse=True)
def visitor_of_the_pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the language; AppTest itself, which writes widgets' options as the page does, speaks it as well."""
    with pseudo_language(tmp_path_factory.mktemp("locale")), speaking(PSEUDO):
        yield


def unmarked(shown: str) -> list[str]:
    """Return the words of a text that no message has said."""
    before = None
    while before != shown:
        before, shown = shown, re.sub(f"{BEGIN}[^{BEGIN}{END}]*{END}", " ", shown)
    return [words for words in _WORDS.findall(_NOT_SAID.sub(" ", shown)) if words not in NAMES]


def english_in(app: AppTest) -> dict[str, str]:
    return {words: shown for shown in visible(ran(app)) for words in unmarked(shown)}


def test_an_english_word_is_found():
    assert unmarked("⟦Röẅs⟧ of ⟦thë ⟦ïññër⟧ tëst⟧ 98 %") == ["of"]


def test_a_language_that_is_one_file_can_be_chosen(visit: Callable[..., AppTest]):
    with speaking("en"):
        app = visit("pages/about/method.py")
    shown = {one.proto.component_name: one.proto.json for one in app.get("bidi_component")}
    there = json.loads(shown["bakeoff_language_switch"])
    assert [language["code"] for language in there["languages"]] == ["en", PSEUDO]
    assert there["spoken"] == "en"


@pytest.mark.parametrize(
    "page", ["data/gallery", "bring/bring", "published/published", "about/method", "about/privacy", "judge/judge"]
)
def test_a_page_says_nothing_in_english(page: str, visit: Callable[..., AppTest]):
    assert english_in(visit(f"pages/{page}.py", lang=PSEUDO, dataset="iris")) == {}


def test_the_chapters_are_listed_in_no_english(visit: Callable[..., AppTest]):
    assert english_in(visit(LEARN, lang=PSEUDO)) == {}


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_says_nothing_in_english(chapter: str, visit: Callable[..., AppTest]):
    app = visit(LEARN, lang=PSEUDO)
    app.query_params["chapter"] = chapter
    asked = 0
    while any(question.value is None for question in ran(app.run()).radio):
        for question in app.radio:  # what is shown comes after the answer
            asked += question.value is None
            codes = question.format_func.__self__
            question.set_value(question.value or next(iter(codes)))
    assert asked
    assert english_in(app) == {}


@pytest.mark.parametrize("dataset", ["iris", "diabetes"])
def test_a_race_says_nothing_in_english(dataset: str, visit: Callable[..., AppTest]):
    app = visit(RACE, lang=PSEUDO, dataset=dataset, contenders="decision_tree,svm,dummy")
    assert english_in(app) == {}
    ran(app.button(key="start").click().run())
    assert draft(app).race.wait(60)
    assert english_in(app.run()) == {}


def test_a_lesson_and_its_certificate_say_nothing_in_english(visit: Callable[..., AppTest]):
    code = pack(lessons.lesson(lessons.RACE, title="1", task="2", hints=["3"]))
    app = visit(RACE, lang=PSEUDO, lesson=code)
    assert english_in(app.button(key="lesson-hint").click().run()) == {}
    ran(app.button(key="start").click().run())
    assert draft(app).race.wait(60)
    assert english_in(app.run()) == {}
    (certificate,) = (where for where in lessons.links(app).values() if "certificate=" in where)
    sheet = lessons.opened(lessons.CERTIFICATE, lang=PSEUDO, certificate=certificate.partition("certificate=")[2])
    for_programs = re.findall("(?s)<code>(.*?)</code>", lessons.html(sheet, "bakeoff-certificate"))
    assert len(for_programs) == 2  # what was set, as a link has it, and the signature
    assert [words for words in map(unmarked, visible(sheet)) if words] == [unmarked(text) for text in for_programs]


@pytest.mark.parametrize("place", ["race", "judge"])
def test_what_makes_a_lesson_says_nothing_in_english(place: str, visit: Callable[..., AppTest]):
    app = visit(lessons.PAGES[place], lang=PSEUDO, dataset="iris")
    app.session_state[f"{place}-lesson"] = True
    assert english_in(app.run()) == {}
    app.number_input(key=f"lesson-{place}-0-{place}.score-accuracy-number").set_value(90)
    app.text_input(key=f"lesson-{place}-title").set_value("1")
    assert english_in(app.run()) == {}
