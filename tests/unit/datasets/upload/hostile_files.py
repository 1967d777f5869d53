"""Broken and hostile files, as many as are asked for, by a seed.

Each is made of a sound one: cut short, damaged, lied about, blown up, or filled with what a careless reader would
run, unpack outside or wait for.
"""

import gzip
import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tests.unit.datasets.upload.files import archive, excel, json_lines, parquet, people

Rng = np.random.Generator
MB = 2**20


def hostile_file(number: int, seed: int) -> bytes:
    """Return one of them; every way comes once before any comes again."""
    return MAKERS[way(number)](np.random.default_rng([seed, number]))


def way(number: int) -> str:
    """Return in which way it is hostile."""
    return list(MAKERS)[number % len(MAKERS)]


def _sound(rng: Rng) -> bytes:
    frame = people(int(rng.integers(20, 120)), int(rng.integers(1000)))
    table = [list(frame), *frame.to_numpy().tolist()]
    makers: list[Callable[[], bytes]] = [
        lambda: frame.to_csv(index=False).encode(),
        lambda: frame.to_csv(index=False, sep="\t").encode("utf-16"),
        lambda: parquet(frame),
        lambda: json_lines(frame),
        lambda: excel(table),
    ]
    return makers[int(rng.integers(len(makers)))]()


def _cut_short(rng: Rng) -> bytes:
    content = _sound(rng)
    return content[: int(rng.integers(1, len(content)))]


def _damaged(rng: Rng) -> bytes:
    content = bytearray(_sound(rng))
    for place in rng.integers(0, len(content), 20):
        content[place] = int(rng.integers(256))
    return bytes(content)


def _shuffled(rng: Rng) -> bytes:
    content = np.frombuffer(_sound(rng), np.uint8).copy()
    rng.shuffle(content)
    return content.tobytes()


def _noise(rng: Rng) -> bytes:
    return rng.bytes(int(rng.integers(1, 50_000)))


def _wrong_head(rng: Rng) -> bytes:
    heads = [b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"[", b"\xff\xfe", b"\xef\xbb\xbf"]
    return heads[int(rng.integers(len(heads)))] + _sound(rng)


def _many_columns(rng: Rng) -> bytes:
    n = int(rng.integers(3_000, 10_000))
    row = ",".join("1" for _ in range(n))
    return (",".join(f"c{place}" for place in range(n)) + "\n" + f"{row}\n" * 15).encode()


def _many_columns_parquet(rng: Rng) -> bytes:
    return parquet(pd.DataFrame({f"c{place}": [1.0] * 12 for place in range(int(rng.integers(2_500, 4_000)))}))


def _many_keys(rng: Rng) -> bytes:
    return "\n".join(json.dumps({f"k{line}_{place}": 1 for place in range(300)}) for line in range(30)).encode()


def _one_column(rng: Rng) -> bytes:
    return b"only\n" + b"1\n" * int(rng.integers(1, 300))


def _one_row(_rng: Rng) -> bytes:
    return b"a,b,c\n1,2,3\n"


def _same_names(rng: Rng) -> bytes:
    n = int(rng.integers(2, 1500))
    return (",".join(["a"] * n) + "\n" + (",".join(["1"] * n) + "\n") * 12).encode()


def _huge_numbers(rng: Rng) -> bytes:
    digits = "9" * int(rng.integers(20, 5000))
    lines = [f"{digits},{n},1e{rng.integers(300, 999)},{'ab'[n % 2]}" for n in range(40)]
    return "\n".join(["big,n,wild,class", *lines]).encode()


def _huge_json_number(rng: Rng) -> bytes:
    return b"\n".join(b'{"a": %s, "b": %d}' % (b"9" * int(rng.integers(4000, 6000)), n) for n in range(20))


def _no_target(_rng: Rng) -> bytes:
    return b"x,target\n" + b"1,\n2,NaN\n3,?\n" * 20


def _formulas(rng: Rng) -> bytes:
    evil = ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "@SUM(1)", "+1+1", "-2+3", "=1/0"]
    rows = [["formula", "n", "class"], *([evil[n % len(evil)], n, "ab"[n % 2]] for n in range(40))]
    if rng.random() < 0.5:
        return excel(rows)
    return "\n".join(";".join(map(str, row)) for row in rows).encode()


def _markup(_rng: Rng) -> bytes:
    evil = "<script>alert(1)</script>"
    rows = [f"{evil}{n % 3},{n},{evil}{n % 2}" for n in range(40)]
    return "\n".join([f"{evil},[x](javascript:alert(1)),class", *rows]).encode()


def _control_characters(rng: Rng) -> bytes:
    return b"a\x00b\x1b[31m,c\x07,d\n" + b"\x00\x01\x02,\x7f3,%d\n" % int(rng.integers(9)) * 40


def _mixed_encodings(_rng: Rng) -> bytes:
    rows = [f"Köln{n},{n},{'ja' if n % 2 else 'nö'}".encode("cp1252" if n % 3 else "utf-8") for n in range(40)]
    return b"\n".join(["größe,n,klasse".encode(), *rows])


def _lone_surrogates(_rng: Rng) -> bytes:
    return b"\n".join(b'{"a": "\\ud800", "b": %d, "c": "\\udfff%d"}' % (n, n % 2) for n in range(30))


