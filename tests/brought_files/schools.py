"""Files of schools."""

import datetime

from tests.brought_files.written import ROWS, full_width, generator, german, lines
from tests.unit.datasets.upload.files import workbook


def noten() -> bytes:
    """A German school's marks: two rows of names with a group above, n/a, a footnote, semicolons."""
    rng, rows = generator(15), []
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
    return (lines(names + rows) + "* ohne entschuldigte Tage;;;;;\r\n").encode("cp1252")


def bulletin() -> bytes:
    """A French school: marks with a comma, a column of remarks, two dates in one table, semicolons."""
    rng, rows = generator(16), []
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
    return lines([["Moyenne", "Absences", "Naissance", "Appréciation", "Décision"], *rows]).encode("utf-8")


def chengji() -> bytes:
    """A Chinese school: a workbook with a title, points with 分, percent, 缺考 for who was not there, an average."""
    rng = generator(17)
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
    rng, rows = generator(18), []
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
    return lines([["英語", "数学", "組", "試験日", "合否"], *rows], ",").encode("cp932")
