"""Files of shops."""

import pandas as pd

from tests.brought_files.written import ROWS, generator, lines, nth_day, swiss
from tests.unit.datasets.upload.files import workbook


def umsatz() -> bytes:
    """A German shop's turnover: a workbook that begins with notes, title rows, and a total beneath."""
    rng = generator(5)
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
        rows.append([("Köln", "Bonn", "Ulm")[n % 3], nth_day(n), visitors, round(ads, 2), round(turnover, 2)])
    rows += [["Summe", None, None, None, round(total, 2)], [], ["Quelle: Kassensystem, ohne Gewähr"]]
    notes: list[list[object]] = [["Hinweise"], ["Diese Datei wurde automatisch erstellt."], ["Fragen an: Kasse"]]
    return workbook({"Hinweise": notes, "Umsatz": rows, "Legende": [["Kürzel", "Bedeutung"], ["K", "Köln"]]})


def orders() -> bytes:
    """An English shop's orders: dollars and percent as texts, comma between thousands, quoted."""
    rng, frame = generator(6), []
    for n in range(ROWS):
        price, fee = float(rng.gamma(4, 90_000)) + 90_000, int(rng.integers(0, 12))
        sold = "Yes" if price < 400_000 and fee < 8 else "No"
        frame.append([f"A-{n + 100}", f"${price:,.0f}", f"{fee}%", int(rng.integers(1, 6)), sold])
    return pd.DataFrame(frame, columns=["Listing", "Price", "HOA", "Rooms", "Sold"]).to_csv(index=False).encode()


def boutique() -> bytes:
    """A Swiss shop: apostrophes in thousands, CHF before, tabs, UTF-16."""
    rng, rows = generator(7), []
    for n in range(ROWS):
        price, stars = float(rng.gamma(3, 800)) + 100, int(rng.integers(1, 6))
        back = "oui" if price > 2000 or stars < 2 else "non"
        rows.append([f"C{n:03}", f"CHF {swiss(price)}", stars, ("Genève", "Bâle", "Neuchâtel")[n % 3], back])
    return lines([["Commande", "Prix", "Étoiles", "Ville", "Retour"], *rows], "\t").encode("utf-16")


def uriage() -> bytes:
    """A Japanese shop: a workbook with a merged title, two rows of names, yen, and a total."""
    rng = generator(8)
    rows: list[list[object]] = [
        ["売上一覧表（2024年度）", None, None, None, None, None],
        ["店舗", "日付", "来客数", None, "売上", "天気"],
        [None, None, "大人", "子供", None, None],
    ]
    for n in range(ROWS):
        adults, children = int(rng.integers(20, 300)), int(rng.integers(0, 80))
        sales = 900 * adults + 400 * children + int(rng.normal(0, 4000))
        rows.append(
            [("新宿", "渋谷", "池袋")[n % 3], nth_day(n), adults, children, f"{sales:,}円", ("晴", "雨", "曇")[n % 3]]
        )
    rows.append(["合計", None, None, None, "9,999,999円", None])
    return workbook({"売上": rows}, merged={"売上": ["A1:F1", "C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"]})


def dingdan() -> bytes:
    """A Chinese shop: yuan signs as wide as characters, reviews in Chinese, UTF-8 with its mark."""
    rng, rows = generator(9), []
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
    return lines([["订单号", "金额", "评论内容", "评价"], *rows], ",").replace("，", "，").encode("utf-8-sig")


def kuchikomi() -> bytes:
    """Japanese reviews of hotels in UTF-16 without a mark: texts without a space between words."""
    rng, rows = generator(10), []
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
    return lines([["宿泊日", "口コミ", "評価"], *rows], "\t").encode("utf-16-le")
