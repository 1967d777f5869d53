"""Gives the asserts of the shared suite their full messages."""

import pytest

for _name in ("contract", "contract_callers", "contract_ends", "contract_queue"):
    pytest.register_assert_rewrite(f"tests.unit.engine.{_name}")
