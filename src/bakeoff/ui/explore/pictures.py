"""Pictures by class: their mean, and some of them."""

import html

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.explore import Pictures
from bakeoff.explore.look import MOST_PICTURED
from bakeoff.text import _
from bakeoff.ui.explore.columns import balance
from bakeoff.ui.explore.draft import ExploreDraft
from bakeoff.ui.shared.pictures import picture_links
from bakeoff.ui.shared.tables import html_table


def pictures(one: ExploreDraft) -> None:
    """Show a row of pictures for each class."""
    look = one.look
    balance(look)
    head = "".join(
        f'<th scope="col">{html.escape(title)}</th>' for title in (_("Class"), _("Mean of all"), _("Some of them"))
    )
    st.html(
        '<div class="bakeoff-pictures">'
        + html_table(_("Pictures of the training part."), f"<tr>{head}</tr>", "".join(map(_row, look.pictures)))
        + "</div>"
    )
    hidden = len(look.sample.class_names) - MOST_PICTURED
    if hidden > 0:
        st.caption(_("The first {n} classes; {more} more are not shown.", n=MOST_PICTURED, more=count(hidden)))


def _row(one: Pictures) -> str:
    group = html.escape(one.group)
    mean = _image(
        picture_links(one.mean[np.newaxis])[0], _("The mean of {n} pictures of {group}", n=one.n, group=group)
    )
    some = "".join(
        _image(link, _("A picture of {group}", group=group) if place == 0 else "")
        for place, link in enumerate(picture_links(one.examples))
    )
    rows = html.escape(_("{n} pictures", n=count(one.n)))
    return f'<tr><th scope="row">{group}<small>{rows}</small></th><td>{mean}</td><td>{some}</td></tr>'


def _image(link: str, alt: str) -> str:
    return f'<img class="bakeoff-picture" src="{link}" alt="{alt}">'
