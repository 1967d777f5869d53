"""Who may use the server, bring data and administer it."""

import pytest

from bakeoff.errors import SettingError
from bakeoff.service.access import Access, Person
from bakeoff.settings import DEFAULTS

ANNA = Person("https://id.example", "1", "anna@school.example")
BEN = Person("https://id.example", "2", "ben@other.example")
NOBODY_KNOWN = Person("https://id.example", "3")


def access(**lists: str) -> Access:
    return Access.of(DEFAULTS.model_copy(update={"require_login": True, **lists}))


def rights(access: Access, person: Person | None) -> tuple[bool, bool, bool]:
    return access.may_use(person), access.may_upload(person), access.may_administer(person)


def test_where_nobody_signs_in_all_may_use_it_and_no_person_administers_it():
    for person in (None, ANNA):
        assert rights(Access(), person) == (True, True, False)


def test_where_visitors_sign_in_those_who_have_may_and_others_may_not():
    assert rights(access(), None) == (False, False, False)
    assert rights(access(), ANNA) == (True, True, False)


@pytest.mark.parametrize(
    "users", ["anna@school.example", "Anna@School.Example, carl@x.example", "@school.example", "x@y.example sub:1"]
)
def test_a_list_of_users_lets_in_those_on_it_alone(users):
    assert rights(access(users=users), ANNA) == (True, True, False)
    assert rights(access(users=users), BEN) == (False, False, False)
    assert rights(access(users=users), NOBODY_KNOWN) == (False, False, False)


@pytest.mark.parametrize("users", ["school.example", "@chool.example", "1", "sub:", "anna", "@", "sub:@school.example"])
def test_what_only_looks_like_an_entry_lets_nobody_in(users):
    assert not access(users=users).may_use(ANNA)


def test_uploaders_are_among_the_users():
    who = access(users="@school.example", uploaders="anna@school.example ben@other.example")
    assert rights(who, ANNA) == (True, True, False)
    assert rights(who, BEN) == (False, False, False)
    assert rights(who, Person("https://id.example", "4", "dora@school.example")) == (True, False, False)


def test_administrators_may_do_all_on_whatever_other_list_they_are_not():
    assert rights(access(users="@else.example", uploaders="x@else.example", administrators="sub:2"), BEN) == (True,) * 3
    assert not access(administrators="sub:2").may_administer(None)


@pytest.mark.parametrize("name", ["users", "uploaders", "administrators"])
def test_a_list_that_nobody_could_be_on_is_refused(name):
    with pytest.raises(SettingError) as caught:
        Access.of(DEFAULTS.model_copy(update={name: "anna@school.example"}))
    assert str(caught.value) == f"BAKEOFF_{name.upper()} needs BAKEOFF_REQUIRE_LOGIN: nobody is known here else."


def claims(**changed: object) -> dict[str, object]:
    known = {"is_logged_in": True, "iss": "https://id.example", "sub": "1", "email": "Anna@school.example"}
    return known | {"email_verified": True} | changed


def test_a_person_is_whom_the_claims_are_about():
    assert Person.of(claims(), False) == Person.of(claims(email_verified="true"), False) == ANNA
    assert Person.of(claims(email=None), True) == Person("https://id.example", "1")


@pytest.mark.parametrize("claimed", [{}, claims(is_logged_in=False), claims(sub=""), claims(sub=None), claims(sub=7)])
def test_claims_about_nobody_are_nobody(claimed):
    assert Person.of(claimed, True) is None


@pytest.mark.parametrize("said", [False, "false", None, 0])
def test_an_address_that_the_issuer_has_not_verified_does_not_count(said):
    person = Person.of(claims(email_verified=said), True)
    assert person == Person("https://id.example", "1")
    assert not access(users="anna@school.example").may_use(person)


@pytest.mark.parametrize(("trusted", "address"), [(False, ""), (True, "anna@school.example")])
def test_an_address_of_which_the_issuer_says_nothing_counts_where_the_host_trusts_it(trusted, address):
    told = claims()
    del told["email_verified"]
    assert Person.of(told, trusted) == Person("https://id.example", "1", address)
