"""A spreadsheet must run nothing that a draft says."""

import csv
import io

from postcheck.reporters import get


def test_no_cell_begins_as_a_formula(golden_report, style):
    rows = list(csv.reader(io.StringIO(get("csv").render(golden_report, style))))
    assert {len(row) for row in rows} == {17}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert "'=cmd|'/c calc'!A1" in [cell for row in rows for cell in row]