def _ragged(rng: Rng) -> bytes:
    return "\n".join(",".join("1" for _ in range(int(rng.integers(1, 9)))) for _ in range(60)).encode()


def _open_quote(rng: Rng) -> bytes:
    return b'a,b\n"' + b"1,2\n" * int(rng.integers(100, 30_000))


def _long_line(rng: Rng) -> bytes:
    return b"a,b\n" + b"x" * int(rng.integers(1, 4)) * MB + b",1\n" + b"y,2\n" * 20


def _deep(rng: Rng) -> bytes:
    head, tail = (b"[", b"]") if rng.random() < 0.5 else (b'{"a":', b"}")
    return head * 200_000 + tail * 200_000


def _pickled(_rng: Rng) -> bytes:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (exec, ("raise SystemExit('a file was run')",))

    return pickle.dumps(Evil())


def _gzipped(_rng: Rng) -> bytes:
    return gzip.compress(b"0" * 20 * MB)


def _climbing(rng: Rng) -> bytes:
    names = ["../../evil.csv", "/tmp/evil.csv", "C:\\evil.csv", "a/../../../evil", "xl/../../evil", "a\0.csv"]
    files = dict.fromkeys(names, b"a,b\n1,2\n")
    if rng.random() < 0.5:
        files["xl/workbook.xml"] = b"<workbook/>"
    return archive(files)


def _zip_bomb(_rng: Rng) -> bytes:
    return archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 410 * MB})


def _lying_zip(rng: Rng) -> bytes:
    """An entry says that it is small, both in its own head and in the directory, and unpacks to 60 MB."""
    content = bytearray(archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 60 * MB}))
    said = int(rng.integers(1, 1000))
    true_size = struct.pack("<I", 60 * MB)
    while (place := content.find(true_size)) >= 0:
        content[place : place + 4] = struct.pack("<I", said)
    return bytes(content)


def _many_entries(rng: Rng) -> bytes:
    files = {f"xl/{n}": b"" for n in range(int(rng.integers(2_000, 4_000)))}
    return archive(files | {"xl/workbook.xml": b"<workbook/>"})


def _nested_zip(rng: Rng) -> bytes:
    content = _sound(rng)
    for _level in range(5):
        content = archive({"inner.zip": content})
    return content


def _encrypted_zip(_rng: Rng) -> bytes:
    content = bytearray(excel([["a", "b"], *([n, n] for n in range(20))]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + offset] |= 1
    return bytes(content)


def _far_cell(_rng: Rng) -> bytes:
    """A cell in the last row and the last column: a grid of 17 thousand million cells."""
    content = excel([["a", "b"], *([n, n] for n in range(20))])
    return _rewritten(content, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def _entities(_rng: Rng) -> bytes:
    """Entities that grow a thousand millionfold when they are put in."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = excel([["a", "b"], *(["&l9;", "&x;"] for n in range(20))])
    return _rewritten(_rewritten(content, b"<worksheet", head.encode() + b"<worksheet"), b"&amp;", b"&")


def _rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return archive({name: packed.read(name).replace(old, new) for name in packed.namelist()})


def _parquet_bomb(_rng: Rng) -> bytes:
    """A long text once, and a hundred thousand references to it: 100 GB."""
    text = pa.DictionaryArray.from_arrays(pa.array(np.zeros(100_000, np.int32)), pa.array(["x" * MB]))
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": text, "b": np.arange(100_000) % 2}), buffer)
    return buffer.getvalue()


def _many_rows_parquet(_rng: Rng) -> bytes:
    return parquet(pd.DataFrame({"a": np.zeros(3_000_000), "b": np.zeros(3_000_000)}))


def _odd_parquet(_rng: Rng) -> bytes:
    table = pa.table(
        {
            "list": pa.array([[1, 2]] * 30),
            "struct": pa.array([{"a": 1}] * 30),
            "bytes": pa.array([b"\xff\x00"] * 30),
            "time": pa.array([1] * 30, pa.time64("us")),
            "span": pa.array([1] * 30, pa.duration("s")),
            "far": pa.array([2**62] * 30, pa.timestamp("us")),
            "decimal": pa.array([1] * 30, pa.decimal128(38, 2)),
            "null": pa.nulls(30),
            "class": pa.array(["a", "b"] * 15),
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def _mixed_types(_rng: Rng) -> bytes:
    odd = [1, "x", None, True, 1.5, [1], {"a": 2}, "2024-01-01", "", float("nan")]
    return "\n".join(json.dumps({"odd": odd[n % 10], "n": n, "class": n % 2}) for n in range(40)).encode()


def _image(_rng: Rng) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2**31 - 1, 2**31 - 1) + bytes(1000)


def _page(_rng: Rng) -> bytes:
    return b"<!doctype html><html><body><table><tr><td>1</td></tr></table></body></html>\n" * 30


def _bad_dates(_rng: Rng) -> bytes:
    return b"day,class\n" + b"31.02.2024,a\n2024-13-45,b\n0000-00-00,a\n99999999,b\n" * 15


def _only_delimiters(rng: Rng) -> bytes:
    return (b"," * int(rng.integers(2, 50)) + b"\n") * 40


MAKERS: dict[str, Callable[[Rng], bytes]] = {
    name.removeprefix("_").replace("_", " "): make
    for name, make in list(globals().items())
    if name.startswith("_") and not name.startswith("__") and name not in ("_sound", "_rewritten") and callable(make)
}
