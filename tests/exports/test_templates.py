"""Templates of the department's own sheets: known by their header, and their example never loads."""

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kpi import exports
from kpi.exports import templates
from tests.exports.taking import one, take

OWN = ["assignments", "checklists", "reviews", "shifts", "shops", "staff", "targets", "tasks"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_own_sheet_has_a_template_that_loads_with_0_rows(tmp_path, lang):
    files = templates.write(tmp_path / "new", lang)
    given = [one(file, name=file.name) for file in files]
    assert [each.layout for each in given] == OWN
    assert {(each.rows, each.skipped, each.quarantined) for each in given} == {(1, 1, 0)}
    assert {each.notes[0][0] for each in given} == {"skip.example"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layout", templates.sheets(), ids=lambda layout: layout.id)
def test_the_example_of_a_template_is_a_row_that_would_load(layout, lang):
    """Without its mark the example row is taken whole, needed cells and all."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(templates.workbook(layout, lang)))
    header, example = book.get_sheet_by_index(0).to_python()
    example[0] = example[0].removeprefix(templates.EXAMPLE[lang])
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as filled:
        sheet = filled.add_worksheet()
        for row, cells in enumerate([header, example]):
            sheet.write_row(row, 0, cells)
    given = one(stream.getvalue(), name="a.xlsx")
    assert (given.layout, given.rows, given.skipped, given.reasons) == (layout.id, 1, 0, [])
    assert len(given.tables[layout.entity]) == 1


def test_the_notes_name_every_column_and_what_it_may_say():
    book = CalamineWorkbook.from_filelike(io.BytesIO(templates.workbook(exports.layouts()["targets"], "zh")))
    notes = book.get_sheet_by_index(1).to_python()
    assert [row[0] for row in notes[3:]] == ["月份", "范围", "对象", "指标", "目标值", "底线值", "挑战值"]
    assert notes[4][1:3] == ["必填", "公司 | 部门 | 岗位 | 个人"]


def test_the_notes_sheet_is_no_export(tmp_path):
    (file, *_) = templates.write(tmp_path, "zh")
    assert len(take(file, name=file.name)) == 1
