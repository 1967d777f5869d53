"""Data of your own: files, pasted cells, tables of OpenML, tables written by hand."""

from bakeoff.features.upload.page.page import upload_page

upload_page()
