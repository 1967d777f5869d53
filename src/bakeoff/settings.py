"""Settings for operators of a server: environment variables, read by no other way than a group of settings.

Here are those of the server. What a feature or a kind of data alone can be told is a group beside it, of which a
feature names its own. The table in ``docs/settings.md`` says the same; a test compares them.

This module imports only `errors`, `fields` and `text`.
"""

import functools
import ipaddress
import os
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self, cast
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bakeoff.errors import SettingError
from bakeoff.refusals import shown
from bakeoff.text import _, enumerated

PREFIX = "BAKEOFF_"
SCHEDULER = "tcp://scheduler:8786"
BUCKET = "s3://bucket/prefix"
NETWORK = "10.0.0.0/8"
BUCKET_OPTIONS = frozenset(("endpoint_override", "scheme", "region"))
"""Options that may follow it: another server than Amazon's, `http` or `https`, and its region."""
LOCAL = "local"
_PRESET = f"{PREFIX}PRESET"
LOGS = ("text", "json")
WHERE = ("cluster", "server")
LEAST_TOKEN = 16
TOKEN = rf"^(.{{{LEAST_TOKEN},}})?$"

PRESETS = (LOCAL, "class", "cloud", "space")
"""Kinds of hosts, for which variables have defaults of their own; the first is a machine of one's own."""


def text(help: str, unset: str, **how: Any) -> Any:
    """Declare a variable that is a text; `unset` says what holds without it."""
    return Field("", description=help, json_schema_extra={"unset": unset}, **how)


def number(
    default: int,
    unit: str,
    help: str,
    *,
    class_: int | None = None,
    cloud: int | None = None,
    space: int | None = None,
) -> Any:
    """Declare a variable that is a whole number, 1 or more; `unit` is empty for a mere count.

    A preset for which a default is given has that.
    """
    presets = {"class": class_, "cloud": cloud, "space": space}
    own: JsonDict = {name: value for name, value in presets.items() if value is not None}
    return Field(
        default, ge=1, description=help, json_schema_extra={"unset": f"{default} {unit}".strip(), "presets": own}
    )


def unfit(wanted: str) -> PydanticCustomError:
    """Return the error of a value that is not `wanted`, which ends "must be ...", in the reader's language."""
    return PydanticCustomError("unfit", "unfit", {"wanted": wanted})


def _one_of(names: Iterable[str]) -> AfterValidator:
    """Return what takes one of these names and no other text."""
    known = [*names]

    def check(given: str) -> str:
        if given not in known:
            raise unfit(_("one of {names}", names=enumerated(known)))
        return given

    return AfterValidator(check)


def _scheduler(given: str) -> str:
    """Return the address of a cluster's scheduler; empty for no cluster."""
    parts = urlsplit(given)
    if given and (parts.scheme not in ("tcp", "tls") or not parts.hostname or not _port(given)):
        raise unfit(_("the address of a scheduler such as {example}", example=SCHEDULER))
    return given


def _port(address: str) -> int | None:
    try:
        return urlsplit(address).port
    except ValueError:
        return None


def _bucket(given: str) -> str:
    """Return the address of a bucket, without any key to it; empty for no object store."""
    parts = urlsplit(given)
    known = {name for name, _value in parse_qsl(parts.query)} <= BUCKET_OPTIONS
    if given and (parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc or not known):
        raise unfit(_("the address of a bucket such as {example}", example=BUCKET))
    return given


def _proxies(given: str) -> str:
    """Return addresses and networks, separated by commas; Uvicorn would pass over what it cannot read."""
    try:
        for address in filter(None, given.split(",")):
            ipaddress.ip_network(address.strip())
    except ValueError:
        raise unfit(_("addresses or networks such as {example}, separated by commas", example=NETWORK)) from None
    return given


