"""Files of sensors."""

from tests.brought_files.written import ROWS, french, generator, german, lines, nth_day
from tests.unit.datasets.upload.files import workbook


def wetter() -> bytes:
    """A German weather station: a row of units under the names, an empty column, a sep= line."""
    rng, rows = generator(11), []
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
    return ("sep=;\r\n" + lines(names + rows)).encode("cp1252")


def capteurs() -> bytes:
    """French sensors: equal names of columns, units within the cells, scientific figures, Latin letters."""
    rng, rows = generator(12), []
    for n in range(ROWS):
        first, second = float(rng.normal(40, 12)), float(rng.normal(40, 12))
        broken = "défaut" if abs(first - second) > 15 else "normal"
        rows.append(
            [
                f"{nth_day(n):%d/%m/%Y} {n % 24:02}:00",
                f"{french(first, 1)} °C",
                f"{french(second, 1)} °C",
                f"{first / 1e5:.2E}".replace(".", ","),
                broken,
            ]
        )
    return lines([["relevé", "valeur", "valeur", "courant", "état"], *rows]).encode("cp1252")


def machine() -> bytes:
    """A machine's log as an English program writes it: keys and values above, mixed types, a copy of a column."""
    rng, rows = generator(13), []
    for n in range(ROWS):
        speed, heat = float(rng.normal(1500, 300)), float(rng.normal(70, 9))
        state = "FAIL" if heat > 75 and speed > 1400 else "OK"
        heat_text = "ERR" if n % 20 == 9 else f"{heat:.2f}"
        rows.append([f"{nth_day(n):%Y-%m-%d}T{n % 24:02}:30:00", f"{speed:.1f}", f"{speed:.1f}", heat_text, "", state])
    head = "Device,Press 7,,,,\r\nFirmware,2.1.4,,,,\r\n\r\n"
    return (head + lines([["time", "rpm", "rpm", "temp", "reserve", "state"], *rows], ",")).encode()


def kankyo() -> bytes:
    """Japanese readings of a greenhouse: a workbook whose table begins at the third row and second column."""
    rng = generator(14)
    rows: list[list[object]] = [[None] * 6, [None, "温室観測データ"], [None, "測定日", "気温", "湿度", "日照", "収量"]]
    for n in range(ROWS):
        heat, damp, light = float(rng.normal(22, 4)), float(rng.uniform(40, 90)), float(rng.gamma(3, 2))
        yield_ = 3 * light + heat - abs(damp - 65) / 5 + float(rng.normal(0, 1))
        rows.append(
            [
                None,
                nth_day(n),
                round(heat, 1),
                "不明" if n % 13 == 2 else round(damp, 1),
                round(light, 2),
                f"{yield_:.1f}kg",
            ]
        )
    rows.append([None, "平均", 22.1, 64.2, 6.1, "33.0kg"])
    return workbook({"説明": [["この表は自動で作られました。"]], "観測": rows}, hidden=["説明"])
