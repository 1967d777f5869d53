"""Gives the asserts of the shared suite their full messages."""

import pytest

pytest.register_assert_rewrite("engine_contract")
