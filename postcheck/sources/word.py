"""Drafts as Word documents (.docx): a post a heading, or a post a row where a table has a text column.

The document's XML is read directly, since tracked insertions, text boxes and content controls hold words
that paragraph readers leave out; tracked deletions are not part of a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions, archive, columns, headers, tables
from postcheck.sources.archive import attribute, local
from postcheck.sources.build import Stretch, cell_stretch
from postcheck.sources.fields import Record, post
from postcheck.sources.rows import Cell, Row
from postcheck.sources.sheets import cell_of
from postcheck.sources.tables import Table

SUFFIXES = (".docx", ".docm")

_SILENT = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tbl"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SHORT = 40
"""Characters of a merged cell that stands for each of its rows, and columns that one cell may span."""
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z _/-]{1,24}?)\s*[:=]\s*(\S[^\n]{0,200})$")


@dataclass(slots=True)
class _Section:
    """A heading with the paragraphs below it; `line` is its paragraph's number."""

    line: int
    title: str = ""
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    has_schedule: bool = False


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every section and every row of the document as a post; lines are its paragraphs' numbers."""
    origin = Origin(str(path))
    try:
        package = archive.opened(path, options, what="a Word document (.docx)", member="word/document.xml")
        root = archive.tree(package, "word/document.xml")
        headings = _heading_styles(package)
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return
    yield from (Unchecked(origin, line, fatal=False) for line in _unread(package))
    body = next((element for element in root if local(element) == "body"), root)
    sections, found = _blocks(body, headings, options)
    given = 0
    for section in sections:
        for item in _section(section, str(path), options):
            given += isinstance(item, Post)
            yield item
    for number, rows in enumerate(found, 1):
        table = Table(str(path), rows, options, sheet=f"table {number}" if len(found) > 1 else "table")
        for item in tables.posts(table):
            given += isinstance(item, Post)
            yield item
    if not given:
        yield Unchecked(origin, "holds no text to check. Write the post in the document's body")


def _unread(package: ZipFile) -> Iterator[str]:
    names = package.namelist()
    pictures = sum(name.startswith("word/media/") for name in names)
    if pictures:
        yield f"{pictures} picture(s) in the document: pictures are not read"
    for member, what in (("word/comments.xml", "comments"), ("word/footnotes.xml", "footnotes")):
        if member in names and len(package.read(member)) > 3000:
            yield f"{what} are not part of a post and were not read"


def _heading_styles(package: ZipFile) -> set[str]:
    """Ids of the paragraph styles that are headings, in whatever language they are named."""
    found = {f"Heading{level}" for level in range(1, 10)}
    if "word/styles.xml" in package.namelist():
        for style in archive.tree(package, "word/styles.xml").iter():
            if local(style) == "style":
                name = next((attribute(inner, "val") for inner in style if local(inner) == "name"), "")
                if name.lower().startswith("heading ") or name.lower() == "title":
                    found.add(attribute(style, "styleId"))
    return found


def _blocks(body: Element, headings: set[str], options: ReadOptions) -> tuple[list[_Section], list[list[Row]]]:
    """The document's sections, and its tables that hold a post a row; other tables read on as paragraphs."""
    sections = [_Section(1)]
    schedules: list[list[Row]] = []
    line = 0
    for block in _flat(body):
        if local(block) == "p":
            line += 1
            words = _words(block)
            if _is_heading(block, headings) and words.strip():
                sections.append(_Section(line, words.strip()))
            elif words.strip():
                sections[-1].paragraphs.append((line, words))
            continue
        rows = [Row(number, line + number, cells) for number, cells in enumerate(_cells(block), 1)]
        if headers.holds_posts(rows, options):
            schedules.append(rows)
            sections[-1].has_schedule = True
        else:
            for row in rows:
                said = "; ".join(cell.text for cell in row.cells if cell.text.strip())
                sections[-1].paragraphs += [(row.line, said)] if said else []
        line += len(rows)
    return sections, schedules


def _flat(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, out of content controls and tracked insertions too."""
    for element in body:
        if local(element) in ("p", "tbl"):
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _flat(element)


def _is_heading(paragraph: Element, headings: set[str]) -> bool:
    for properties in paragraph:
        if local(properties) == "pPr":
            return any(local(inner) == "pStyle" and attribute(inner, "val") in headings for inner in properties)
    return False


def _words(element: Element) -> str:
    """The words of a paragraph as they will be published."""
    pieces: list[str] = []
    for inner in element:
        name = local(inner)
        if name == "t":
            pieces.append(inner.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "p":
            pieces.append(f"\n{_words(inner)}")
        elif name not in _SILENT:
            pieces.append(_words(inner))
    return "".join(pieces)


def _cells(table: Element) -> Iterator[list[Cell]]:
    """The cells of each row, in step with the columns; a cell merged downward is repeated where it is short."""
    above: dict[int, str] = {}
    for number, row in enumerate((row for row in _inside(table, "tr")), 1):
        texts: list[str] = []
        for cell in _inside(row, "tc"):
            text = _cell_text(cell)
            merged = _property(cell, "vMerge")
            if merged == "restart":
                above[len(texts)] = text if len(text) <= _SHORT else ""
            elif merged is None:
                above.pop(len(texts), None)
            elif not text.strip():
                text = above.get(len(texts), "")
            width = _property(cell, "gridSpan") or "1"
            texts += [text, *[""] * (min(int(width), _SHORT) - 1 if width.isdigit() else 0)]
        yield [cell_of(text, number, at) for at, text in enumerate(texts)]


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Elements of this name in `element`, also where a content control or a tracked insertion holds them."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _inside(inner, name)


def _cell_text(cell: Element) -> str:
    """The words of a cell, those of tables inside it too."""
    pieces = []
    for block in _flat(cell):
        if local(block) == "p":
            pieces.append(_words(block))
        else:
            pieces += [_cell_text(inner) for row in _inside(block, "tr") for inner in _inside(row, "tc")]
    return "\n".join(pieces)


def _property(cell: Element, name: str) -> str | None:
    """What a cell says of itself under `name`; None where it says nothing."""
    for properties in cell:
        if local(properties) == "tcPr":
            return next((attribute(inner, "val") for inner in properties if local(inner) == name), None)
    return None


def _section(section: _Section, path: str, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """A section's post; lines such as `Date: 4 May 2026` before its text are its fields."""
    origin = Origin(path, section.line)
    fields: dict[str, str] = {}
    paragraphs = list(section.paragraphs)
    while paragraphs and (said := _FIELD.match(paragraphs[0][1])):
        name = columns.field_of(said[1])
        if name not in columns.CONTEXT_FIELDS:
            break
        fields[name] = said[2].strip()
        paragraphs.pop(0)
    words = [_paragraph("body", line, text) for line, text in paragraphs]
    if not words:
        if section.title and not section.has_schedule:
            yield Unchecked(origin, f"nothing stands below the heading '{section.title[:40]}'", fatal=False)
        return
    title = [_paragraph("title", section.line, section.title)] if section.title else []
    record = Record(str(origin), origin, [_joined(words), *title], dict(fields))
    yield from post(record, options.context, order=options.date_order)


def _paragraph(name: str, line: int, text: str) -> Stretch:
    return cell_stretch(name, text, line=line, row=0, cell="")


def _joined(words: list[Stretch]) -> Stretch:
    """Paragraphs as one body, a blank line between them."""
    from postcheck.sources.build import assemble

    text, _, source_map = assemble(words)
    return Stretch("body", text, source_map.segments)
