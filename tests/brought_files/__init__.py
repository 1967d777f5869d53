"""Twenty files as people have them, in the ways of German, French, English, Chinese and Japanese spreadsheets.

Each is made from a seed, and in each something can be learnt. What stands in them that is no plain number, date or
name is what people write: titles above the table, totals beneath it, units, gaps in words, sheets of notes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bakeoff.fields import Task
from tests.brought_files.clinics import clinique, kenshin, klinik, patients
from tests.brought_files.households import haushalt, towns
from tests.brought_files.schools import bulletin, chengji, noten, seiseki
from tests.brought_files.sensors import capteurs, kankyo, machine, wetter
from tests.brought_files.shops import boutique, dingdan, kuchikomi, orders, umsatz, uriage
from tests.brought_files.written import ROWS


@dataclass(frozen=True)
class Brought:
    """A file, and what a person who knows it would say of it.

    Attributes
    ----------
    name : str
        Of the file.
    make : callable
        Returns its bytes.
    target, task : str
        What its owner wants predicted; `guessed` says whether the page should find that out by itself.
    rows : int
        That hold a thing each: without titles, units and totals.
    roles : mapping of str to str
        Of the columns that are easily misread.
    ranges : mapping of str to (low, high)
        Ends of columns of numbers and dates, as the page writes them.
    decided : tuple of str
        Codes of what has to be decided, and told.
    gathered : bool
        Whether its classes are so many, or so rare, that some have to be put together.
    """

    name: str
    make: Callable[[], bytes]
    target: str
    task: Task = "classification"
    guessed: bool = True
    rows: int = ROWS
    roles: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    decided: tuple[str, ...] = ()
    gathered: bool = False


FILES = (
    Brought("klinik_2024.csv", klinik, "Wiederaufnahme", roles={"CRP mg/l": "number", "Aufnahme": "date"},
            ranges={"Aufnahme": ("2024-01-02", "2024-09-25")}, decided=("above", "missing")),
    Brought("clinique.csv", clinique, "Retard de paiement", roles={"Coût": "number", "Reste à charge": "number"},
            decided=("unit", "missing")),
    Brought("病人.csv", patients, "是否患病", roles={"年龄": "number", "空腹血糖": "number", "就诊日期": "date"},
            ranges={"就诊日期": ("2024-01-02", "2024-09-25")}, decided=("missing",)),
    Brought("健診.csv", kenshin, "判定", roles={"身長": "number", "体重": "number", "受診日": "date"},
            ranges={"受診日": ("2022-04-01", "2024-03-13")}, decided=("unit", "missing")),
    Brought("umsatz.xlsx", umsatz, "Umsatz", "regression", roles={"Monat": "date", "Besucher": "number"},
            decided=("sheet", "above", "totals")),
    Brought("orders.csv", orders, "Sold", guessed=False, roles={"Price": "number", "HOA": "number"},
            ranges={"HOA": ("0", "11")}, decided=("unit",)),
    Brought("boutique.txt", boutique, "Retour", guessed=False, roles={"Prix": "number"}, decided=("unit",)),
    Brought("売上.xlsx", uriage, "売上", "regression", guessed=False, roles={"来客数 大人": "number", "日付": "date"},
            decided=("above", "names", "totals", "unit")),
    Brought("订单.csv", dingdan, "评价", roles={"金额": "number", "评论内容": "text"}, decided=("unit",)),
    Brought("口コミ.tsv", kuchikomi, "評価", roles={"口コミ": "text", "宿泊日": "date"}),
    Brought("wetter.csv", wetter, "Regen", roles={"Temperatur °C": "number", "Feuchte %": "number"},
            decided=("names", "missing")),
    Brought("capteurs.csv", capteurs, "état", roles={"valeur": "number", "valeur (2)": "number", "courant": "number",
            "relevé": "date"}, decided=("renamed", "unit")),
    Brought("machine.csv", machine, "state", roles={"temp": "number", "rpm": "number", "rpm (2)": "ignore"},
            decided=("above", "renamed", "words")),
    Brought("観測.xlsx", kankyo, "収量", "regression", roles={"湿度": "number", "測定日": "date"},
            decided=("above", "totals", "missing", "unit")),
    Brought("noten.csv", noten, "Ergebnis versetzt", roles={"Noten Mathe": "number", "Fehltage gesamt": "number"},
            decided=("names", "totals")),
    Brought("bulletin.csv", bulletin, "Décision", roles={"Moyenne": "number", "Naissance": "date",
            "Appréciation": "text"}),
    Brought("成绩.xlsx", chengji, "是否及格", roles={"语文": "number", "数学": "number", "出勤率": "number"},
            decided=("above", "totals", "unit")),
    Brought("成績.csv", seiseki, "合否", roles={"英語": "number", "数学": "number", "試験日": "date"}),
    Brought("haushalt.csv", haushalt, "Art", guessed=False, roles={"Preis": "number"}, decided=("mark",)),
    Brought("towns.csv", towns, "class", guessed=False, rows=400, gathered=True),
)  # fmt: skip
"""In the order of clinics, shops, sensors, schools, and others."""
