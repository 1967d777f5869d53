"""Names that a careless writer of Python, HTML, SVG, CSV or Markdown would run or fetch; and a table with them."""

import itertools

import numpy as np
import pandas as pd

CANARY = "PWNED"
"""Name of the file that Python in these names writes."""
FOREIGN = "foreign.invalid"
"""Host that their pictures and links are on."""

_PYTHON = f'open("{CANARY}","w")'
_ACTS = (
    _PYTHON,
    f"open('{CANARY}','w')",
    f"__import__('pathlib').Path('{CANARY}').touch()",
    f"<script>location='http://{FOREIGN}/s'</script>",
    f"<img src=http://{FOREIGN}/i onerror=alert(1)>",
    f"<svg onload=fetch('http://{FOREIGN}/o')>",
    f"![x](http://{FOREIGN}/m.png)",
    f"[x](javascript:fetch('http://{FOREIGN}/j'))",
    f'<span style="fill:url(http://{FOREIGN}/f.svg#a);cursor:url(http://{FOREIGN}/c),auto">x</span>',
    f'<a href="http://{FOREIGN}/a" target="_top" popup="width=1">x</a>',
    f"$\\href{{javascript:alert(1)}}{{x}}$ $$\\includegraphics{{http://{FOREIGN}/k}}$$",
    f'=HYPERLINK("http://{FOREIGN}/h")',
)
_AROUND = (
    "{}",
    'y""";{};"""',
    "y''';{};'''",
    'y"+{}+"',
    "y'+{}+'",
    "y'];{};X=['",
    "y\n{}\n",
    "y\r{}\r#",
    "y\\",
    'y\\";{};"',
    "</script>{}",
    "--></style></title></textarea>{}",
    '"><{}',
    "`{}`",
    "```\n{}\n```",
    "|{}|",
    "&lt;{}&gt;",
)
_ODD = (
    'y"""', 'y\\N', "y\\x", "y\\u", "\\", '"', "'", "'''\"\"\"", "{0.__class__}", "{x}{{y}}", "%s%(a)s",
    "%{x:}%{y}", "${x}", "{{7*7}}", "{% raw %}", "#", "# --- y ---", "-1+1", "+1", "@y", "\ty", " y", "y ",
    "y\x00z", "y\x0cz", "y\x1b[2J", "y\u2028z", "y\u2029z", "y\x85z", "y\u202ez", "y\u200bz", "y\ufeffz",
    "../../y", "C:\\y", "y/z", "CON", "y;rm -rf z", "$(touch PWNED)", "__proto__", "constructor", "None",
    "True", "nan", "0", "花瓣\"\"\"长度", "ä" * 300, "😀", "(y", "y]", "<",
)  # fmt: skip


def hostile_names() -> list[str]:
    """Return more than 200 names, each different: the odd ones, and every act with something around it."""
    made = (around.format(act) for around, act in itertools.product(_AROUND, _ACTS))
    return list(dict.fromkeys([*_ODD, *made]))


def hostile_table(names: list[str], n_rows: int = 120) -> tuple[pd.DataFrame, str]:
    """Return a table whose columns, categories and classes have these names, some twenty; and its target's name."""
    rng = np.random.default_rng(len("".join(names)))
    target, first, second, *rest = names
    classes = np.array([first, second], dtype=object)
    table: dict[str, object] = {}
    answer = np.arange(n_rows) % 2
    for place, name in enumerate(rest[: len(rest) // 2]):
        table[name] = rng.normal(size=n_rows) + answer * (place % 3)
    values = np.array([name for name in rest[len(rest) // 2 :] if "\x00" not in name], dtype=object)  # no CSV holds it
    for name in values[:3]:
        table[f"{name} of {target}"] = values[rng.integers(len(values) - 1, size=n_rows) + answer]
    table[target] = classes[answer]
    return pd.DataFrame(table), target
