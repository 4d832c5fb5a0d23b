"""A rule table changed by a line: a value added to a list of a row, and nothing else in the file touched.

Where to write is read from the YAML itself (ruamel.yaml), the text around it stays as it is to the letter: comments,
order, quotes and line ends. What comes out is read back, and must be the table of before with the value added.
"""

from __future__ import annotations

import difflib
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from pipeline.errors import UsageError
from pipeline.ruleset.load import Source, parse_source
from pipeline.ruleset.schema import TABLES

# What a reviewer may add to from the screen, with what it is called there. Other fields are for the files themselves.
FIELDS: dict[str, str] = {
    "aliassen": "andere schrijfwijze (alias)",
    "uitzonderingen": "uitzondering",
    "alleen_bij": "woord dat in de buurt moet staan",
    "patronen": "kenmerk (patroon)",
    "woorden": "woord",
    "voorbeelden": "voorbeeld",
    "niet": "voorbeeld dat niet mag passen",
}
_LONGEST = 300
_WIDE = 1_000_000
# A new field stands after the last of these that the row has, so that sources, notes and examples stay below.
_BEFORE = ("naam", "soort", "type", "tabel", "plek", "rol", "aliassen", "patronen", "woorden", "uitzonderingen")


class EditError(UsageError):
    """An edit that can't be made; says why in Dutch."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A value to add to a list of a row of a table."""

    table: str
    row: str
    field: str
    value: str

    @property
    def rule(self) -> str:
        """The rule that it changes."""
        return f"{self.table}/{self.row}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A table's file before and after its edits."""

    file: str
    before: bytes
    after: bytes

    @property
    def seen(self) -> str:
        """A hash of the file that the edits were made on."""
        return hashlib.sha256(self.before).hexdigest()

    @property
    def made(self) -> str:
        """A hash of the file with the edits."""
        return hashlib.sha256(self.after).hexdigest()

    def lines(self) -> list[tuple[str, int, str]]:
        """Return the lines that go and come: a sign, the number of the line, and what stands there."""
        return changed_lines(self.before, self.after)


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, int, str]]:
    r"""Return the lines by which two files differ.

    >>> changed_lines(b"a\nb\n", b"a\nc\n")
    [('-', 2, 'b'), ('+', 2, 'c')]
    """
    old = before.decode("utf-8", "replace").splitlines()
    new = after.decode("utf-8", "replace").splitlines()
    found: list[tuple[str, int, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [("-", number + 1, old[number]) for number in range(a, b)]
            found += [("+", number + 1, new[number]) for number in range(c, d)]
    return found


def fields_of(table: str) -> dict[str, str]:
    """Return the lists of a table's rows that can be added to, with what they are called."""
    row = TABLES.get(table)
    known = {f.alias or name for name, f in row.model_fields.items()} if row else set()
    return {name: label for name, label in FIELDS.items() if name in known}


def draft(folder: Path, edits: Sequence[Edit]) -> Draft:
    """Return what the edits, all of one table, make of its file. Raises :class:`EditError`."""
    table = edits[0].table
    if table not in TABLES or any(one.table != table for one in edits):
        raise EditError(f"er is geen tabel '{table}'")
    path = folder / f"{table}.yaml"
    try:
        before = after = path.read_bytes()
    except OSError as error:
        raise EditError(f"'{path.name}' kan niet gelezen worden: {error.strerror or error}") from error
    for one in edits:
        after = _added(path.name, after, one)
    return Draft(path.name, before, after)


def restored(folder: Path, edit: Edit, lines: Sequence[tuple[str, int, str]]) -> Draft:
    """Return a file without the lines that came with an edit, and with those that went. Raises :class:`EditError`.

    The lines are looked for in the row of the edit only: what else has changed in the file since stays.
    """
    path = folder / f"{edit.table}.yaml"
    try:
        before = path.read_bytes()
    except OSError as error:
        raise EditError(f"'{path.name}' kan niet gelezen worden: {error.strerror or error}") from error
    source = _parsed(path.name, before)
    number = next((n for n, row in enumerate(source.data) if _named(row, edit.row)), None)
    gone = f"'{path.name}' is bij '{edit.row}' intussen anders; zet de verandering met de hand terug"
    if number is None:
        raise EditError(gone)
    text = before.decode("utf-8")
    start, end = _place(source, text, number)
    row = text[start:end].split("\n")
    came = [line for sign, _, line in lines if sign == "+"]
    went = [line for sign, _, line in lines if sign == "-"]
    plain = [line.removesuffix("\r") for line in row]
    at = [n for n, line in enumerate(plain) if line in came]
    if [plain[n] for n in at] != came or (went and at != list(range(at[0], at[0] + len(at)))):
        raise EditError(gone)
    ending = "\r" if row[at[0]].endswith("\r") else ""
    kept = [line for n, line in enumerate(row) if n not in at]
    kept[at[0] : at[0]] = [line + ending for line in went]
    return Draft(path.name, before, (text[:start] + "\n".join(kept) + text[end:]).encode())


def _added(file: str, raw: bytes, edit: Edit) -> bytes:
    value = " ".join(edit.value.split())
    if edit.field not in fields_of(edit.table):
        raise EditError(f"in '{file}' kan hier niets aan '{edit.field}' toegevoegd worden")
    if not value or len(value) > _LONGEST or not value.isprintable():
        raise EditError(f"geef een tekst van hooguit {_LONGEST} tekens")
    source = _parsed(file, raw)
    number = next((n for n, row in enumerate(source.data) if _named(row, edit.row)), None)
    if number is None:
        raise EditError(f"'{file}' heeft geen regel met de naam '{edit.row}'")
    held = source.data[number].get(edit.field, [])
    if not isinstance(held, list):
        raise EditError(f"'{edit.field}' van '{edit.row}' is geen lijst; maak er in het bestand eerst een lijst van")
    if value in held:
        raise EditError(f"'{value}' staat al bij '{edit.field}' van '{edit.row}'")
    text = raw.decode("utf-8")
    start, end = _place(source, text, number)
    changed = (text[:start] + _with_value(text[start:end], edit.field, value) + text[end:]).encode()
    wanted = [*source.data]
    wanted[number] = {**source.data[number], edit.field: [*held, value]}
    if _parsed(file, changed).data != wanted:
        raise EditError(f"'{edit.row}' in '{file}' is zo opgeschreven dat dit alleen met de hand kan")
    return changed


def _named(row: Any, name: str) -> bool:
    return isinstance(row, dict) and row.get("naam") == name


def _parsed(file: str, raw: bytes) -> Source:
    source = parse_source(file, raw)
    if source.faults or not isinstance(source.data, list):
        raise EditError(f"'{file}' kan niet gelezen worden; " + "; ".join(map(str, source.faults)))
    return source


def _place(source: Source, text: str, number: int) -> tuple[int, int]:
    """Return where the lines of a row begin and end."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    following = source.lines.get((number + 1,))
    return starts[source.lines[number,] - 1], starts[following - 1] if following else len(text)


def _with_value(row: str, field: str, value: str) -> str:
    """Return the lines of a row with a value added to a list."""
    composed: Any = YAML().compose(io.StringIO(row))
    mapping = composed.value[0]
    assert isinstance(mapping, MappingNode)
    break_ = "\r\n" if "\r\n" in row else "\n"
    held = next((node for key, node in mapping.value if key.value == field), None)
    if held is None:
        above = [(key, node) for key, node in mapping.value if key.value in _BEFORE]
        key, node = above[-1]
        indent = " " * key.start_mark.column
        return _after_line(row, _last(node).end_mark.index, f"{indent}{field}: [{_flow(value)}]", break_)
    if not isinstance(held, SequenceNode):
        raise EditError(f"'{field}' is geen lijst")
    if held.flow_style:
        at = _last(held.value[-1]).end_mark.index if held.value else held.start_mark.index + 1
        return row[:at] + (", " if held.value else "") + _flow(value) + row[at:]
    last = held.value[-1]
    begin = last.start_mark.index - last.start_mark.column
    return _after_line(row, _last(last).end_mark.index, row[begin : last.start_mark.index] + _block(value), break_)


def _last(node: Node) -> Node:
    """Return the last thing that stands in a node; the end of a list in lines is that of what comes after it."""
    while isinstance(node, SequenceNode | MappingNode) and not node.flow_style and node.value:
        node = node.value[-1] if isinstance(node, SequenceNode) else node.value[-1][1]
    return node


def _after_line(row: str, at: int, line: str, break_: str) -> str:
    end = row.find("\n", at)
    if end < 0:
        return row + break_ + line
    return row[: end + 1] + line + break_ + row[end + 1 :]


def _flow(value: str) -> str:
    return _written(value, True).removeprefix("[").removesuffix("]")


def _block(value: str) -> str:
    return _written(value, False).removeprefix("- ")


def _written(value: str, flow: bool) -> str:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width, writer.allow_unicode = flow, _WIDE, True
    target = io.StringIO()
    writer.dump([value], target)
    return target.getvalue().strip()
