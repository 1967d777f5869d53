"""Streamlit's own words on a page, which it has in English alone."""

from collections.abc import Mapping

from bakeoff.text import _, once_a_language


@once_a_language
def streamlit_words() -> Mapping[str, str]:
    """Return its words by what it says, with ``{place}`` and ``{other}`` for what differs."""
    return {
        **_of_files(),
        **_of_tables(),
        **_of_columns(),
        **_of_numbers(),
        **_of_connections(),
        "Choose an option": _("Choose an option"),
        "Select all": _("Select all"),
        "Select {place} matches": _("Select {place} matches"),
        "No results": _("No results"),
        "{place} icon": _("icon"),
        "Fullscreen": _("Fullscreen"),
        "Fullscreen: {place}": _("Fullscreen: {place}"),
        "Close fullscreen": _("Close fullscreen"),
        "Close fullscreen: {place}": _("Close fullscreen: {place}"),
        "Press Enter to apply": _("Press Enter to apply"),
        "Press Enter to submit form": _("Press Enter to submit form"),
        "Press Ctrl+Enter to apply": _("Press Ctrl+Enter to apply"),
        "Press ⌘+Enter to apply": _("Press ⌘+Enter to apply"),
        "Increment": _("Increment"),
        "Decrement": _("Decrement"),
        "Clear value": _("Clear value"),
        "Clear all": _("Clear all"),
        "Selected values": _("Selected values"),
        "Help": _("Help"),
        "Help for {place}": _("Help for {place}"),
        "Close": _("Close"),
        "Open": _("Open"),
        "App pages": _("App pages"),
        "{place} more": _("{place} more"),
        "Navigate to home page": _("Navigate to home page"),
        "Copy to clipboard": _("Copy to clipboard"),
        "Running...": _("Running..."),
        "Link to heading": _("Link to heading"),
        "Skip to main content": _("Skip to main content"),
        "Page not found": _("Page not found"),
        "{place}. Running the app's main page.": _("There is no such page; this is the first one instead."),
        "Choose date": _("Choose date"),
        "year, {place}": _("year, {place}"),
        "month, {place}": _("month, {place}"),
        "day, {place}": _("day, {place}"),
    }


def _of_files() -> Mapping[str, str]:
    return {
        "Upload": _("Upload"),
        "Add files": _("Add files"),
        "file upload": _("file upload"),
        "Drag and drop a file here": _("Drag and drop a file here"),
        "{place} per file": _("{place} per file"),
        "Remove {place}": _("Remove {place}"),
        "Cancel upload of {place}": _("Cancel upload of {place}"),
        "File must be {place} or smaller.": _("File must be {place} or smaller."),
        "{place} files are not allowed.": _("{place} files are not allowed."),
    }


def _of_tables() -> Mapping[str, str]:
    return {
        "Search": _("Search"),
        "Search: {place}": _("Search: {place}"),
        "Download as CSV": _("Download as CSV"),
        "Download as CSV: {place}": _("Download as CSV: {place}"),
        "Show/hide columns": _("Show/hide columns"),
        "Show/hide columns: {place}": _("Show/hide columns: {place}"),
        "Add row": _("Add row"),
        "Delete row(s)": _("Delete row(s)"),
        "Clear selection": _("Clear selection"),
        "Sort ascending": _("Sort ascending"),
        "Sort descending": _("Sort descending"),
        "Format": _("Format"),
        "Autosize": _("Autosize"),
        "Pin column": _("Pin column"),
        "Unpin column": _("Unpin column"),
        "Hide column": _("Hide column"),
        "Copy column name": _("Copy column name"),
        "Automatic": _("Automatic"),
        "Localized": _("Localized"),
        "Plain": _("Plain"),
        "Compact": _("Compact"),
        "Scientific": _("Scientific"),
        "Percent": _("Percent"),
        "Dollar": _("Dollar"),
        "Euro": _("Euro"),
        "Yen": _("Yen"),
        "Accounting": _("Accounting"),
    }


def _of_columns() -> Mapping[str, str]:
    """Return its words for one column's values, and for the search in a table."""
    return {
        "Statistics": _("Statistics"),
        "Values": _("Values"),
        "Empty": _("Empty"),
        "Distinct": _("Distinct"),
        "Average": _("Average"),
        "Standard deviation": _("Standard deviation"),
        "Minimum": _("Minimum"),
        "25th percentile": _("25th percentile"),
        "Median": _("Median"),
        "75th percentile": _("75th percentile"),
        "Maximum": _("Maximum"),
        "Sum": _("Sum"),
        "Minimum length": _("Minimum length"),
        "Maximum length": _("Maximum length"),
        "Average length": _("Average length"),
        "Range": _("Range"),
        "No data": _("No data"),
        "Based on sample": _("Based on sample"),
        "Distribution histogram": _("Distribution histogram"),
        "Top values frequency chart": _("Top values frequency chart"),
        "True/false distribution chart": _("True/false distribution chart"),
        "Dataframe column menu": _("Dataframe column menu"),
        "Type to search": _("Type to search"),
        "Previous Result": _("Previous Result"),
        "Next Result": _("Next Result"),
        "Close Search": _("Close Search"),
        "over 1000": _("over 1000"),
        "{place} of over 1000": _("{place} of over 1000 results"),
        "{place} of {other} result": _("{place} of {other} results"),
        "{place} of {other} results": _("{place} of {other} results"),
        "{place} result": _("1 result"),
        "{place} results": _("{place} results"),
    }


def _of_numbers() -> Mapping[str, str]:
    """Return its words for a number out of range, each after an error word of its own."""
    return {
        "{error}Number is outside the allowed range. Please enter a value between {place} and {other}.": _(
            "Number is outside the allowed range. Please enter a value between {place} and {other}."
        ),
        "{error}Number is below the allowed range. Please enter a value greater than or equal to {place}.": _(
            "Number is below the allowed range. Please enter a value greater than or equal to {place}."
        ),
        "{error}Number is above the allowed range. Please enter a value less than or equal to {place}.": _(
            "Number is above the allowed range. Please enter a value less than or equal to {place}."
        ),
    }


def _of_connections() -> Mapping[str, str]:
    return {
        "Connecting": _("Connecting"),
        "Connecting to Streamlit server": _("Connecting to Streamlit server"),
        "Error": _("Error"),
        "Unable to connect to Streamlit server": _("Unable to connect to Streamlit server"),
        "Connection error": _("Connection error"),
        "Connection timed out.": _("Connection timed out."),
        "Connection failed with status {place}.": _("Connection failed with status {place}."),
        "Connection failed with status {place}, and response:": _(
            "Connection failed with status {place}, and response:"
        ),
        "Streamlit server is not responding. Are you connected to the internet?": _(
            "Streamlit server is not responding. Are you connected to the internet?"
        ),
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": _(
            "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"
        ),
    }
