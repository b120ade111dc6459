"""Zip and gzip: members with their own line, checked against what is declared, within limits."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.exports import containers, refusals
from kpi.exports.found import find
from kpi.exports.tables import grids
from tests.exports.reading import bytes_of, cells, one, written
from tests.exports.workbooks import xlsx

CSV = "店铺,金额\r\n甲,1\r\n".encode("gb18030")


def packed(files, method=zipfile.ZIP_DEFLATED):
    """A zip; a name may be a ZipInfo."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return stream.getvalue()


def members(tmp_path, data, name="a.zip"):
    return find([written(tmp_path, name, data)])


def refused(tmp_path, data, name="a.zip"):
    """The names and refusals of what was found."""
    return {file.name: type(file.refusal) for file in members(tmp_path, data, name)}


# --- members


def test_a_zip_with_one_or_many_files(tmp_path):
    made = members(tmp_path, packed({"b.csv": CSV, "a.csv": CSV, "下/c.csv": CSV}))
    assert [file.name for file in made] == ["a.zip/a.csv", "a.zip/b.csv", "a.zip/下/c.csv"]
    assert [cells(grids(file)[0]) for file in made] == [[(2, "甲", "1")]] * 3


def test_a_member_lies_in_the_folder_within_the_zip_else_in_the_zips(tmp_path):
    made = members(tmp_path, packed({"a.csv": CSV, "乙店/b.csv": CSV}), "甲店/a.zip")
    assert [file.folder for file in made] == ["甲店", "乙店"]


def test_a_member_has_the_hash_and_size_of_its_own_bytes(tmp_path):
    (member,) = members(tmp_path, packed({"a.csv": CSV}))
    plain = one(written(tmp_path, "a.csv", CSV))
    assert (member.sha256, member.size) == (plain.sha256, plain.size)
    assert bytes_of(member) == bytes_of(member) == CSV


def test_zips_in_folders_and_in_zips(tmp_path):
    made = members(tmp_path, packed({"里/b.zip": packed({"c.csv": CSV}), "a.csv": CSV}), "夹/a.zip")
    assert [file.name for file in made] == ["a.zip/a.csv", "a.zip/里/b.zip/c.csv"]
    assert made[1].folder == "里"


def test_a_workbook_is_no_folder(tmp_path):
    book = xlsx({"表": [["a"], ["1"]]})
    assert [file.name for file in members(tmp_path, packed({"b.xlsx": book}))] == ["a.zip/b.xlsx"]
    assert [file.name for file in members(tmp_path, book, "b.zip")] == ["b.zip"]


