"""What is left in English where all is said in a language made up for tests."""

import functools
import re
from collections.abc import Callable, Iterator

from streamlit.testing.v1 import AppTest

from bakeoff.race.environment import environment
from tests.catalogues import BEGIN, END
from tests.pages.steps import ran
from tests.pages.visible import visible

_WORDS = re.compile(r"(?<![\w.-])[A-Za-z][A-Za-z'’-]+(?: [A-Za-z'’-]+)*(?![\w.])")
_NOT_SAID = re.compile(
    r"(?s)\$\$.*?\$\$|\$[^$]*\$|:material/\w+:|:[a-z-]+(?=\[)|%\{[^}]*\}|https?://\S+|`[^`]*`|\]\([^)]*\)|&\w+;|<[^>]*>|\b[A-Z]{6}\b|\{\w+\}|utf-\d+|(?<!\S)/\w+"
)
NAMES = {
    "credit-g",  # one of OpenML's
    *("Bakeoff", "English", "ReLU", "Keras", "PyTorch", "TensorFlow", "scikit-learn", "Python", "Jupyter", "OpenML"),
    *("Adam", "SGD", "RMSprop", "Adagrad", "AdamW", "Nadam", "SHAP", "CSV", "HTML", "JSON", "PNG", "SVG"),
    *(
        "GELU",
        "ELU",
        "SELU",
        "Mish",
        "Sigmoid",
        "Tanh",
        "sigmoid",
        "tanh",
        "Beale",
        "Rosenbrock",
        "Nesterov",
        "Glorot",
        "He",
    ),
    *("GradientTape", "Huber", "sin", "sin x", "scikit-learn-intelex", "imbalanced-learn", "optuna", "keras", "torch"),
    *("bakeoff", "python", "tensorflow", "tensorflow-cpu", "numpy", "scipy", "pandas", "SVM", "HDL"),
    *("lightgbm", "xgboost-cpu"),
}
"""What is called the same in every language."""


def unmarked(shown: str) -> list[str]:
    """Return the words of a text that no message has said."""
    before = None
    while before != shown:
        before, shown = shown, re.sub(f"{BEGIN}[^{BEGIN}{END}]*{END}", " ", shown)
    return [words for words in _WORDS.findall(_NOT_SAID.sub(" ", shown)) if words not in NAMES | _machine()]


@functools.cache
def _machine() -> set[str]:
    """Return what this machine and its programs call themselves."""
    return {words for value in environment().values() for words in _WORDS.findall(value)}


def english_in(app: AppTest) -> dict[str, str]:
    """Return what a page says in English, and within which text."""
    return {words: shown for shown in visible(ran(app)) for words in unmarked(shown)}


class Walked:
    """What a walk through the states of a page has come to.

    Attributes
    ----------
    english : dict of str to str
        What was said in English, and within which text.
    """

    def __init__(self) -> None:
        self.english: dict[str, str] = {}
        self._offered: set[str] = set()
        self._opened: set[str] = set()

    def look(self, app: AppTest) -> None:
        """Read a page as it is now."""
        self.english |= english_in(app)
        for key, titles in tabs_of(app):
            self._offered |= set(titles)
            self._opened.add(app.session_state[key])
        for views in app.get("button_group"):
            if (views.key or "").startswith("view-"):
                self._offered |= set(views.options)
                self._opened |= set(views.formatted_values)

    @property
    def passed_by(self) -> set[str]:
        """The tabs and views that were there and were never opened."""
        return self._offered - self._opened


def tabs_of(app: AppTest) -> Iterator[tuple[str, list[str]]]:
    """Give the key of every row of tabs, and what these are called."""
    nodes = [app._tree]
    while nodes:
        node = nodes.pop()
        children = list(getattr(node, "children", {}).values())
        nodes += children
        if getattr(node, "type", "") == "tab_container":
            yield node.proto.tab_container.id.split("-", 2)[2], [tab.label for tab in children]


def under_tabs(app: AppTest, settled: Callable[[AppTest], AppTest] = lambda app: app) -> Iterator[AppTest]:
    """Give a page as it is, and with each other of its tabs open."""
    yield app
    for key, titles in list(tabs_of(app)):
        for title in titles[1:]:
            app.session_state[key] = title
            yield ran(settled(app.run()))
