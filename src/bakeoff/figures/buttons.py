"""Words of the chart library's own buttons and notes."""

from collections.abc import Mapping

from bakeoff.text import _, once_a_language


@once_a_language
def button_words() -> Mapping[str, str]:
    """Return its words, by what it says in English."""
    return {
        "Zoom": _("Zoom"),
        "Zoom in": _("Zoom in"),
        "Zoom out": _("Zoom out"),
        "Pan": _("Pan"),
        "Autoscale": _("Autoscale"),
        "Reset axes": _("Reset axes"),
        "Orbital rotation": _("Orbital rotation"),
        "Turntable rotation": _("Turntable rotation"),
        "Reset camera to default": _("Reset camera to default"),
        "Reset camera to last save": _("Reset camera to last save"),
        "Double-click to zoom back out": _("Double-click to zoom back out"),
        "Double-click on legend to isolate one trace": _("Double-click on legend to isolate one trace"),
        "Download plot as a PNG": _("Download plot as a PNG"),
        "Preparing image - this may take a few seconds": _("Preparing image - this may take a few seconds"),
        "Image download succeeded": _("Image download succeeded"),
    }
