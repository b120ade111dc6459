"""The one reader of the environment."""

from pathlib import Path

from kpi import settings


def test_the_home_of_a_checkout_is_the_checkout(root):
    assert settings.home() == root
    assert (settings.home() / "sql" / "metrics").is_dir()


def test_the_data_folder_is_the_one_given_else_the_variable_else_data_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert settings.data_folder() == tmp_path / "data"
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "elsewhere"))
    assert settings.data_folder() == tmp_path / "elsewhere"
    assert settings.data_folder("given") == tmp_path / "given"
    assert settings.data_folder(Path("given")) == tmp_path / "given"


def test_the_locale_of_commands_is_ours_before_the_shells(monkeypatch):
    for name in ("KPI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert settings.shell_locale() is None
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert settings.shell_locale() == "C.UTF-8"
    monkeypatch.setenv("KPI_LANG", "en")
    assert settings.shell_locale() == "en"


def test_a_limit_can_be_changed_from_outside(monkeypatch):
    assert settings.limits() == settings.Limits()
    monkeypatch.setenv("KPI_MAX_ROWS", "1000")
    assert settings.limits() == settings.Limits(rows=1000)
