"""Lists of how a file was read."""

from types import SimpleNamespace

from bakeoff.features.upload.page import how_read


def test_what_the_list_of_the_file_before_sends_late_is_not_asked_of_this_one(monkeypatch):
    asked, made = [], {}
    draft = SimpleNamespace(generation=1, read_again=lambda **given: asked.append(given))
    page = SimpleNamespace(session_state={"bring-delimiter@1": ","}, selectbox=lambda *_shown, **how: made.update(how))
    monkeypatch.setattr(how_read, "st", page)
    how_read._choose(draft, how_read._Choice("delimiter", "Separator", (",", ";"), str, ","))
    made["on_change"]()
    assert asked == [{"delimiter": ","}]
    draft.generation = 2  # another file is on show
    made["on_change"]()
    assert asked == [{"delimiter": ","}]
