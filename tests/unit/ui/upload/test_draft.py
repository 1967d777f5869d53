"""What a visitor uploads, and for whom it is read."""

from types import SimpleNamespace

import pytest

from bakeoff.ui.shared import visitor
from bakeoff.ui.upload import draft


@pytest.mark.parametrize(
    ("address", "turn"), [("192.0.2.7", "192.0.2.7"), ("2001:db8::1:2", "2001:db8::/64"), (None, "the visitor")]
)
def test_readings_of_one_network_share_a_turn(address, turn, monkeypatch):
    monkeypatch.setattr(visitor, "st", SimpleNamespace(context=SimpleNamespace(ip_address=address)))
    monkeypatch.setattr(draft, "visitor", lambda: SimpleNamespace(owner="the visitor"))
    assert draft._address() == turn
