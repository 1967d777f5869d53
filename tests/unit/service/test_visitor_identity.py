"""A visitor is known by a secret of theirs, which is nowhere stored itself."""

import pytest

from bakeoff.service.visitor import is_secret, new_secret, owner_of, owner_of_person

SECRET = "s" * 43


def test_every_secret_is_another_and_is_one():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(map(is_secret, secrets))


@pytest.mark.parametrize("forged", ["", "short", "x" * 44, "s" * 42 + "<", "s" * 43 + "\n", "é" * 43])
def test_what_is_no_secret_is_not_taken_for_one(forged):
    assert not is_secret(forged)


def test_the_owner_does_not_give_the_secret_away():
    assert SECRET not in owner_of(SECRET)
    assert owner_of(SECRET) == owner_of(SECRET) != owner_of("t" * 43)


def test_a_person_is_the_same_everywhere_and_cannot_be_told_without_the_key():
    anna = owner_of_person("https://id.example", "anna", b"key")
    assert owner_of_person("https://id.example", "anna", b"key") == anna
    others = {
        owner_of_person("https://id.example", "ben", b"key"),
        owner_of_person("https://else.example", "anna", b"key"),
        owner_of_person("https://id.exampleanna", "", b"key"),
        owner_of_person("https://id.example", "anna", b"other key"),
    }
    assert len({anna, *others}) == 5
    assert len(anna) == len(owner_of(SECRET))
