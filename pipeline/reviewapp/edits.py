"""A rule table changed by a line: a value that comes or goes in a list of a row, or a new row; no more is touched.

Where to write is read from the YAML itself (ruamel.yaml), the text around it stays as it is to the letter: comments,
order, quotes and line ends. What comes out is read back, and must be the table of before with the value added.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import UsageError
from pipeline.reviewapp.surgery import UnwritableError, new_row, with_value, without_value
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
TAKEN = ("aliassen",)  # what a reviewer may take away from the screen
NEW = ("partners", "kaders", "wetten")  # tables that may be given a new row
_LONGEST = 300


class EditError(UsageError):
    """An edit that can't be made; says why in Dutch."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A value to add to a list of a row of a table, or to take away (``weg``); or a new row (``rij``).

    Of a new row ``field`` and ``value`` are the first after its name, and ``more`` are those that follow.
    """

    table: str
    row: str
    field: str
    value: str
    how: Literal["bij", "weg", "rij"] = "bij"
    more: tuple[tuple[str, str], ...] = ()

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

    def above(self) -> str | None:
        """Return the line below which lines went, where none came in their place."""
        found = self.lines()
        if not found or any(sign == "+" for sign, _, _ in found) or found[0][1] < 2:
            return None
        return self.before.decode("utf-8", "replace").splitlines()[found[0][1] - 2]

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


def sorts_of(table: str) -> tuple[str, ...]:
    """Return what a new row of a table may be, in the order of its schema."""
    row = TABLES[table]
    annotation = next(field.annotation for field in row.model_fields.values() if field.alias == "soort")
    return get_args(annotation)


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
        after = _CHANGES[one.how](path.name, after, one)
    return Draft(path.name, before, after)


def restored(folder: Path, edit: Edit, lines: Sequence[tuple[str, int, str]], above: str | None = None) -> Draft:
    """Return a file without the lines that came with an edit, and with those that went. Raises :class:`EditError`.

    Where none came, those that went stood below the line ``above``. The lines are looked for in the row of the edit
    only: what else has changed in the file since stays.
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
    if not came:
        below = [n + 1 for n, line in enumerate(plain) if line == above]
        if above is None or len(below) != 1:
            raise EditError(gone)
        ending = "\r" if "\r\n" in text else ""
        if below[0] == len(row):  # below the last line of a file that ends without a break
            row[-1] += ending
            went = [*(line + ending for line in went[:-1]), went[-1]]
        else:
            went = [line + ending for line in went]
        row[below[0] : below[0]] = went
        return Draft(path.name, before, (text[:start] + "\n".join(row) + text[end:]).encode())
    at = [n for n, line in enumerate(plain) if line in came]
    if [plain[n] for n in at] != came or (went and at != list(range(at[0], at[0] + len(at)))):
        raise EditError(gone)
    ending = "\r" if row[at[0]].endswith("\r") else ""
    kept = [line for n, line in enumerate(row) if n not in at]
    kept[at[0] : at[0]] = [line + ending for line in went]
    if edit.how == "rij" and not kept:  # the last of a file that ends without a break
        return Draft(path.name, before, text[:start].removesuffix("\n").removesuffix("\r").encode())
    return Draft(path.name, before, (text[:start] + "\n".join(kept) + text[end:]).encode())


def _added(file: str, raw: bytes, edit: Edit) -> bytes:
    value = _sound(edit.value)
    if edit.field not in fields_of(edit.table):
        raise EditError(f"in '{file}' kan hier niets aan '{edit.field}' toegevoegd worden")
    source, number, held = _held(file, raw, edit)
    if value in held:
        raise EditError(f"'{value}' staat al bij '{edit.field}' van '{edit.row}'")
    return _rewritten(file, raw, source, number, edit, [*held, value], lambda row: with_value(row, edit.field, value))


def _removed(file: str, raw: bytes, edit: Edit) -> bytes:
    if edit.field not in TAKEN:
        raise EditError(f"in '{file}' kan hier niets uit '{edit.field}' weggehaald worden")
    source, number, held = _held(file, raw, edit)
    if edit.value not in held:
        raise EditError(f"'{edit.value}' staat niet bij '{edit.field}' van '{edit.row}'")
    at = held.index(edit.value)
    left = held[:at] + held[at + 1 :]
    return _rewritten(file, raw, source, number, edit, left, lambda row: without_value(row, edit.field, at))


def _with_row(file: str, raw: bytes, edit: Edit) -> bytes:
    if edit.table not in NEW:
        raise EditError(f"'{file}' krijgt hier geen nieuwe regels")
    source = _parsed(file, raw)
    name = _sound(edit.row)
    if any(_named(row, name) for row in source.data):
        raise EditError(f"'{name}' staat al in '{file}'; voeg er een andere schrijfwijze aan toe")
    values: dict[str, str | list[str]] = {"naam": name}
    for field, value in ((edit.field, edit.value), *edit.more):
        values[field] = [_sound(value)] if field in FIELDS else _sound(value)
    changed = new_row(raw.decode("utf-8"), values).encode()
    if _parsed(file, changed).data != [*source.data, values]:
        raise EditError(f"'{file}' eindigt zo dat een nieuwe regel er alleen met de hand bij kan")
    return changed


_CHANGES: dict[str, Callable[[str, bytes, Edit], bytes]] = {"bij": _added, "weg": _removed, "rij": _with_row}


def _sound(text: str) -> str:
    value = " ".join(text.split())
    if not value or len(value) > _LONGEST or not value.isprintable():
        raise EditError(f"geef een tekst van hooguit {_LONGEST} tekens")
    return value


def _held(file: str, raw: bytes, edit: Edit) -> tuple[Source, int, list[Any]]:
    """Return a file as it is read, the number of the row, and its list."""
    source = _parsed(file, raw)
    number = next((n for n, row in enumerate(source.data) if _named(row, edit.row)), None)
    if number is None:
        raise EditError(f"'{file}' heeft geen regel met de naam '{edit.row}'")
    held = source.data[number].get(edit.field, [])
    if not isinstance(held, list):
        raise EditError(f"'{edit.field}' van '{edit.row}' is geen lijst; maak er in het bestand eerst een lijst van")
    return source, number, held


def _rewritten(
    file: str, raw: bytes, source: Source, number: int, edit: Edit, left: list[Any], change: Callable[[str], str]
) -> bytes:
    """Return a file with one row changed, if that makes what is wanted of its list and of nothing else."""
    text = raw.decode("utf-8")
    start, end = _place(source, text, number)
    by_hand = EditError(f"'{edit.row}' in '{file}' is zo opgeschreven dat dit alleen met de hand kan")
    try:
        changed = (text[:start] + change(text[start:end]) + text[end:]).encode()
    except UnwritableError as error:
        raise by_hand from error
    row = {**source.data[number], edit.field: left}
    wanted = [*source.data]
    wanted[number] = row if left else {name: value for name, value in row.items() if name != edit.field}
    if _parsed(file, changed).data != wanted:
        raise by_hand
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
