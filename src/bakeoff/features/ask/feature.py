"""Registration of questions to contenders with the server."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bakeoff.features.ask.service import asks
from bakeoff.features.ask.settings import AskLimits
from bakeoff.race.models import can_be_asked
from bakeoff.records.service import history
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = sum(map(can_be_asked, history().ids(owner)))
    yield n, counted("the trained models of {n} race", "the trained models of {n} races", n)


def _forget(_owner: str, ids: Collection[str]) -> None:
    asks().forget(ids)


FEATURE = Feature(
    order=30,
    settings=(AskLimits,),
    style=Path(__file__).with_name("style.css"),
    preload=("bakeoff.features.ask.job",),
    slots=lambda: AskLimits.read().asks,
    personal=Personal(_amounts, forget=_forget),
    adds=(Page("ask", "Ask", "pages/ask/ask.py", ":material/question_answer:", 30),),
)