def test_a_large_member_lies_in_a_temporary_file_that_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "IN_MEMORY", 100)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    data = b"a,b\n" + b"1,2\n" * 1000
    (member,) = members(tmp_path, packed({"a.csv": data}))
    assert bytes_of(member) == data
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    del member
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@given(data=st.binary(max_size=300), piece=st.integers(1, 50))
def test_a_member_is_unpacked_whole_however_it_is_cut(tmp_path_factory, method, data, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(containers, "CHUNK", piece)
        (member,) = members(tmp_path_factory.mktemp("zip"), packed({"a": b"x" + data}, method))
        assert bytes_of(member) == b"x" + data


# --- names


def raw_name(name: bytes, flags: int = 0) -> bytes:
    """A zip whose only member has this name in bytes."""
    data = packed({"N" * len(name): CSV})
    data = data.replace(b"N" * len(name), name)
    if not flags:
        return data
    at = data.index(b"PK\1\2")
    return data[:6] + struct.pack("<H", flags) + data[8 : at + 8] + struct.pack("<H", flags) + data[at + 10 :]


def test_names_in_gbk_without_the_utf_8_flag(tmp_path):
    assert list(refused(tmp_path, raw_name("业务明细（汇总）.csv".encode("gbk")))) == ["a.zip/业务明细（汇总）.csv"]


def test_names_in_utf_8_with_and_without_the_flag(tmp_path):
    assert list(refused(tmp_path, raw_name("业务明细.csv".encode()))) == ["a.zip/业务明细.csv"]
    assert list(refused(tmp_path, raw_name("业务明细.csv".encode(), 0x800))) == ["a.zip/业务明细.csv"]


def test_names_with_backslashes_are_folders(tmp_path):
    (member,) = members(tmp_path, raw_name("甲店\\a.csv".encode("gbk")))
    assert (member.name, member.folder) == ("a.zip/甲店/a.csv", "甲店")


@pytest.mark.parametrize("name", ["../a.csv", "甲/../../a.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv", "x" * 1001])
def test_paths_that_lead_out_or_are_overlong_are_refused(tmp_path, name):
    assert list(refused(tmp_path, packed({name: CSV, "b.csv": CSV})).values()) in (
        [refusals.UnsafePath, type(None)],
        [type(None), refusals.UnsafePath],
    )


def test_what_systems_leave_behind_in_a_zip_is_passed_over(tmp_path):
    data = packed({"__MACOSX/._a.csv": b"x", ".DS_Store": b"x", "夹/Thumbs.db": b"x", "a.csv": CSV, "空/": b""})
    assert list(refused(tmp_path, data)) == ["a.zip/a.csv"]


# --- links and devices


@pytest.mark.parametrize(
    ("mode", "refusal"),
    [(0o120777, refusals.IsALink), (0o010644, refusals.IsADevice), (0o020644, refusals.IsADevice)],
)
def test_links_pipes_and_devices_in_a_zip_are_not_opened_nor_shown(tmp_path, mode, refusal):
    info = zipfile.ZipInfo("a.csv")
    info.create_system = 3
    info.external_attr = mode << 16
    (member,) = members(tmp_path, packed({info: b"/etc/passwd"}))
    assert isinstance(member.refusal, refusal)
    assert "passwd" not in str(member.refusal.fields)
    with pytest.raises(refusal):
        member.open()


# --- not as declared


def directory_entry(data: bytes, offset: int, form: str, value: int) -> bytes:
    """The zip with a field of its (first) directory entry changed."""
    at = data.index(b"PK\1\2") + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(("offset", "change"), [(16, 1), (24, 1), (24, -1), (20, -1), (20, 1), (24, -5)])
def test_a_member_whose_size_or_checksum_is_not_as_declared_is_refused_whole(tmp_path, method, offset, change):
    data = packed({"a.csv": CSV}, method)
    (was,) = struct.unpack_from("<I", data, data.index(b"PK\1\2") + offset)
    changed = directory_entry(data, offset, "<I", (was + change) % 2**32)
    (member,) = members(tmp_path, changed)
    assert isinstance(member.refusal, refusals.MemberDamaged | refusals.CutShort)
    assert (member.size, member.sha256) == (0, "")


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_a_damaged_zip_never_gives_wrong_bytes(tmp_path, part):
    data = bytearray(packed({"a.csv": CSV * 50}))
    data[len(data) * part // 100] ^= 0x55
    for member in members(tmp_path, bytes(data)):
        assert member.refusal or member.name == "a.zip" or bytes_of(member) == CSV * 50


@pytest.mark.parametrize("cut", [10, 60, -1, -30])
def test_a_zip_cut_short_is_refused(tmp_path, cut):
    assert refused(tmp_path, packed({"a.csv": CSV})[:cut]) == {"a.zip": refusals.ZipBroken}


def test_a_good_member_beside_a_damaged_one_is_taken(tmp_path):
    data = directory_entry(packed({"a.csv": CSV, "b.csv": CSV}), 16, "<I", 1)
    assert refused(tmp_path, data) == {"a.zip/a.csv": refusals.MemberDamaged, "a.zip/b.csv": type(None)}


def test_a_password_is_refused(tmp_path):
    data = directory_entry(packed({"a.csv": CSV}), 8, "<H", 1)
    assert refused(tmp_path, data) == {"a.zip/a.csv": refusals.HasPassword}


@pytest.mark.parametrize("method", [9, 12, 14, 99])
def test_an_unknown_compression_is_refused_naming_it(tmp_path, method):
    data = directory_entry(packed({"a.csv": CSV}), 10, "<H", method)
    (member,) = members(tmp_path, data)
    assert isinstance(member.refusal, refusals.UnknownCompression)
    assert member.refusal.fields["method"] == method


def test_an_empty_zip_is_refused(tmp_path):
    assert refused(tmp_path, packed({})) == {"a.zip": refusals.NothingInIt}
    assert refused(tmp_path, packed({".DS_Store": b"x"})) == {"a.zip": refusals.NothingInIt}


# --- limits


def test_more_entries_than_the_limit_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KPI_MAX_ZIP_ENTRIES", "2")
    assert refused(tmp_path, packed({str(i): CSV for i in range(3)})) == {"a.zip": refusals.TooManyEntries}


def test_what_swells_too_much_is_refused_before_it_is_unpacked(tmp_path):
    bomb = packed({"a.csv": bytes(40 << 20)})
    assert refused(tmp_path, bomb) == {"a.zip": refusals.SwellsTooMuch}
    lying = directory_entry(bomb, 24, "<I", 10)
    assert refused(tmp_path, lying) == {"a.zip/a.csv": refusals.MemberDamaged}


def test_a_workbook_that_swells_too_much_is_refused(tmp_path):
    with zipfile.ZipFile(written(tmp_path, "b.xlsx", xlsx({"表": [["a"]]})), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(40 << 20))
    with pytest.raises(refusals.SwellsTooMuch):
        grids(one(tmp_path / "b.xlsx"))


def test_a_gzip_that_swells_too_much_is_refused(tmp_path):
    assert refused(tmp_path, gzip.compress(bytes(40 << 20)), "a.csv.gz") == {"a.csv.gz": refusals.SwellsTooMuch}


def test_members_that_together_pass_the_size_limit_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KPI_MAX_FILE_BYTES", "1000")
    data = packed({"a": b"1" * 600, "b": b"2" * 600})
    assert refused(tmp_path, data) == {"a.zip": refusals.FileTooBig}
    assert refused(tmp_path, gzip.compress(b"1" * 2000), "a.gz") == {"a.gz": refusals.FileTooBig}


def test_archives_nested_deeper_than_the_limit_are_refused(tmp_path):
    inner = packed({"c.zip": packed({"d.csv": CSV}), "c.csv": CSV})
    made = refused(tmp_path, packed({"b.zip": inner}))
    assert made == {"a.zip/b.zip/c.csv": type(None), "a.zip/b.zip/c.zip": refusals.NestedTooDeep}


# --- gzip


def test_a_csv_gz_is_read_under_its_own_name(tmp_path):
    (file,) = members(tmp_path, gzip.compress(CSV), "订单.csv.gz")
    assert file.name == "订单.csv.gz"
    assert cells(grids(file)[0]) == [(2, "甲", "1")]


def test_a_gz_in_a_zip_is_read(tmp_path):
    (file,) = members(tmp_path, packed({"a.csv.gz": gzip.compress(CSV)}))
    assert (file.name, bytes_of(file)) == ("a.zip/a.csv.gz", CSV)


@given(
    parts=st.lists(st.binary(max_size=99), min_size=1, max_size=4), piece=st.integers(1, 40), padding=st.integers(0, 9)
)
def test_a_gzip_of_several_members_is_read_to_its_end(tmp_path_factory, parts, piece, padding):
    parts = [b"a,b\n", *parts]  # so that no chance makes what is packed a container itself, as PK\x05\x06 would
    data = b"".join(gzip.compress(part) for part in parts) + bytes(padding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(containers, "CHUNK", piece)
        (file,) = members(tmp_path_factory.mktemp("gz"), data, "a.gz")
        assert bytes_of(file) == b"".join(parts)


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 20])
def test_a_gzip_cut_short_is_refused_whole(tmp_path, cut):
    whole = gzip.compress(CSV * 30)
    assert refused(tmp_path, whole[:-cut], "a.csv.gz") == {"a.csv.gz": refusals.CutShort}
    assert refused(tmp_path, whole + whole[:-cut], "b.csv.gz") == {"b.csv.gz": refusals.CutShort}


def test_a_gzip_with_a_wrong_checksum_or_size_is_refused(tmp_path):
    whole = bytearray(gzip.compress(CSV))
    for at in (-1, -5):
        data = bytearray(whole)
        data[at] ^= 1
        assert refused(tmp_path, bytes(data), "a.csv.gz") == {"a.csv.gz": refusals.MemberDamaged}


def test_a_gzip_with_something_else_after_its_end_is_refused(tmp_path):
    assert refused(tmp_path, gzip.compress(CSV) + b"rest", "a.csv.gz") == {"a.csv.gz": refusals.MemberDamaged}


def test_a_member_with_bytes_after_its_end_is_refused(tmp_path):
    raw = zlib.compressobj(wbits=-15)
    stream = raw.compress(CSV) + raw.flush() + b"more"
    info = zipfile.ZipInfo("a.csv")
    info.compress_type = zipfile.ZIP_STORED
    data = packed({info: stream})
    for offset, form, value in ((10, "<H", 8), (16, "<I", zlib.crc32(CSV)), (24, "<I", len(CSV))):
        data = directory_entry(data, offset, form, value)
    assert refused(tmp_path, data) == {"a.zip/a.csv": refusals.MemberDamaged}
