"""Twenty files as people have them, in the ways of German, French, English, Chinese and Japanese spreadsheets.

Each is made from a seed, and in each something can be learnt. What stands in them that is no plain number, date or
name is what people write: titles above the table, totals beneath it, units, gaps in words, sheets of notes.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from bakeoff.fields import Task
from tests.unit.datasets.upload.files import workbook

ROWS = 90
_START = datetime.date(2024, 1, 2)


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


def _lines(rows: list[list[object]], delimiter: str = ";") -> str:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def german(number: float, digits: int = 2) -> str:
    """1234.5 as 1.234,50."""
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def french(number: float, digits: int = 2) -> str:
    """1234.5 as 1 234,50, with a narrow no-break space."""
    return f"{number:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def swiss(number: float, digits: int = 2) -> str:
    """1234.5 as 1'234.50."""
    return f"{number:,.{digits}f}".replace(",", "'")


def full_width(text: object) -> str:
    """Digits as wide as a Chinese character."""
    return str(text).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


def _day(n: int) -> datetime.date:
    return _START + datetime.timedelta(days=n * 3)


# --- clinics ---


def klinik() -> bytes:
    """A German ward's list: decimal commas, "k. A.", leading title lines, cp1252."""
    rng, rows = _rng(1), []
    for n in range(ROWS):
        age, crp = int(rng.integers(20, 90)), float(rng.gamma(2, 30))
        again = "ja" if age + crp / 2 > 90 else "nein"
        crp_text = "k. A." if n % 15 == 7 else german(crp, 1)
        rows.append([f"P{n + 1:04}", _day(n).strftime("%d.%m.%Y"), age, crp_text, "m" if n % 2 else "w", again])
    head = "Auswertung Station 3 Süd\r\nStand: 31.12.2024\r\n\r\n"
    names = [["Fallnummer", "Aufnahme", "Alter", "CRP mg/l", "Geschlecht", "Wiederaufnahme"]]
    return (head + _lines(names + rows)).encode("cp1252")


def clinique() -> bytes:
    """A French clinic: narrow spaces in thousands, euros behind, oui and non, UTF-8 with its mark."""
    rng, rows = _rng(2), []
    for n in range(ROWS):
        cost, stay = float(rng.gamma(3, 900)) + 300, int(rng.integers(1, 15))
        late = "oui" if cost / stay < 500 else "non"
        rows.append(
            [f"{n + 1}", f"{french(cost)} €", stay, f"{rng.integers(0, 100)} %", _day(n).strftime("%d/%m/%Y"), late]
        )
    rows[4][1] = "n.d."
    names = [["N°", "Coût", "Durée", "Reste à charge", "Entrée", "Retard de paiement"]]
    return _lines(names + rows).encode("utf-8-sig")


def patients() -> bytes:
    """A Chinese hospital: GB18030, dates in characters, full-width digits, gaps in words."""
    rng, rows = _rng(3), []
    for n in range(ROWS):
        age, sugar = int(rng.integers(18, 85)), float(rng.normal(6.2, 1.5))
        day = _day(n)
        sick = "是" if sugar + age / 60 > 7.1 else "否"
        rows.append(
            [
                f"{n + 1:05}",
                f"{day.year}年{day.month}月{day.day}日",
                full_width(age),
                "不详" if n % 12 == 5 else f"{sugar:.1f}",
                ("北京市", "上海市", "广州市")[n % 3],
                sick,
            ]
        )
    names = [["病历号", "就诊日期", "年龄", "空腹血糖", "城市", "是否患病"]]
    return _lines(names + rows, ",").encode("gb18030")


def kenshin() -> bytes:
    """A Japanese health check: Shift_JIS, dates by era, 欠測 for what was not measured."""
    rng, rows = _rng(4), []
    for n in range(ROWS):
        weight, height = float(rng.normal(62, 11)), float(rng.normal(164, 8))
        again = "要再検査" if weight / (height / 100) ** 2 > 24 else "異常なし"
        day = datetime.date(2022, 4, 1) + datetime.timedelta(days=n * 8)
        era = f"令和{day.year - 2018}年{day.month}月{day.day}日"
        rows.append([n + 1, era, f"{height:.1f}cm", "欠測" if n % 11 == 3 else f"{weight:.1f}kg", again])
    return _lines([["受診番号", "受診日", "身長", "体重", "判定"], *rows], ",").encode("cp932")


# --- shops ---


