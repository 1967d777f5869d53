"""JavaScript modules as one script, for a page that has no server to import them from.

Each module becomes a function that returns its exports, after those that it imports. It reads the forms of import and
export that the project's modules have; a test looks that none is left.
"""

import re
from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(r'^import (?:\{([^}]*)\}|(\w+)) from "([^"]+)"$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|let|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def bundled(path: str) -> str:
    """Return a module and all that it imports as one script; its default export is the value of the script.

    Parameters
    ----------
    path : str
        Of the module in the package, such as ``replay/component.js``.
    """
    done: list[str] = []
    parts: list[str] = []
    _add(path, done, parts)
    return "(() => {\n" + "\n".join(parts) + f"\nreturn {_name(done.index(path))}.default\n}})()"


def _add(path: str, done: list[str], parts: list[str]) -> None:
    """Append a module behind those that it imports."""
    if path in done:
        return
    source = (_PACKAGE / path).read_text(encoding="utf-8")
    for match in _IMPORT.finditer(source):
        _add(_resolved(path, match[3]), done, parts)
    names = [match[1] for match in _EXPORT.finditer(source)]

    def imported(match: re.Match[str]) -> str:
        other = _name(done.index(_resolved(path, match[3])))
        return f"const {{{(match[1] or f'default: {match[2]}').replace(' as ', ': ')}}} = {other}"

    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    if _DEFAULT.search(body):
        body = _DEFAULT.sub("const bundledDefault = ", body)
        names.append("default: bundledDefault")
    done.append(path)
    parts.append(f"const {_name(len(done) - 1)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }}\n}})()")


def _resolved(path: str, address: str) -> str:
    """Return the path in the package of what a module imports from a relative address."""
    return ((_PACKAGE / PurePosixPath(path)).parent / address).resolve().relative_to(_PACKAGE).as_posix()


def _name(place: int) -> str:
    return f"module{place}"
