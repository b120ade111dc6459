"""What lies in the given paths, and what of it is not opened."""

import os
import socket
import zipfile
from pathlib import Path

import pytest

from kpi import words
from kpi.errors import KaoheError
from kpi.exports import refusals
from kpi.exports.found import find
from kpi.exports.tables import grids
from tests.exports.reading import bytes_of, found, one, written

CSV = b"a,b\n1,2\n"


def names(*paths: Path) -> list[str]:
    return [file.name for file in find(paths)]


def test_folders_are_walked_in_order_of_path(tmp_path):
    for name in ("2/b.csv", "1/z.csv", "a.csv", "1/a.csv", "1/下/c.csv"):
        written(tmp_path, name, CSV)
    assert names(tmp_path) == ["1/a.csv", "1/z.csv", "1/下/c.csv", "2/b.csv", "a.csv"]


def test_the_order_of_arguments_does_not_matter_and_nothing_is_found_twice(tmp_path):
    a, b = written(tmp_path, "a.csv", CSV), written(tmp_path, "b.csv", CSV)
    assert names(b, a) == names(a, b) == ["a.csv", "b.csv"]
    assert names(tmp_path, a, tmp_path / "." / "b.csv") == ["a.csv", "b.csv"]


def test_files_that_would_have_one_name_are_told_apart(tmp_path, monkeypatch):
    for name in ("a/o.csv", "b/o.csv", "b/p.csv", "c/a/o.csv", "o.csv"):
        written(tmp_path, name, CSV)
    monkeypatch.chdir(tmp_path)
    assert names(Path("b/o.csv"), Path("a/o.csv"), Path("b/p.csv")) == ["a/o.csv", "b/o.csv", "p.csv"]
    assert names(Path("a/o.csv"), Path("o.csv")) == ["a/o.csv", "o.csv"]
    assert names(Path("a/o.csv"), Path("c/a/o.csv")) == ["a/o.csv", "c/a/o.csv"]
    assert names(tmp_path / "a" / "o.csv", tmp_path / "b" / "o.csv") == ["a/o.csv", "b/o.csv"]
    assert names(tmp_path / "c" / "a" / "o.csv", tmp_path / "b" / "o.csv") == ["b/o.csv", "a/o.csv"]
    assert names(Path("a"), Path("b")) == ["a/o.csv", "b/o.csv", "p.csv"]
    assert names(Path("a/none.csv"), Path("b/none.csv")) == ["a/none.csv", "b/none.csv"]


def test_a_file_given_twice_keeps_its_name(tmp_path, monkeypatch):
    path = written(tmp_path, "a/o.csv", CSV)
    monkeypatch.chdir(tmp_path)
    assert names(path, Path("a/o.csv"), Path("a")) == ["o.csv"]


def test_archives_with_one_name_are_told_apart_with_their_members(tmp_path):
    for folder in ("a", "b"):
        with zipfile.ZipFile(written(tmp_path, f"{folder}/x.zip", b""), "w") as out:
            out.writestr("o.csv", CSV)
    assert names(tmp_path / "a" / "x.zip", tmp_path / "b" / "x.zip") == ["a/x.zip/o.csv", "b/x.zip/o.csv"]


def test_a_file_knows_its_folder_size_and_hash(tmp_path):
    path = written(tmp_path, "甲店/a.csv", CSV)
    for file in (one(path), *find([tmp_path])):
        assert (file.folder, file.size) == ("甲店", 8)
        assert file.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"
        assert bytes_of(file) == CSV
        assert file.modified.timestamp() == pytest.approx(path.stat().st_mtime, abs=0.001)


def test_a_file_at_the_top_lies_in_the_folder_given(tmp_path):
    written(tmp_path, "乙店/a.csv", CSV)
    (file,) = find([tmp_path / "乙店"])
    assert (file.name, file.folder) == ("a.csv", "乙店")


def test_a_path_without_anything_is_refused(tmp_path):
    assert isinstance(one(tmp_path / "none.csv").refusal, refusals.NoSuchFile)


def test_an_empty_folder_has_nothing(tmp_path):
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/._a.csv",
        ".DS_Store",
        "Thumbs.db",
        "thumbs.db",
        "~$订单.xlsx",
        "._a.csv",
        "desktop.ini",
        ".~lock.a.csv#",
    ],
)
def test_what_systems_leave_behind_is_passed_over(tmp_path, name):
    written(tmp_path, name, b"x")
    written(tmp_path, "a.csv", CSV)
    assert names(tmp_path) == ["a.csv"]


# --- links, pipes, devices


@pytest.fixture
def secret(tmp_path):
    return written(tmp_path, "outside/secret.csv", b"secret,b\n1,2\n")


