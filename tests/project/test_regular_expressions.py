"""No regular expression takes time with the square of a text: Python lets no other thread run meanwhile."""

import ast
import importlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from tests.project.test_static import ROOT

PACKAGE = ROOT / "src/bakeoff"
FUNCTIONS = {"findall", "finditer", "fullmatch", "match", "search", "split", "sub"}
OF_COLUMNS = {"contains", "count", "extract", "fullmatch", "match", "replace"}
NO_VISITORS_TEXT = {
    "bakeoff.web.security": "Streamlit's own index page",
    "bakeoff.features.learn.textbook.page.page": "a chapter's own code",
    "bakeoff.export.script.data": "the project's own functions",
}
GIVEN = {("bakeoff.preparation.texts", "something"): "`TOKEN`, or a single character"}
RUNS = ["1", "a", "é", "好", " ", "\t", "\n", "'", ",", ".", "-", "+", "=", "_", "{", "(", "<", "~", "1,", "1.", "1 ",
        "1,1.", "a ", "a,", "a-", "a'", "年", "1年", "://", "www.", "{a", "1-", "111,", "-1", " -", "\x80"]  # fmt: skip

SECONDS = 0.2
"""CPU time for one text of 20,000 characters, which takes some milliseconds."""

TRY = """
import json, re, signal, sys
pattern, flags, ways, runs, seconds = json.load(sys.stdin)
tried = re.compile(pattern.encode("latin-1") if flags is None else pattern, flags or 0)
for begin in ("", "-", "'-", "1"):
    for run in runs:
        text = begin + (run * 20_000)[:20_000] + "x\\0"
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # the system ends the process then
        text = text.encode() if flags is None else text
        for way in ways:
            if way in ("match", "fullmatch"):
                getattr(tried, way)(text)
            else:
                for _found in tried.finditer(text):
                    pass
"""


class Expression(NamedTuple):
    """A regular expression of the code, and the ways in which it is used."""

    pattern: str | bytes
    flags: int
    ways: tuple[str, ...]


def expressions() -> Iterator[tuple[str, Expression]]:
    """Yield every regular expression that sees what a visitor has written, after its module's name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name not in NO_VISITORS_TEXT and ("import re\n" in source or ".str." in source):
            module = importlib.import_module(name)
            for expression in dict.fromkeys((*compiled(module, source), *written(module, ast.parse(source)))):
                yield name, expression


def compiled(module: ModuleType, source: str) -> Iterator[Expression]:
    """Yield the patterns that a module holds, also in tables."""
    for name, value in vars(module).items():
        if f"\n{name} = " not in source and f"\n{name}: " not in source:
            continue
        held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        use = rf"\.(\w+)\((?={name}[\[,)])|\b{name}(?:\[\w+\])?\.(\w+)\b|\bin {name}:\n.*\bpattern\.(\w+)"
        ways = tuple(sorted({way for ways in re.findall(use, source) for way in ways} & FUNCTIONS)) or ("search",)
        for pattern in held:
            if isinstance(pattern, re.Pattern):
                yield Expression(pattern.pattern, pattern.flags, ways)


def written(module: ModuleType, tree: ast.Module) -> Iterator[Expression]:
    """Yield the patterns that stand where they are used."""
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args):
            continue
        used, of = call.func.attr, call.func.value
        of_column = isinstance(of, ast.Attribute) and of.attr == "str" and used in OF_COLUMNS
        plain = any(keyword.arg == "regex" and ast.unparse(keyword.value) == "False" for keyword in call.keywords)
        if plain or not (of_column or (isinstance(of, ast.Name) and of.id == "re" and used in FUNCTIONS)):
            continue
        pattern = evaluated(call.args[0], module)
        if isinstance(pattern, str | bytes):
            yield Expression(pattern, 0, (used,))


def evaluated(node: ast.expr, module: ModuleType) -> Any:
    """Return a pattern; what stands in it for the moment is a letter; None for one that `compiled` yields."""
    code = ast.unparse(node)
    if isinstance(node, ast.JoinedStr):
        parts = (
            part.value if isinstance(part, ast.Constant) else evaluated(part.value, module) for part in node.values
        )
        return "".join(part or "x" for part in parts)
    try:
        return eval(code, dict(vars(module)))
    except NameError:
        outer = node.value if isinstance(node, ast.Subscript) else node
        known = isinstance(outer, ast.Name) and (hasattr(module, outer.id) or (module.__name__, outer.id) in GIVEN)
        assert known or isinstance(node, ast.Subscript | ast.Attribute), (
            f"{module.__name__} hides {code} from this test"
        )
        return None


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="This system gives a process no time to end by.")
@pytest.mark.parametrize(("module", "expression"), list(expressions()))
def test_a_regular_expression_is_through_with_a_long_text_at_once(module: str, expression: Expression):
    pattern, flags, ways = expression
    text, how = (pattern, flags) if isinstance(pattern, str) else (pattern.decode("latin-1"), None)
    given = json.dumps([text, how, ways, RUNS, SECONDS])
    tried = subprocess.run([sys.executable, "-ISc", TRY], input=given, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, f"{module}: {pattern!r} {tried.stderr}"
