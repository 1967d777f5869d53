"""Settings for operators of a server: environment variables, each declared here and read nowhere else.

The table in ``docs/settings.md`` says the same; a test compares them.

This module imports only `errors`, `fields` and `text`.
"""

import functools
import ipaddress
import os
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Self, cast
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bakeoff.errors import SettingError
from bakeoff.refusals import shown
from bakeoff.text import _, enumerated

PREFIX = "BAKEOFF_"
OPENML = "https://www.openml.org"
SCHEDULER = "tcp://scheduler:8786"
BUCKET = "s3://bucket/prefix"
NETWORK = "10.0.0.0/8"
BUCKET_OPTIONS = frozenset(("endpoint_override", "scheme", "region"))
"""Options that may follow it: another server than Amazon's, `http` or `https`, and its region."""
EXPERIMENT = "Bakeoff"
LOCAL = "local"
LOGS = ("text", "json")
WHERE = ("cluster", "server")
LEAST_TOKEN = 16
TOKEN = rf"^(.{{{LEAST_TOKEN},}})?$"
READING_FACTOR = 50
"""Memory that reading a file may take, in multiples of its size."""

PRESETS: Mapping[str, Mapping[str, int | str]] = MappingProxyType(
    {
        LOCAL: {},
        "class": {
            "job_memory_mb": 1024,
            "models_mb": 4096,
            "upload_mb": 10,
            "time_limit_seconds": 1800,
            "visitor_races": 2,
            "visitor_studies": 1,
            "visitor_labs": 2,
            "visitor_mb": 50,
            "uploads_mb": 5000,
            "uploads_hour": 30,
        },
        "cloud": {
            "frame_ancestors": "https://*.streamlit.app https://share.streamlit.io",
            "job_memory_mb": 512,
            "asks": 1,
            "labs_mb": 256,
            "models_mb": 256,
            "upload_mb": 5,
            "upload_rows": 50_000,
            "upload_cells": 2_000_000,
            "upload_days": 1,
            "class_days": 7,
            "openml_cache_mb": 50,
            "unwatched_seconds": 60,
            "time_limit_seconds": 600,
            "visitor_races": 2,
            "visitor_studies": 1,
            "visitor_labs": 1,
            "visitor_mb": 10,
            "uploads_mb": 300,
            "uploads_hour": 20,
        },
        "space": {
            "frame_ancestors": "https://huggingface.co https://*.hf.space",
            "job_memory_mb": 2048,
            "asks": 2,
            "labs_mb": 1024,
            "models_mb": 1024,
            "upload_mb": 10,
            "upload_days": 2,
            "class_days": 14,
            "openml_cache_mb": 200,
            "unwatched_seconds": 120,
            "time_limit_seconds": 600,
            "visitor_races": 2,
            "visitor_studies": 1,
            "visitor_labs": 1,
            "visitor_mb": 50,
            "uploads_mb": 5000,
            "uploads_hour": 30,
        },
    }
)
"""Defaults by the kind of host; without an entry here, the default is that of a machine of one's own."""


def _text(help: str, unset: str, **how: Any) -> Any:
    """Declare a variable that is a text; `unset` says what holds without it."""
    return Field("", description=help, json_schema_extra={"unset": unset}, **how)


def _number(default: int, unit: str, help: str) -> Any:
    """Declare a variable that is a whole number, 1 or more; `unit` is empty for a mere count."""
    return Field(default, ge=1, description=help, json_schema_extra={"unset": f"{default} {unit}".strip()})


def _one_of(names: Iterable[str]) -> AfterValidator:
    """Return what takes one of these names and no other text."""
    known = [*names]

    def check(given: str) -> str:
        if given not in known:
            raise PydanticCustomError("name", "no such name", {"names": known})
        return given

    return AfterValidator(check)


def _server(given: str) -> str:
    """Return the address of a server without what may follow it."""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise PydanticCustomError("address", "no address of a server")
    return f"{parts.scheme}://{parts.netloc}"


