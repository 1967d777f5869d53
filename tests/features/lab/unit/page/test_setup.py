from bakeoff.features.lab.page.setup import hideable
from bakeoff.network.settings import PARTS, LabSettings


def test_a_lesson_can_hide_every_control_that_a_link_can():
    assert hideable().keys() == {*LabSettings.model_fields, *PARTS}
