"""What the code must not do, so that each sentence can be said in any language."""

import ast
import re
from collections.abc import Iterator

SAYING = {"_", "counted", "told", "listed", "enumerated", "sentences"}
"""What returns a text in the reader's language."""
CHANGING = {"format", "capitalize", "lower", "upper", "title", "replace", "split"}
SHOWING = {
    *("write", "markdown", "caption", "header", "subheader", "title", "text", "metric", "error", "warning", "info"),
    *("success", "toast", "button", "download_button", "link_button", "page_link", "checkbox", "toggle", "radio"),
    *("selectbox", "multiselect", "slider", "select_slider", "text_input", "number_input", "text_area", "popover"),
    *("file_uploader", "camera_input", "segmented_control", "pills", "tabs", "expander", "spinner", "status"),
    *("date_input", "form_submit_button", "link"),
}
"""Streamlit's functions, and a route's, whose first argument a visitor reads."""
READ = {"label", "help", "placeholder", "body", "title", "text"}
DECLARED = {"label", "title", "summary", "help", "noun", "short", "technical", "meaning", "axis"}
"""Attributes that are declared, in English."""

Fault = tuple[int, str]


def said_at_import(tree: ast.AST) -> Iterator[Fault]:
    """Give what is said before anyone is there: at module level, in a class's body, as a default."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [*child.args.defaults, *filter(None, child.args.kw_defaults), *child.decorator_list]
            inner = [node for default in defaults for node in ast.walk(default)]
            yield from ((node.lineno, ast.unparse(node)) for node in inner if _says(node))
        elif not isinstance(child, ast.Lambda):
            if _says(child):
                yield child.lineno, ast.unparse(child)
            yield from said_at_import(child)


def glued(tree: ast.AST) -> Iterator[Fault]:
    """Give where a text is put together from several that are said, or is changed after it was."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                said = [value for value in values if isinstance(value, ast.FormattedValue) and _says(value.value)]
                around = "".join(str(value.value) for value in values if isinstance(value, ast.Constant))
                if len(said) > 1 or (said and any(map(str.isalpha, _without_markup(around)))):
                    yield node.lineno, ast.unparse(node)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                if any(_says(one) and _has_words(other) for one, other in ((left, right), (right, left))):
                    yield node.lineno, ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in CHANGING and _says(value):
                yield node.lineno, ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as between), attr="join"), args=[joined]):
                if between in (" ", ", ", "; ", ". ") and any(map(_says, ast.walk(joined))):
                    yield node.lineno, ast.unparse(node)


def shown_raw(tree: ast.AST) -> Iterator[Fault]:
    """Give what a visitor would read in English in any language."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SHOWING:
            shown = [*node.args[:1], *(word.value for word in node.keywords if word.arg in READ)]
            parts = [
                part for each in shown for part in (each.elts if isinstance(each, ast.List | ast.Tuple) else [each])
            ]
            yield from ((node.lineno, ast.unparse(node)) for part in parts if _is_raw(part))


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING


def _has_words(node: ast.expr) -> bool:
    """Tell whether an expression is, or says, words, and not only what marks a text up."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(map(str.isalpha, _without_markup(node.value)))
    return _says(node) or (isinstance(node, ast.BinOp) and (_has_words(node.left) or _has_words(node.right)))


def _without_markup(text: str) -> str:
    text = re.sub(r":material/\w+:", "", text)
    return "".join(part.rpartition(">")[2] if ">" in part else part for part in text.split("<"))


def _is_raw(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(map(str.isalpha, node.value)) and not node.value.startswith(":")
    return isinstance(node, ast.Attribute) and node.attr in DECLARED
