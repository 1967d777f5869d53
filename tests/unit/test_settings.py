"""The server's settings are its environment's, and what is wrong with one is said in a sentence."""

import pytest

from bakeoff.datasets.openml.settings import OpenmlSettings
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.errors import SettingError
from bakeoff.features.lab.settings import LabLimits
from bakeoff.features.tracking.settings import TrackingSettings
from bakeoff.service.kernel import settings_groups
from bakeoff.settings import DEFAULTS, PRESETS, Places, ServerSettings

GROUPS = settings_groups()
NUMBERS = [
    (group, name)
    for group in GROUPS
    for name, field in group.model_fields.items()
    if field.annotation in (int, int | None)
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for variable in (variable for group in GROUPS for variable in group.variables()):
        monkeypatch.delenv(variable, raising=False)


def test_the_environment_or_else_the_default_counts(monkeypatch):
    assert ServerSettings.read() == DEFAULTS
    monkeypatch.setenv("BAKEOFF_UNWATCHED_SECONDS", "60")
    assert ServerSettings.read() == DEFAULTS.model_copy(update={"unwatched_seconds": 60})
    monkeypatch.setenv("BAKEOFF_UNWATCHED_SECONDS", "61")
    assert ServerSettings.read().unwatched_seconds == 61
    monkeypatch.delenv("BAKEOFF_UNWATCHED_SECONDS")
    assert ServerSettings.read().unwatched_seconds == 300


def test_they_are_not_read_anew_while_nothing_has_changed(monkeypatch):
    monkeypatch.setenv("BAKEOFF_LABS_MB", "3")
    first = LabLimits.read()
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    assert LabLimits.read() is first


@pytest.mark.parametrize(("group", "name"), NUMBERS)
@pytest.mark.parametrize("text", ["0", "-1", "1.5", "soon", ""])
def test_a_number_that_is_none_is_told_with_the_variables_name(monkeypatch, group, name, text):
    variable = f"BAKEOFF_{name.upper()}"
    monkeypatch.setenv(variable, text)
    with pytest.raises(SettingError) as caught:
        group.read()
    assert str(caught.value) == f"{variable} must be a whole number, 1 or more, not '{text}'."


def test_what_is_kept_is_found_although_a_number_is_wrong(monkeypatch):
    monkeypatch.setenv("BAKEOFF_MODELS_MB", "many")
    monkeypatch.setenv("BAKEOFF_DATA", "/somewhere")
    assert Places.read().data == "/somewhere"


def test_what_is_wrong_in_one_group_leaves_the_others_to_be_read(monkeypatch):
    monkeypatch.setenv("BAKEOFF_LABS_MB", "many")
    assert ServerSettings.read() == DEFAULTS
    with pytest.raises(SettingError, match="BAKEOFF_LABS_MB"):
        LabLimits.read()


def test_no_variable_is_of_two_groups():
    variables = [variable for group in GROUPS for variable in group.variables()]
    assert len(variables) == len(set(variables))


ADDRESSES = {
    "openml_url": (OpenmlSettings, "the address of a server such as https://www.openml.org"),
    "cluster": (ServerSettings, "the address of a scheduler such as tcp://scheduler:8786"),
}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *(("openml_url", text) for text in ("openml.org", "ftp://openml.org", "https://", "https://openml.org/a", "")),
        *(("cluster", text) for text in ("scheduler:8786", "http://a:8786", "tcp://scheduler", "tcp://scheduler:port")),
    ],
)
def test_an_address_that_is_none_is_said(monkeypatch, name, given):
    monkeypatch.setenv(f"BAKEOFF_{name.upper()}", given)
    group, wanted = ADDRESSES[name]
    with pytest.raises(SettingError) as caught:
        group.read()
    assert str(caught.value) == f"BAKEOFF_{name.upper()} must be {wanted}, not '{given}'."


@pytest.mark.parametrize("given", ["*", "proxy", "10.0.0.1/8", "127.0.0.1 10.0.0.1"])
def test_proxies_that_would_be_trusted_wrongly_or_not_at_all_are_said(monkeypatch, given):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", given)
    with pytest.raises(SettingError) as caught:
        ServerSettings.read()
    wanted = "addresses or networks such as 10.0.0.0/8, separated by commas"
    assert str(caught.value) == f"FORWARDED_ALLOW_IPS must be {wanted}, not '{given}'."


def test_a_short_token_is_refused_and_not_quoted(monkeypatch):
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", "a" * 16)
    assert ServerSettings.read().admin_token == "a" * 16
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", "")
    assert ServerSettings.read().admin_token == ""
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", "secret")
    with pytest.raises(SettingError) as caught:
        ServerSettings.read()
    assert str(caught.value) == "BAKEOFF_ADMIN_TOKEN must be a text of 16 characters or more, not '***'."


def test_a_place_for_what_somebody_waits_for_is_one_of_two(monkeypatch):
    monkeypatch.setenv("BAKEOFF_INTERACTIVE", "elsewhere")
    with pytest.raises(SettingError) as caught:
        ServerSettings.read()
    assert str(caught.value) == "BAKEOFF_INTERACTIVE must be one of cluster, server, not 'elsewhere'."


@pytest.mark.parametrize(
    ("name", "unless_set", "given", "read"),
    [
        ("openml_url", "https://www.openml.org", "http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("cluster", "", "tls://10.0.0.1:8786", "tls://10.0.0.1:8786"),
    ],
)
def test_an_address_is_read_as_it_is_set(monkeypatch, name, unless_set, given, read):
    group, _wanted = ADDRESSES[name]
    assert getattr(group.read(), name) == unless_set
    monkeypatch.setenv(f"BAKEOFF_{name.upper()}", given)
    assert getattr(group.read(), name) == read


def test_mlflows_own_variables_keep_their_names(monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite://")
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "Kitchen")
    settings = TrackingSettings.read()
    assert (settings.mlflow_tracking_uri, settings.mlflow_experiment_name) == ("sqlite://", "Kitchen")


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_what_is_not_set_itself(monkeypatch, preset):
    monkeypatch.setenv("BAKEOFF_PRESET", preset)
    own = ServerSettings.of_preset(preset)
    assert ServerSettings.read() == DEFAULTS.model_copy(update={"preset": preset, **own})
    monkeypatch.setenv("BAKEOFF_JOB_MEMORY_MB", "4097")
    assert ServerSettings.read().job_memory_mb == 4097
    assert ServerSettings.read().visitor_races == own.get("visitor_races", DEFAULTS.visitor_races)
    assert UploadLimits.read().upload_mb == UploadLimits.of_preset(preset).get("upload_mb", 20)


OTHERS = ("frame_ancestors", "keras_at_start")


def test_a_preset_has_whole_numbers():
    values = [(g, name, value) for g in GROUPS for preset in PRESETS for name, value in g.of_preset(preset).items()]
    assert len(values) > 40
    assert all(value >= 1 if (group, name) in NUMBERS else name in OTHERS for group, name, value in values)


def test_a_preset_that_there_is_not_is_said(monkeypatch):
    monkeypatch.setenv("BAKEOFF_PRESET", "clouds")
    with pytest.raises(SettingError) as caught:
        ServerSettings.read()
    assert str(caught.value) == "BAKEOFF_PRESET must be one of local, class, cloud, space, not 'clouds'."
