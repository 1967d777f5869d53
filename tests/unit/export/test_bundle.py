"""JavaScript modules as one script."""

import re

from bakeoff.export.bundle import bundled


def test_no_import_or_export_is_left_and_each_module_is_there_once():
    script = bundled("export/replay.js")
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert "</script" not in script
    names = re.findall(r"^const (module\d+) = ", script, re.MULTILINE)
    assert len(names) == len(set(names)) > 10
