"""A file goes into the archive while it is read: whole, once, and only if the reading went well."""

import hashlib
import io

import pytest

from kpi.warehouse import archive

BYTES = b"\xef\xbb\xbf" + b"x" * 3_000_000


def files(data):
    return sorted(path for path in (data / "archive").rglob("*") if path.is_file())


def test_a_file_is_kept_while_it_is_read(tmp_path):
    sha256 = hashlib.sha256(BYTES).hexdigest()
    with archive.keeping(tmp_path, sha256, lambda: io.BytesIO(BYTES), "a.csv"):
        assert not archive.original(tmp_path, sha256).exists()
    assert files(tmp_path) == [archive.original(tmp_path, sha256)]
    assert archive.original(tmp_path, sha256).read_bytes() == BYTES


def test_what_is_kept_is_not_copied_again(tmp_path):
    sha256 = hashlib.sha256(BYTES).hexdigest()
    with archive.keeping(tmp_path, sha256, lambda: io.BytesIO(BYTES), "a.csv"):
        pass
    with archive.keeping(tmp_path, sha256, lambda: pytest.fail("read again"), "a.csv"):
        pass
    assert len(files(tmp_path)) == 1


def test_a_refused_file_leaves_nothing(tmp_path):
    with (
        pytest.raises(archive.Changed),
        archive.keeping(tmp_path, hashlib.sha256(BYTES).hexdigest(), lambda: io.BytesIO(BYTES), "a.csv"),
    ):
        raise archive.Changed(file="the reader's own refusal")
    assert files(tmp_path) == []


def test_bytes_that_changed_meanwhile_are_refused_by_name(tmp_path):
    with (
        pytest.raises(archive.Changed, match=r"a\.csv"),
        archive.keeping(tmp_path, hashlib.sha256(BYTES).hexdigest(), lambda: io.BytesIO(BYTES + b"y"), "a.csv"),
    ):
        pass
    assert files(tmp_path) == []
