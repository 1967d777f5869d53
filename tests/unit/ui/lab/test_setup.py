from bakeoff.lab.settings import PARTS, LabSettings
from bakeoff.ui.lab.setup import hideable


def test_a_lesson_can_hide_every_control_that_a_link_can():
    assert hideable().keys() == {*LabSettings.model_fields, *PARTS}