def umsatz() -> bytes:
    """A German shop's turnover: a workbook that begins with notes, title rows, and a total beneath."""
    rng = _rng(5)
    rows: list[list[object]] = [
        ["Umsatzliste Filialen 2024"],
        [None],
        ["Filiale", "Monat", "Besucher", "Werbung", "Umsatz"],
    ]
    total = 0.0
    for n in range(ROWS):
        visitors, ads = int(rng.integers(200, 3000)), float(rng.gamma(2, 300))
        turnover = 12 * visitors + 4 * ads + float(rng.normal(0, 900))
        total += turnover
        rows.append([("Köln", "Bonn", "Ulm")[n % 3], _day(n), visitors, round(ads, 2), round(turnover, 2)])
    rows += [["Summe", None, None, None, round(total, 2)], [], ["Quelle: Kassensystem, ohne Gewähr"]]
    notes: list[list[object]] = [["Hinweise"], ["Diese Datei wurde automatisch erstellt."], ["Fragen an: Kasse"]]
    return workbook({"Hinweise": notes, "Umsatz": rows, "Legende": [["Kürzel", "Bedeutung"], ["K", "Köln"]]})


def orders() -> bytes:
    """An English shop's orders: dollars and percent as texts, comma between thousands, quoted."""
    rng, frame = _rng(6), []
    for n in range(ROWS):
        price, fee = float(rng.gamma(4, 90_000)) + 90_000, int(rng.integers(0, 12))
        sold = "Yes" if price < 400_000 and fee < 8 else "No"
        frame.append([f"A-{n + 100}", f"${price:,.0f}", f"{fee}%", int(rng.integers(1, 6)), sold])
    return pd.DataFrame(frame, columns=["Listing", "Price", "HOA", "Rooms", "Sold"]).to_csv(index=False).encode()


def boutique() -> bytes:
    """A Swiss shop: apostrophes in thousands, CHF before, tabs, UTF-16."""
    rng, rows = _rng(7), []
    for n in range(ROWS):
        price, stars = float(rng.gamma(3, 800)) + 100, int(rng.integers(1, 6))
        back = "oui" if price > 2000 or stars < 2 else "non"
        rows.append([f"C{n:03}", f"CHF {swiss(price)}", stars, ("Genève", "Bâle", "Neuchâtel")[n % 3], back])
    return _lines([["Commande", "Prix", "Étoiles", "Ville", "Retour"], *rows], "\t").encode("utf-16")


def uriage() -> bytes:
    """A Japanese shop: a workbook with a merged title, two rows of names, yen, and a total."""
    rng = _rng(8)
    rows: list[list[object]] = [
        ["売上一覧表（2024年度）", None, None, None, None, None],
        ["店舗", "日付", "来客数", None, "売上", "天気"],
        [None, None, "大人", "子供", None, None],
    ]
    for n in range(ROWS):
        adults, children = int(rng.integers(20, 300)), int(rng.integers(0, 80))
        sales = 900 * adults + 400 * children + int(rng.normal(0, 4000))
        rows.append(
            [("新宿", "渋谷", "池袋")[n % 3], _day(n), adults, children, f"{sales:,}円", ("晴", "雨", "曇")[n % 3]]
        )
    rows.append(["合計", None, None, None, "9,999,999円", None])
    return workbook({"売上": rows}, merged={"売上": ["A1:F1", "C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"]})


def dingdan() -> bytes:
    """A Chinese shop: yuan signs as wide as characters, reviews in Chinese, UTF-8 with its mark."""
    rng, rows = _rng(9), []
    good = ("质量很好", "物流很快", "包装精美", "客服态度热情", "非常满意", "物超所值")
    bad = ("质量太差", "物流很慢", "包装破损", "客服不理人", "非常失望", "想要退货")
    for n in range(ROWS):
        happy = bool(rng.random() < 0.5)
        words = rng.permutation(good if happy else bad)[:3]
        text = "，".join(words) + f"。第{n + 1}次购买，颜色{('红', '蓝', '白')[n % 3]}"
        rows.append(
            [
                f"{202400000 + n * 7}",
                f"￥{rng.integers(900, 99_000):,}.00".replace(",", "，")
                if n % 9 == 0
                else f"￥{rng.integers(20, 900)}.00",
                text,
                "好评" if happy else "差评",
            ]
        )
    return _lines([["订单号", "金额", "评论内容", "评价"], *rows], ",").replace("，", "，").encode("utf-8-sig")