def test_links_in_folders_are_not_opened_nor_shown(tmp_path, secret):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "file.csv").symlink_to(secret)
    (folder / "folder").symlink_to(secret.parent, target_is_directory=True)
    (folder / "gone.csv").symlink_to("/nowhere/at/all")
    made = find([folder])
    assert [(file.name, type(file.refusal)) for file in made] == [
        (name, refusals.IsALink) for name in ("file.csv", "folder", "gone.csv")
    ]
    for file in made:
        assert (file.sha256, file.size) == ("", 0)
        assert "secret" not in words.tell(file.refusal)
        with pytest.raises(refusals.IsALink):
            file.open()
        with pytest.raises(refusals.IsALink):
            grids(file)


def test_a_link_that_the_user_names_is_the_file_it_leads_to(tmp_path, secret):
    link = tmp_path / "link.csv"
    link.symlink_to(secret)
    assert bytes_of(one(link)).startswith(b"secret")


def test_a_file_that_became_a_link_meanwhile_is_not_opened(tmp_path, secret):
    path = written(tmp_path, "exports/a.csv", CSV)
    (file,) = find([path.parent])
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(refusals.Unreadable):
        file.open()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.timeout(20)
def test_pipes_and_sockets_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.csv"))
        made = find([tmp_path, tmp_path / "pipe.csv"])
    assert {(file.name, type(file.refusal)) for file in made} == {
        ("pipe.csv", refusals.IsADevice),
        ("socket.csv", refusals.IsADevice),
    }


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_devices_are_not_opened():
    assert isinstance(one(Path("/dev/zero")).refusal, refusals.IsADevice)


def test_a_file_without_the_right_to_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.csv", CSV)

    def denied(*_):
        raise PermissionError

    monkeypatch.setattr(os, "open", denied)
    assert isinstance(one(path).refusal, refusals.Unreadable)


def test_a_file_above_the_limit_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.csv", CSV)
    monkeypatch.setenv("KPI_MAX_FILE_BYTES", "8")
    assert one(path).refusal is None
    monkeypatch.setenv("KPI_MAX_FILE_BYTES", "7")
    assert isinstance(one(path).refusal, refusals.FileTooBig)


def test_names_cannot_move_the_cursor_or_hide(tmp_path):
    path = written(tmp_path, "a\x1b[2J\u202ecsv.exe\n.csv", CSV)
    assert one(path).name == "a�[2J�csv.exe�.csv"


# --- what a file is, by its bytes

KINDS = {
    "rar 4": (b"Rar!\x1a\x07\x00rest", refusals.IsAnArchive),
    "rar 5": (b"Rar!\x1a\x07\x01\x00rest", refusals.IsAnArchive),
    "7z": (b"7z\xbc\xaf\x27\x1crest", refusals.IsAnArchive),
    "tar": (b"a.csv".ljust(257, b"\0") + b"ustar\x0000", refusals.IsAnArchive),
    "xz": (b"\xfd7zXZ\0rest", refusals.IsAnArchive),
    "bzip2": (b"BZh91AY&SYrest", refusals.IsAnArchive),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", refusals.IsADocument),
    "rtf": (b"{\\rtf1\\ansi", refusals.IsADocument),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", refusals.IsAPicture),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", refusals.IsAPicture),
    "gif": (b"GIF89a\1\0", refusals.IsAPicture),
    "webp": (b"RIFF\1\0\0\0WEBPVP8 ", refusals.IsAPicture),
    "bmp": (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", refusals.IsAPicture),
    "heic": (b"\0\0\0\x18ftypheic\0", refusals.IsAPicture),
    "elf": (b"\x7fELF\2\1", refusals.IsAProgram),
    "exe": (b"MZ\x90\0\3\0", refusals.IsAProgram),
    "xls of Excel 4": (b"\x09\x04\x06\x00\0\0\x10\0", refusals.OtherWorkbook),
    "xls that is xml": (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', refusals.OtherWorkbook),
    "xls that is a mail": (b"MIME-Version: 1.0\r\nContent-Type: multipart", refusals.OtherWorkbook),
    "sqlite": (b"SQLite format 3\0", refusals.UnknownFormat),
    "nothing": (b"", refusals.NothingInIt),
}


@pytest.mark.parametrize("kind", KINDS)
def test_content_decides_what_a_file_is_not_its_name(kind):
    data, refusal = KINDS[kind]
    with pytest.raises(refusal):
        grids(found(data, "订单.csv"))


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.pdf", "a.zip", "a"])
def test_a_csv_is_one_whatever_its_name(tmp_path, name):
    (grid,) = grids(one(written(tmp_path, name, CSV)))
    assert grid.head == [["a", "b"], ["1", "2"]]


# --- words


def refusal_classes() -> list[type[KaoheError]]:
    return [c for c in vars(refusals).values() if isinstance(c, type) and issubclass(c, refusals.FileRefused)][1:]


@pytest.mark.parametrize("refusal", refusal_classes(), ids=lambda c: c.__name__)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_refusal_names_the_file_and_says_what_to_do(refusal, lang):
    sentence = words.tell(refusal(**{field: f"<{field}>" for field in refusal.FIELDS}), lang)
    assert all(f"<{field}>" in sentence for field in refusal.FIELDS)
    assert sentence.count("。" if lang == "zh" else ". ") >= 1