class Group(BaseSettings):
    """Variables that are read together: one that is invalid makes no other group unreadable."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, loc_by_alias=False)

    @classmethod
    def read(cls) -> Self:
        """Return the settings as the environment has them now.

        Raises
        ------
        SettingError
            If a variable is not what it must be: one sentence that names it.
        """
        return cast(Self, _read(cls, tuple(map(os.environ.get, (_PRESET, *cls.variables())))))

    @classmethod
    @functools.cache
    def variables(cls) -> tuple[str, ...]:
        """Return the names of the environment variables, in the order they are declared."""
        return tuple(_variable(name, field) for name, field in cls.model_fields.items())

    @classmethod
    def of_preset(cls, preset: str) -> dict[str, int | str]:
        """Return the defaults that a preset has of its own."""
        presets = {name: _of_presets(field) for name, field in cls.model_fields.items()}
        return {name: values[preset] for name, values in presets.items() if preset in values}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what the environment says, and of what it does not say, what its preset does."""
        preset = cls.of_preset(os.environ.get(_PRESET, LOCAL))
        return init_settings, env_settings, InitSettingsSource(settings_cls, preset)


class Places(Group):
    """Locations of stored things.

    They can be read even if a number among the other settings is invalid. So stored things are always accessible.
    """

    data: str = text("folder for downloads and the history", "the platform's cache folder")
    database_url: str = text(
        "database of the history, as an [SQLAlchemy URL]"
        "(https://docs.sqlalchemy.org/en/latest/core/engines.html#database-urls); PostgreSQL needs "
        "`pip install '.[postgresql]'`",
        "the SQLite file `history.sqlite` in that folder",
    )
    store: Annotated[str, AfterValidator(_bucket)] = text(
        f"S3 object store, such as `{BUCKET}`, for the files that servers and workers share: trained models, visitors' "
        "tables, the announcement; see [Hosting](hosting.md#several-servers)",
        "files in that folder",
    )


class ServerSettings(Places):
    """Settings of the server as a whole."""

    preset: Annotated[str, _one_of(PRESETS)] = Field(
        LOCAL,
        description="defaults for everything below: "
        + ", ".join(f"`{name}`" for name in PRESETS)
        + "; see [Hosting](hosting.md#presets)",
        json_schema_extra={"unset": f"`{LOCAL}`"},
    )
    cluster: Annotated[str, AfterValidator(_scheduler)] = text(
        f"scheduler of a Dask cluster whose workers run all jobs, such as `{SCHEDULER}`; needs "
        "`pip install '.[cluster]'`; see [A cluster](cluster.md)",
        "jobs run beside the server",
    )
    interactive: Annotated[str, _one_of(WHERE)] = Field(
        WHERE[0],
        description="where interactive jobs (labs, questions, chapters, reading and packing files) run with a cluster: "
        + " or ".join(f"`{name}`" for name in WHERE),
        json_schema_extra={"unset": f"`{WHERE[0]}`"},
    )
    job_memory_mb: int = number(4096, "MB", "memory of one training", class_=1024, cloud=512, space=2048)
    trainings: int | None = Field(
        None,
        ge=1,
        description="trainings at once; each can take the memory of one",
        json_schema_extra={"unset": "the number of cores", "presets": {"cloud": 2}},
    )
    keras_at_start: bool = Field(
        False,
        description="`yes` loads TensorFlow when the server starts, not when the first race or lab needs it",
        json_schema_extra={"unset": "`no`", "presets": {"class": True, "space": True}},
    )
    models_mb: int = number(
        2048, "MB", "disk space for trained models of the latest races", class_=4096, cloud=256, space=1024
    )
    unwatched_seconds: int = number(
        300, "s", "time after which a race without an open page is stopped", cloud=60, space=120
    )
    grace_seconds: int = number(10, "s", "time that running races and studies have to finish when the server ends")
    time_limit_seconds: int = number(
        86_400, "s", "longest time limit of a race or a study", class_=1800, cloud=600, space=600
    )
    visitor_races: int = number(5, "", "races that one visitor can have running or waiting", class_=2, cloud=2, space=2)
    visitor_studies: int = number(
        5,
        "",
        "studies of the judge that one visitor can have running or waiting",
        class_=1,
        cloud=1,
        space=1,
    )
    log: Annotated[str, _one_of(LOGS)] = Field(
        "text",
        description="format of the log: " + " or ".join(f"`{name}`" for name in LOGS),
        json_schema_extra={"unset": "`text`"},
    )
    frame_ancestors: str = Field(
        "'self'",
        description="sites that can show the pages in a frame, as in "
        "[`frame-ancestors`](https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/"
        "frame-ancestors)",
        json_schema_extra={
            "unset": "`'self'`",
            "presets": {
                "cloud": "https://*.streamlit.app https://share.streamlit.io",
                "space": "https://huggingface.co https://*.hf.space",
            },
        },
        pattern=r"^[^;,\r\n]*$",
    )
    trusted_proxies: Annotated[str, AfterValidator(_proxies)] = Field(
        "127.0.0.1",
        description="proxies whose `X-Forwarded-For` is trusted: addresses or networks, separated by commas; see "
        "[Hosting](hosting.md#behind-a-proxy)",
        validation_alias="FORWARDED_ALLOW_IPS",
        json_schema_extra={"unset": "`127.0.0.1`"},
    )
    require_login: bool = Field(
        False,
        description="`yes` makes visitors sign in with OpenID Connect; needs `pip install '.[login]'`; see "
        "[Hosting](hosting.md#sign-in)",
        json_schema_extra={"unset": "`no`"},
    )
    trust_email: bool = Field(
        False,
        description="`yes` accepts e-mail addresses that the provider does not call verified (`email_verified`); see "
        "[Hosting](hosting.md#sign-in)",
        json_schema_extra={"unset": "`no`"},
    )
    users: str = text(
        "people who can use the server after sign-in: e-mail addresses, `@school.example` for a domain, or `sub:` and "
        "the provider's id of a person; separated by spaces or commas",
        "everybody who signs in",
    )
    uploaders: str = text("people who can upload data, written in the same way", "all users")
    administrators: str = text("people who can also administer the server, written in the same way", "nobody")
    admin_token: str = text(
        f"token that opens `/administration` on a server without sign-in; random, at least {LEAST_TOKEN} characters",
        "no such page",
        pattern=TOKEN,
        repr=False,
    )
    metrics_token: str = text("token that opens `/api/metrics`", "no such page", repr=False)
    secret: str = text(
        "key for certificates and for the stored identity of people who sign in; long and random; the same on all "
        "servers that share data; a new key separates people from their old data",
        "a random key, in the file `secret` in the data folder",
        repr=False,
    )

    @property
    def job_memory_bytes(self) -> int:
        """Memory limit of one job."""
        return self.job_memory_mb * 2**20


