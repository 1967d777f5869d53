"""Data of your own: files, pasted cells, tables of OpenML, tables written by hand."""

from bakeoff.ui.explore.draft import stop_exploring
from bakeoff.ui.upload.page import upload_page

upload_page(on_delete=stop_exploring)
