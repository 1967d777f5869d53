"""The Code tab: the same race without the browser."""

import shlex

import streamlit as st

from bakeoff.fields import to_text
from bakeoff.link import changed as changed_settings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.save import save_button


def code(spec: BakeoffSpec) -> None:
    """Show the race as a command, as Python, and as a spec file to download."""
    st.markdown(_("On the command line:"))
    st.code(command(spec), language="bash", wrap_lines=True)
    st.markdown(_("In Python:"))
    st.code(python(spec), language="python", wrap_lines=True)
    save_button(_("Spec as JSON"), spec.to_json, "spec.json", key="spec-json")


def command(spec: BakeoffSpec) -> str:
    """Return the command that runs the same race."""
    query = changed_settings(spec)
    words = ["bakeoff", "run"]
    for name, option in (("dataset", "--dataset"), ("contenders", "--contenders"), ("rules.seed", "--seed")):
        if name in query:
            words += [option, query.pop(name)]
    for path, value in query.items():
        words += ["--set", f"{path}={value}"]
    return shlex.join(words)


def python(spec: BakeoffSpec) -> str:
    """Return the Python that runs the same race."""
    changed = {
        "dataset": {"name": spec.dataset.name, "options": spec.dataset.options.model_dump(mode="json")},
        "contenders": {name: _plain(settings.changed()) for name, settings in spec.contenders.items()},
        "rules": _plain(spec.rules.changed()),
    }
    if spec.transform.changed():
        changed["transform"] = _plain(spec.transform.changed())
    arguments = "".join(f"    {name}={value!r},\n" for name, value in changed.items())
    head, tail = "from bakeoff import BakeoffSpec, run\n\n", "report = run(spec)\nprint(report.to_frame())\n"
    return f"{head}spec = BakeoffSpec(\n{arguments})\n{tail}"


def _plain(values: dict[str, object]) -> dict[str, object]:
    """Write what is no plain number or text as the text that a spec reads back."""
    return {
        name: value if isinstance(value, int | float | str | None) else to_text(value) for name, value in values.items()
    }
