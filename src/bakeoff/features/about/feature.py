"""Registration of pages about Bakeoff and about the visitor with the server."""

from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page


def _signed_in() -> bool:
    from bakeoff.web.visitor import signed_in

    return signed_in() is not None


_BACKGROUND = "Background"

FEATURE = Feature(
    order=100,
    adds=(
        Page("method", "How it is measured", "pages/about/method.py", ":material/balance:", 110, _BACKGROUND),
        Page("privacy", "Privacy", "pages/about/privacy.py", ":material/shield_person:", 120, _BACKGROUND),
        Page(
            "account",
            "Account",
            "pages/account/account.py",
            ":material/account_circle:",
            150,
            _BACKGROUND,
            hidden=True,
            offered=_signed_in,
        ),
    ),
)
