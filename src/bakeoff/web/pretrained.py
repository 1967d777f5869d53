"""Note on pretrained tabular networks, which race nowhere here."""

import streamlit as st

from bakeoff.text import _, sentences

SOURCE = "https://tabarena.ai"


def pretrained_note() -> None:
    """Say what leads on tables today, why it is not bundled, and what that means for a race."""
    st.caption(
        sentences(
            _(
                "Pretrained networks such as LimiX-2 and TabPFN-3.5 led [TabArena]({source}), a benchmark of 51 "
                "tables, in September 2026.",
                source=SOURCE,
            ),
            _(
                "Bakeoff does not bundle them, because their weights have other licences: LimiX-2’s forbids commercial "
                "use, TabPFN’s must be accepted first."
            ),
            _(
                "So “network or tree” here is about models that learn from your rows alone; a pretrained network may "
                "beat both."
            ),
        )
    )
