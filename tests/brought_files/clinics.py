"""Files of clinics."""

import datetime

from tests.brought_files.written import ROWS, french, full_width, generator, german, lines, nth_day


def klinik() -> bytes:
    """A German ward's list: decimal commas, "k. A.", leading title lines, cp1252."""
    rng, rows = generator(1), []
    for n in range(ROWS):
        age, crp = int(rng.integers(20, 90)), float(rng.gamma(2, 30))
        again = "ja" if age + crp / 2 > 90 else "nein"
        crp_text = "k. A." if n % 15 == 7 else german(crp, 1)
        rows.append([f"P{n + 1:04}", nth_day(n).strftime("%d.%m.%Y"), age, crp_text, "m" if n % 2 else "w", again])
    head = "Auswertung Station 3 Süd\r\nStand: 31.12.2024\r\n\r\n"
    names = [["Fallnummer", "Aufnahme", "Alter", "CRP mg/l", "Geschlecht", "Wiederaufnahme"]]
    return (head + lines(names + rows)).encode("cp1252")


def clinique() -> bytes:
    """A French clinic: narrow spaces in thousands, euros behind, oui and non, UTF-8 with its mark."""
    rng, rows = generator(2), []
    for n in range(ROWS):
        cost, stay = float(rng.gamma(3, 900)) + 300, int(rng.integers(1, 15))
        late = "oui" if cost / stay < 500 else "non"
        rows.append(
            [f"{n + 1}", f"{french(cost)} €", stay, f"{rng.integers(0, 100)} %", nth_day(n).strftime("%d/%m/%Y"), late]
        )
    rows[4][1] = "n.d."
    names = [["N°", "Coût", "Durée", "Reste à charge", "Entrée", "Retard de paiement"]]
    return lines(names + rows).encode("utf-8-sig")


def patients() -> bytes:
    """A Chinese hospital: GB18030, dates in characters, full-width digits, gaps in words."""
    rng, rows = generator(3), []
    for n in range(ROWS):
        age, sugar = int(rng.integers(18, 85)), float(rng.normal(6.2, 1.5))
        day = nth_day(n)
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
    return lines(names + rows, ",").encode("gb18030")


def kenshin() -> bytes:
    """A Japanese health check: Shift_JIS, dates by era, 欠測 for what was not measured."""
    rng, rows = generator(4), []
    for n in range(ROWS):
        weight, height = float(rng.normal(62, 11)), float(rng.normal(164, 8))
        again = "要再検査" if weight / (height / 100) ** 2 > 24 else "異常なし"
        day = datetime.date(2022, 4, 1) + datetime.timedelta(days=n * 8)
        era = f"令和{day.year - 2018}年{day.month}月{day.day}日"
        rows.append([n + 1, era, f"{height:.1f}cm", "欠測" if n % 11 == 3 else f"{weight:.1f}kg", again])
    return lines([["受診番号", "受診日", "身長", "体重", "判定"], *rows], ",").encode("cp932")