def kuchikomi() -> bytes:
    """Japanese reviews of hotels in UTF-16 without a mark: texts without a space between words."""
    rng, rows = _rng(10), []
    good = (
        "部屋がとても清潔でした",
        "朝食がおいしかったです",
        "スタッフが親切でした",
        "また泊まりたいです",
        "景色が最高でした",
    )
    bad = (
        "部屋が狭くて汚いです",
        "朝食がまずかったです",
        "スタッフの対応が悪い",
        "二度と泊まりません",
        "騒音で眠れませんでした",
    )
    for n in range(ROWS):
        happy = bool(rng.random() < 0.5)
        words = rng.permutation(good if happy else bad)[:3]
        rows.append(
            [f"{2024}/{n % 12 + 1}/{n % 27 + 1}", "。".join(words) + f"。{n + 1}泊", "満足" if happy else "不満"]
        )
    return _lines([["宿泊日", "口コミ", "評価"], *rows], "\t").encode("utf-16-le")


# --- sensors ---


def wetter() -> bytes:
    """A German weather station: a row of units under the names, an empty column, a sep= line."""
    rng, rows = _rng(11), []
    for n in range(ROWS):
        temperature, damp = float(rng.normal(11, 8)), float(rng.uniform(30, 100))
        rain = "ja" if damp > 70 and temperature > 2 else "nein"
        rows.append(
            [
                f"{n % 24:02}:{15 * (n % 4):02}",
                german(temperature, 1),
                german(damp, 0),
                german(1013 + damp / 9, 1),
                "",
                rain,
            ]
        )
    rows[3][1] = rows[9][2] = "-"
    names = [["Uhrzeit", "Temperatur", "Feuchte", "Luftdruck", "", "Regen"], ["hh:mm", "°C", "%", "hPa", "", ""]]
    return ("sep=;\r\n" + _lines(names + rows)).encode("cp1252")


def capteurs() -> bytes:
    """French sensors: equal names of columns, units within the cells, scientific figures, Latin letters."""
    rng, rows = _rng(12), []
    for n in range(ROWS):
        first, second = float(rng.normal(40, 12)), float(rng.normal(40, 12))
        broken = "défaut" if abs(first - second) > 15 else "normal"
        rows.append(
            [
                f"{_day(n):%d/%m/%Y} {n % 24:02}:00",
                f"{french(first, 1)} °C",
                f"{french(second, 1)} °C",
                f"{first / 1e5:.2E}".replace(".", ","),
                broken,
            ]
        )
    return _lines([["relevé", "valeur", "valeur", "courant", "état"], *rows]).encode("cp1252")


def machine() -> bytes:
    """A machine's log as an English program writes it: keys and values above, mixed types, a copy of a column."""
    rng, rows = _rng(13), []
    for n in range(ROWS):
        speed, heat = float(rng.normal(1500, 300)), float(rng.normal(70, 9))
        state = "FAIL" if heat > 75 and speed > 1400 else "OK"
        heat_text = "ERR" if n % 20 == 9 else f"{heat:.2f}"
        rows.append([f"{_day(n):%Y-%m-%d}T{n % 24:02}:30:00", f"{speed:.1f}", f"{speed:.1f}", heat_text, "", state])
    head = "Device,Press 7,,,,\r\nFirmware,2.1.4,,,,\r\n\r\n"
    return (head + _lines([["time", "rpm", "rpm", "temp", "reserve", "state"], *rows], ",")).encode()


def kankyo() -> bytes:
    """Japanese readings of a greenhouse: a workbook whose table begins at the third row and second column."""
    rng = _rng(14)
    rows: list[list[object]] = [[None] * 6, [None, "温室観測データ"], [None, "測定日", "気温", "湿度", "日照", "収量"]]
    for n in range(ROWS):
        heat, damp, light = float(rng.normal(22, 4)), float(rng.uniform(40, 90)), float(rng.gamma(3, 2))
        yield_ = 3 * light + heat - abs(damp - 65) / 5 + float(rng.normal(0, 1))
        rows.append(
            [
                None,
                _day(n),
                round(heat, 1),
                "不明" if n % 13 == 2 else round(damp, 1),
                round(light, 2),
                f"{yield_:.1f}kg",
            ]
        )
    rows.append([None, "平均", 22.1, 64.2, 6.1, "33.0kg"])
    return workbook({"説明": [["この表は自動で作られました。"]], "観測": rows}, hidden=["説明"])


# --- schools ---


