"""Reading a rule table: safe YAML, every scalar as text, duplicate keys refused, line numbers kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.errors import Fault

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Path = tuple[str | int, ...]
Row = TypeVar("Row", bound=BaseModel)


@dataclass
class Source:
    """A rule file as plain data, with the line (from 1) of each place in it."""

    file: str
    raw: bytes = b""
    data: Any = None
    lines: dict[_Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.file, line, message))

    def line(self, path: _Path) -> int:
        """Return the line of a place, or of the nearest one around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_source(path: Path) -> Source:
    """Read one YAML file; what is wrong with it stands in ``faults``, and nothing is raised."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        source = Source(path.name)
        source.fault(1, f"het bestand kan niet worden gelezen: {error.strerror or error}")
        return source
    return parse_source(path.name, raw)


def parse_source(file: str, raw: bytes) -> Source:
    """Read the content of a YAML file; what is wrong with it stands in ``faults``, and nothing is raised."""
    source = Source(file, raw)
    try:
        source.data = _plain(yaml.compose(raw.decode("utf-8-sig"), Loader=_Loader), (), source, set())
    except UnicodeDecodeError as error:
        line = source.raw.count(b"\n", 0, error.start) + 1
        source.fault(line, "het bestand is geen UTF-8; sla het als UTF-8 op")
    except yaml.MarkedYAMLError as error:
        # A quote that never closes is found out at the end of the file; where it opens is what helps.
        lost = error.context_mark is not None and "end of stream" in (error.problem or "")
        mark = error.context_mark if lost else error.problem_mark
        source.fault(mark.line + 1 if mark else 1, f"geen geldige YAML: {_explained(error.problem or '')}")
    except yaml.reader.ReaderError as error:
        line = source.raw.count(b"\n", 0, error.position) + 1
        source.fault(line, f"er staat een teken in dat geen tekst is (U+{error.character:04X}); haal het weg")
    except RecursionError:
        source.fault(1, "er zijn te veel haakjes in elkaar gezet")
    return source


_EXPLAINED = {
    "found a tab character": "er staat een tab; gebruik spaties om in te springen",
    "mapping values are not allowed": "hier kan geen dubbele punt staan; zet de tekst tussen aanhalingstekens, of "
    "let op het inspringen",
    "did not find expected ',' or": "een lijst tussen haakjes is niet afgesloten, of er ontbreekt een komma",
    "did not find expected '-' indicator": "de regel is anders ingesprongen dan die erboven",
    "did not find expected key": "de regel is anders ingesprongen dan die erboven, of er staat iets achter een "
    "aanhalingsteken",
    "did not find expected node": "er ontbreekt iets tussen de haakjes",
    "could not find expected ':'": "er ontbreekt een dubbele punt achter een veldnaam",
    "unexpected end of stream": "het aanhalingsteken dat hier begint, wordt nergens afgesloten",
    "unknown escape character": "een \\ tussen dubbele aanhalingstekens betekent iets bijzonders; gebruik enkele",
    "cannot start any token": "een woord kan niet met dit teken beginnen; zet het tussen aanhalingstekens",
    "block sequence entries are not allowed": "hier kan geen streepje staan; let op het inspringen",
    "another document": "er staat een regel met alleen '---'; haal die weg",
    "undefined alias": "een woord dat met * begint, moet tussen aanhalingstekens",
    "duplicate anchor": "een woord dat met & begint, moet tussen aanhalingstekens",
}


def _explained(problem: str) -> str:
    for words, meaning in _EXPLAINED.items():
        if words in problem:
            return meaning
    return f"let op inspringen, dubbele punten en aanhalingstekens ({problem})"


def _plain(node: Any, path: _Path, source: Source, seen: set[int]) -> Any:
    if node is None:
        return None
    if id(node) in seen:
        source.fault(source.line(path), "een verwijzing met & en * kan hier niet; schrijf de woorden uit")
        return node.value if isinstance(node, yaml.ScalarNode) else ""
    seen.add(id(node))
    source.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, number), source, seen) for number, child in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            source.fault(key.start_mark.line + 1, "een veldnaam moet een woord zijn")
            continue
        if key.value in found:
            source.fault(key.start_mark.line + 1, f"het veld '{key.value}' staat twee keer in dezelfde regel")
            continue
        source.lines[(*path, key.value)] = key.start_mark.line + 1
        found[key.value] = _plain(value, (*path, key.value), source, seen)
    return found


def parse_table(source: Source, row: type[Row]) -> list[tuple[Row, int]]:
    """Return the rows of a table with their lines; faults are added to the source's own."""
    if source.data is None:
        if not source.faults:
            source.fault(1, "het bestand is leeg; er hoort een lijst met regels in")
        return []
    if not isinstance(source.data, list):
        source.fault(source.line(()), "het bestand moet een lijst zijn: elke regel begint met '- '")
        return []
    rows = []
    for number, item in enumerate(source.data):
        try:
            rows.append((row.model_validate(item), source.line((number,))))
        except ValidationError as error:
            name = item.get("naam") if isinstance(item, dict) else None
            shown = name if isinstance(name, str) and name else f"nummer {number + 1}"
            for fault in error.errors():
                source.fault(source.line((number, *fault["loc"])), f"regel '{shown}': {_dutch(fault)}")
    return rows


def _dutch(error: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    context = error.get("ctx", {})
    match error["type"]:
        case "model_type" | "model_attributes_type":
            return "elke regel bestaat uit velden: 'naam: …' en wat erbij hoort"
        case "missing":
            return f"het verplichte veld '{place}' ontbreekt"
        case "extra_forbidden":
            return f"het veld '{place}' bestaat niet; kijk in LEESMIJ.md welke velden er zijn"
        case "literal_error" | "enum":
            allowed = context["expected"].replace(" or ", " of ")
            return f"'{place}' is '{error['input']}', maar moet een van deze zijn: {allowed}"
        case "string_too_short" | "too_short":
            return f"'{place}' is leeg"
        case "list_type" | "tuple_type":
            return f"'{place}' moet een lijst zijn: [a, b] of regels die met '- ' beginnen"
        case "string_type":
            return f"'{place}' moet een woord of zin zijn, geen lijst"
        case "string_pattern_mismatch":
            return f"'{place}' is '{error['input']}' en heeft niet de vorm die hier hoort"
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return f"'{place}' is '{error['input']}', maar moet een datum zijn als 2024-01-31"
        case "float_parsing" | "int_parsing" | "less_than_equal" | "greater_than_equal" | "greater_than" | "less_than":
            return f"'{place}' is '{error['input']}', maar moet een getal zijn dat hier past"
        case "value_error":
            return str(context["error"])
        case _:
            return f"'{place}' klopt niet ({error['msg']})"
