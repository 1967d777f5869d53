"""Declaration of a chapter: one frozen record."""

from dataclasses import dataclass

from bakeoff.text import declare


@dataclass(frozen=True)
class Chapter:
    """One chapter of Learn, as its folder's ``info.py`` declares it.

    Attributes
    ----------
    name : str
        The folder's, and its place in the address.
    number : int
        Its place in the order, from 1.
    question : str
        What it answers, in one line.
    goal : str
        What is to be reached at its end, one sentence in the imperative.
    icon : str
        Material symbol, as Streamlit writes it.
    """

    name: str
    number: int
    title: str
    question: str
    goal: str
    icon: str

    def __post_init__(self) -> None:
        declare(self, "title", "question", "goal")