def noten() -> bytes:
    """A German school's marks: two rows of names with a group above, n/a, a footnote, semicolons."""
    rng, rows = _rng(15), []
    for n in range(ROWS):
        maths, german_mark = int(rng.integers(1, 7)), int(rng.integers(1, 7))
        passed = "ja" if maths + german_mark < 9 else "nein"
        name = ("Anna", "Ben", "Clara", "David", "Emil")[n % 5] + " " + ("Maier", "Schulz", "Özdemir")[n % 3]
        rows.append(
            [
                name,
                f"{n % 5 + 5}{'abc'[n % 3]}",
                maths,
                german_mark,
                "n/a" if n % 14 == 4 else german(rng.uniform(0, 20), 1),
                passed,
            ]
        )
    names = [
        ["", "", "Noten", "", "Fehltage", "Ergebnis"],
        ["Name", "Klassenstufe", "Mathe", "Deutsch", "gesamt", "versetzt"],
    ]
    return (_lines(names + rows) + "* ohne entschuldigte Tage;;;;;\r\n").encode("cp1252")


def bulletin() -> bytes:
    """A French school: marks with a comma, a column of remarks, two dates in one table, semicolons."""
    rng, rows = _rng(16), []
    remarks = (
        "élève sérieux et appliqué en classe",
        "trop de bavardages pendant le cours",
        "des progrès ce trimestre, à suivre",
    )
    for n in range(ROWS):
        mark, hours = float(rng.uniform(2, 19)), int(rng.integers(0, 30))
        move = "admis" if mark - hours / 6 > 8 else "ajourné"
        birth = datetime.date(2008, 1, 5) + datetime.timedelta(days=n * 9)
        rows.append([german(mark, 1), hours, f"{birth:%d/%m/%Y}", remarks[n % 3] + f" {n}", move])
    return _lines([["Moyenne", "Absences", "Naissance", "Appréciation", "Décision"], *rows]).encode("utf-8")


def chengji() -> bytes:
    """A Chinese school: a workbook with a title, points with 分, percent, 缺考 for who was not there, an average."""
    rng = _rng(17)
    rows: list[list[object]] = [["2024学年第一学期成绩表"], ["学号", "姓名", "语文", "数学", "出勤率", "是否及格"]]
    for n in range(ROWS):
        chinese, maths = int(rng.integers(30, 100)), int(rng.integers(30, 100))
        passed = "及格" if chinese + maths > 120 else "不及格"
        name = "王李张刘陈"[n % 5] + "伟芳娜敏静丽强"[n % 7]
        rows.append(
            [
                20240001 + n,
                name,
                f"{chinese}分",
                "缺考" if n % 16 == 6 else f"{maths}分",
                f"{rng.integers(70, 101)}％",
                passed,
            ]
        )
    rows.append(["平均分", None, "65分", "64分", "85％", None])
    return workbook({"成绩": rows}, merged={"成绩": ["A1:F1"]})


def seiseki() -> bytes:
    """A Japanese school: Shift_JIS, marks in full-width digits, 合否 to be predicted."""
    rng, rows = _rng(18), []
    for n in range(ROWS):
        english, maths = int(rng.integers(20, 100)), int(rng.integers(20, 100))
        rows.append(
            [
                full_width(english),
                full_width(maths),
                f"{n % 3 + 1}年{'ABC'[n % 3]}組",
                f"R{6}.{n % 12 + 1}.{n % 27 + 1}",
                "合格" if english + maths > 125 else "不合格",
            ]
        )
    return _lines([["英語", "数学", "組", "試験日", "合否"], *rows], ",").encode("cp932")


# --- others ---


def haushalt() -> bytes:
    """Ambiguous thousands: every price is three digits behind a point, and nothing else tells."""
    rng, rows = _rng(19), []
    for n in range(ROWS):
        price, people = int(rng.integers(1001, 9999)), int(rng.integers(1, 7))
        rows.append(
            [
                german(price, 0),
                people,
                "Miete" if price > 4000 else "Kauf",
                f"{10115 + n * 3:05}" if n % 2 else f"0{1067 + n}",
            ]
        )
    return _lines([["Preis", "Personen", "Art", "PLZ"], *rows]).encode()


def towns() -> bytes:
    """A target with more than a hundred different values, which nobody can learn one by one."""
    rng, rows = _rng(20), []
    for n in range(400):
        town = int(min(rng.geometric(0.03), 160)) if n >= 160 else n + 1
        rows.append([f"{town * 2 + rng.normal(0, 3):.2f}", f"{rng.normal():.2f}", f"town {town}"])
    return _lines([["east", "north", "class"], *rows], ",").encode()


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