def _scheduler(given: str) -> str:
    """Return the address of a cluster's scheduler; empty for no cluster."""
    parts = urlsplit(given)
    if given and (parts.scheme not in ("tcp", "tls") or not parts.hostname or not _port(given)):
        raise PydanticCustomError("scheduler", "no address of a scheduler")
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
        raise PydanticCustomError("bucket", "no address of a bucket")
    return given


def _proxies(given: str) -> str:
    """Return addresses and networks, separated by commas; Uvicorn would pass over what it cannot read."""
    try:
        for address in filter(None, given.split(",")):
            ipaddress.ip_network(address.strip())
    except ValueError:
        raise PydanticCustomError("network", "no address or network") from None
    return given


class Places(BaseSettings):
    """Locations of stored things.

    They can be read even if a number among the other settings is invalid. So stored things are always accessible.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, loc_by_alias=False)

    data: str = _text("folder for downloads and the history", "the platform's cache folder")
    database_url: str = _text(
        "database of the history, as an [SQLAlchemy URL]"
        "(https://docs.sqlalchemy.org/en/latest/core/engines.html#database-urls); PostgreSQL needs "
        "`pip install '.[postgresql]'`",
        "the SQLite file `history.sqlite` in that folder",
    )
    store: Annotated[str, AfterValidator(_bucket)] = _text(
        f"S3 object store, such as `{BUCKET}`, for the files that servers and workers share: trained models, visitors' "
        "tables, the announcement; see [Hosting](hosting.md#several-servers)",
        "files in that folder",
    )
    mlflow_tracking_uri: str = _text(
        "where finished races are logged with [MLflow](https://mlflow.org), from the command line too; needs "
        "`pip install '.[mlflow]'`",
        "no logging",
        validation_alias="MLFLOW_TRACKING_URI",
    )
    mlflow_experiment_name: str = _text(
        "name of the MLflow experiment", EXPERIMENT, validation_alias="MLFLOW_EXPERIMENT_NAME"
    )

    @classmethod
    def read(cls) -> Self:
        """Return the settings as the environment has them now.

        Raises
        ------
        SettingError
            If a variable is not what it must be: one sentence that names it.
        """
        return cast(Self, _read(cls, tuple(map(os.environ.get, cls.variables()))))

    @classmethod
    @functools.cache
    def variables(cls) -> tuple[str, ...]:
        """Return the names of the environment variables, in the order they are declared."""
        return tuple(_variable(name, field) for name, field in cls.model_fields.items())


class ServerSettings(Places):
    """All that can be set."""

    preset: Annotated[str, _one_of(PRESETS)] = Field(
        LOCAL,
        description="defaults for everything below: "
        + ", ".join(f"`{name}`" for name in PRESETS)
        + "; see [Hosting](hosting.md#presets)",
        json_schema_extra={"unset": f"`{LOCAL}`"},
    )
    cluster: Annotated[str, AfterValidator(_scheduler)] = _text(
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
    job_memory_mb: int = _number(4096, "MB", "memory of one training")
    asks: int = _number(4, "", "races whose models can be asked at once; each takes one process")
    labs_mb: int = _number(
        4096,
        "MB",
        "memory of all network labs together (one usually takes 50 MB); if it runs out, the lab unused for longest "
        "sleeps until a click",
    )
    models_mb: int = _number(2048, "MB", "disk space for trained models of the latest races")
    upload_mb: int = _number(20, "MB", "size of an uploaded file")
    upload_rows: int = _number(200_000, "", "rows of an uploaded table")
    upload_columns: int = _number(2_000, "", "columns of an uploaded table")
    upload_cells: int = _number(20_000_000, "", "rows times columns of an uploaded table")
    upload_seconds: int = _number(30, "s", "time to read an uploaded file")
    upload_days: int = _number(30, "days", "time after which an unused table is deleted")
    class_days: int = _number(180, "days", "longest life of a class; it is deleted six days after its end")
    openml_url: Annotated[str, AfterValidator(_server)] = Field(
        OPENML, description="OpenML server", json_schema_extra={"unset": f"`{OPENML}`"}
    )
    openml_seconds: int = _number(120, "s", "time to download a data set from OpenML")
    openml_cache_mb: int = _number(500, "MB", "disk space for data sets from OpenML")
    unwatched_seconds: int = _number(300, "s", "time after which a race without an open page is stopped")
    grace_seconds: int = _number(10, "s", "time that running races and studies have to finish when the server ends")
    time_limit_seconds: int = _number(86_400, "s", "longest time limit of a race or a study")
    visitor_races: int = _number(5, "", "races that one visitor can have running or waiting")
    visitor_studies: int = _number(5, "", "studies of the judge that one visitor can have running or waiting")
    visitor_labs: int = _number(
        10, "", "network labs that one visitor can have running; one more puts the lab unused for longest to sleep"
    )
    visitor_mb: int = _number(1000, "MB", "disk space for one visitor's tables")
    uploads_mb: int = _number(20_000, "MB", "disk space for all visitors' tables")
    uploads_hour: int = _number(500, "", "files and tables that one visitor can upload in an hour")
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
        json_schema_extra={"unset": "`'self'`"},
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
    users: str = _text(
        "people who can use the server after sign-in: e-mail addresses, `@school.example` for a domain, or `sub:` and "
        "the provider's id of a person; separated by spaces or commas",
        "everybody who signs in",
    )
    uploaders: str = _text("people who can upload data, written in the same way", "all users")
    administrators: str = _text("people who can also administer the server, written in the same way", "nobody")
    admin_token: str = _text(
        f"token that opens `/administration` on a server without sign-in; random, at least {LEAST_TOKEN} characters",
        "no such page",
        pattern=TOKEN,
        repr=False,
    )
    metrics_token: str = _text("token that opens `/api/metrics`", "no such page", repr=False)
    lti: str = _text("learning platforms such as Moodle: JSON, or the path of a JSON file; see [LTI](lti.md)", "none")
    secret: str = _text(
        "key for certificates and for the stored identity of people who sign in; long and random; the same on all "
        "servers that share data; a new key separates people from their old data",
        "a random key, in the file `secret` in the data folder",
        repr=False,
    )

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
        preset = PRESETS.get(os.environ.get(_variable("preset", cls.model_fields["preset"]), LOCAL), {})
        return init_settings, env_settings, InitSettingsSource(settings_cls, dict(preset))

    @property
    def labs_bytes(self) -> int:
        """Memory limit of all labs together."""
        return self.labs_mb * 2**20

    @property
    def job_memory_bytes(self) -> int:
        """Memory limit of one job."""
        return self.job_memory_mb * 2**20

    @property
    def reading_bytes(self) -> int:
        """Memory in bytes for a job that reads an upload: 1 GB, or more where larger files are allowed."""
        return min(self.job_memory_mb, max(1024, READING_FACTOR * self.upload_mb)) * 2**20


DEFAULTS = ServerSettings.model_construct()
"""Defaults without the environment."""


@functools.lru_cache(maxsize=16)
def _read(group: type[Places], values: tuple[str | None, ...]) -> Places:
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
        case "address":
            return _("the address of a server such as {example}", example=OPENML)
        case "bucket":
            return _("the address of a bucket such as {example}", example=BUCKET)
        case "scheduler":
            return _("the address of a scheduler such as {example}", example=SCHEDULER)
        case "network":
            return _("addresses or networks such as {example}, separated by commas", example=NETWORK)
        case "name":
            return _("one of {names}", names=enumerated(context["names"]))
        case "string_pattern_mismatch" if context["pattern"] == TOKEN:
            return _("a text of {n} characters or more", n=LEAST_TOKEN)
        case "string_pattern_mismatch":
            return _("sources separated by spaces, such as {example}", example="https://school.example")
        case "bool_parsing":
            return _("yes or no")
        case _:
            return _("a whole number, 1 or more")


def _variable(name: str, field: FieldInfo) -> str:
    return str(field.validation_alias or PREFIX + name.upper())


def language_around() -> str:
    """Return the language that the environment of a command asks for, such as ``zh`` of ``zh_CN.UTF-8``.

    It may be one that Bakeoff does not speak, and is empty where none is asked for.
    """
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return re.split(r"[_.@-]", asked)[0].lower()
