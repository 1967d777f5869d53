"""Pictures by class: their mean, and some of them."""

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.explore.look import MOST_PICTURED, ClassPictures, Exploration
from bakeoff.features.explore.page.columns import balance
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.html import Markup
from bakeoff.text import _, told
from bakeoff.web.pictures import picture_links
from bakeoff.web.tables import html_table, table_row


def pictures(explored: ExploreDraft, look: Exploration) -> None:
    """Show a row of pictures for each class."""
    balance(look)
    titles = (_("Class"), _("Mean of all"), _("Some of them"))
    table = html_table(_("Pictures of the training part."), titles, map(_row, look.pictures))
    st.html(Markup('<div class="bakeoff-pictures">{}</div>').format(table))
    hidden = len(look.sample.class_names) - MOST_PICTURED
    if hidden > 0:
        st.caption(_("The first {n} classes; {more} more are not shown.", n=MOST_PICTURED, more=count(hidden)))


def _row(class_pictures: ClassPictures) -> Markup:
    group = class_pictures.group
    mean = _image(
        picture_links(class_pictures.mean[np.newaxis])[0],
        _("The mean of {n} pictures of {group}", n=class_pictures.n, group=group),
    )
    some = Markup().join(
        _image(link, _("A picture of {group}", group=group) if place == 0 else "")
        for place, link in enumerate(picture_links(class_pictures.examples))
    )
    heading = Markup("{}<small>{}</small>").format(told(group), _("{n} pictures", n=count(class_pictures.n)))
    return table_row(heading, (mean, some))


def _image(link: str, alt: str) -> Markup:
    return Markup('<img class="bakeoff-picture" src="{}" alt="{}">').format(link, alt)
