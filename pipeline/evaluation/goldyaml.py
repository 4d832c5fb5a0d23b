"""Reading a gold file as plain data: safe YAML, every scalar as text, each key once, with line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import Fault

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Path = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"
_PLAIN = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map"))

_OPEN = object()  # what is still being read


@dataclass
class Sheet:
    """A YAML file as plain data, with the line (from 1) of each place in it and what is wrong with it."""

    file: str
    data: Any = None
    lines: dict[_Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, message: str, *path: str | int) -> None:
        """Note a fault at a place, or at the nearest one around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        self.fault_on(self.lines.get(path, 1), message)

    def fault_on(self, line: int, message: str) -> None:
        """Note a fault on a line."""
        self.faults.append(Fault(self.file, line, message))


def read_sheet(path: Path) -> Sheet:
    """Read one YAML file; what is wrong with it stands in ``faults``, and nothing is raised."""
    sheet = Sheet(str(path))
    raw = b""
    try:
        raw = path.read_bytes()
        node = yaml.compose(raw.decode("utf-8-sig"), Loader=_Loader)
        if node is not None:
            sheet.data = _plain(node, (), sheet, {})
    except OSError as error:
        sheet.fault_on(1, f"the file can't be read: {error.strerror or error}")
    except UnicodeDecodeError as error:
        sheet.fault_on(raw.count(b"\n", 0, error.start) + 1, "the file is no UTF-8; save it as UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sheet.fault_on(mark.line + 1 if mark else 1, f"no valid YAML: {error.problem or error.context}")
    except yaml.reader.ReaderError as error:
        sheet.fault_on(1, f"there is a character in it that is no text (U+{error.character:04X}); take it out")
    except RecursionError:
        sheet.fault_on(1, "too many brackets within each other")
    return sheet


def _plain(node: yaml.Node, path: _Path, sheet: Sheet, seen: dict[int, Any]) -> Any:
    line = node.start_mark.line + 1
    sheet.lines.setdefault(path, line)
    # A node that comes again is an alias. Its data is shared, not copied: few lines can stand for millions.
    if id(node) in seen:
        if seen[id(node)] is _OPEN:
            sheet.fault_on(line, "a reference with * points to what it stands in")
            return None
        return seen[id(node)]
    seen[id(node)] = _OPEN
    if node.tag not in _PLAIN:
        sheet.fault_on(line, f"the tag '{node.tag.replace(_TAG, '!!')}' is not safe YAML; take it out")
    if isinstance(node, yaml.ScalarNode):
        seen[id(node)] = None if node.tag == _TAG + "null" else node.value
    elif isinstance(node, yaml.SequenceNode):
        seen[id(node)] = [_plain(child, (*path, number), sheet, seen) for number, child in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        seen[id(node)] = _mapping(node, path, sheet, seen)
    return seen[id(node)]


def _mapping(node: yaml.MappingNode, path: _Path, sheet: Sheet, seen: dict[int, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            sheet.fault_on(at, "a key has to be a word")
        elif key.value in found:
            sheet.fault_on(at, f"the key '{key.value}' stands twice in one item")
        else:
            sheet.lines[(*path, key.value)] = at
            found[key.value] = _plain(value, (*path, key.value), sheet, seen)
    return found