DEFAULTS = ServerSettings.model_construct()
"""Defaults without the environment."""


@functools.lru_cache(maxsize=64)
def _read(group: type[Group], values: tuple[str | None, ...]) -> Group:
    """Read a group whose variables have these values: so often is a folder asked for that it is worth remembering."""
    try:
        return group()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = group.model_fields[str(first["loc"][0])]
        name, wanted = _variable(str(first["loc"][0]), field), _wanted(first["type"], first.get("ctx", {}))
        given = shown(first["input"] if field.repr else "***")
        raise SettingError(_("{name} must be {wanted}, not {given}.", name=name, wanted=wanted, given=given)) from None


def _wanted(problem: str, context: Mapping[str, Any]) -> str:
    """Return what a variable must be that has this kind of problem."""
    match problem:
        case "unfit":
            return str(context["wanted"])
        case "string_pattern_mismatch" if context["pattern"] == TOKEN:
            return _("a text of {n} characters or more", n=LEAST_TOKEN)
        case "string_pattern_mismatch":
            return _("sources separated by spaces, such as {example}", example="https://school.example")
        case "bool_parsing":
            return _("yes or no")
        case _:
            return _("a whole number, 1 or more")


def _of_presets(field: FieldInfo) -> Mapping[str, int | str]:
    declared = cast(Mapping[str, Any], field.json_schema_extra)
    return cast(Mapping[str, int | str], declared.get("presets", {}))


def _variable(name: str, field: FieldInfo) -> str:
    return str(field.validation_alias or PREFIX + name.upper())


def language_around() -> str:
    """Return the language that the environment of a command asks for, such as ``zh`` of ``zh_CN.UTF-8``.

    It may be one that Bakeoff does not speak, and is empty where none is asked for.
    """
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return re.split(r"[_.@-]", asked)[0].lower()
