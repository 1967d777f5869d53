"""Registration of pages about Bakeoff and about the visitor with the server."""

from bakeoff.features.about.privacy import log_note, memory_note, store_note
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page, PrivacyNote


def _signed_in() -> bool:
    from bakeoff.web.visitor import signed_in

    return signed_in() is not None


_BACKGROUND = "Background"

FEATURE = Feature(
    order=100,
    adds=(
        PrivacyNote(40, store_note),
        PrivacyNote(80, memory_note),
        PrivacyNote(90, log_note),
        Page("method", "How it is measured", "pages/about/method.py", ":material/balance:", 110, _BACKGROUND),
        Page("privacy", "Privacy", "pages/about/privacy.py", ":material/shield_person:", 120, _BACKGROUND),
        Page(
            "account",
            "Account",
            "pages/about/account.py",
            ":material/account_circle:",
            150,
            _BACKGROUND,
            hidden=True,
            offered=_signed_in,
        ),
    ),
)
