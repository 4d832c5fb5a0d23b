"""The lines of a row in a YAML file with a value more or less: where to write is read, the text around it stays.

Nothing here knows what a row means; who calls reads the outcome back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

_WIDE = 1_000_000
# A new field stands after the last of these that the row has, so that sources, notes and examples stay below.
_BEFORE = ("naam", "soort", "type", "tabel", "plek", "rol", "aliassen", "patronen", "woorden", "uitzonderingen")


class UnwritableError(ValueError):
    """What is asked for is not written in a way that a line can be changed of."""


def with_value(row: str, field: str, value: str) -> str:
    """Return the lines of a row with a value added to a list."""
    mapping = _mapping(row)
    break_ = "\r\n" if "\r\n" in row else "\n"
    held = next((node for key, node in mapping.value if key.value == field), None)
    if held is None:
        above = [(key, node) for key, node in mapping.value if key.value in _BEFORE]
        key, node = above[-1]
        indent = " " * key.start_mark.column
        return _after_line(row, _last(node).end_mark.index, f"{indent}{field}: [{_flow(value)}]", break_)
    if not isinstance(held, SequenceNode):
        raise UnwritableError
    if held.flow_style:
        at = _last(held.value[-1]).end_mark.index if held.value else held.start_mark.index + 1
        return row[:at] + (", " if held.value else "") + _flow(value) + row[at:]
    last = held.value[-1]
    begin = last.start_mark.index - last.start_mark.column
    return _after_line(row, _last(last).end_mark.index, row[begin : last.start_mark.index] + _block(value), break_)


def without_value(row: str, field: str, number: int) -> str:
    """Return the lines of a row with one value of a list gone, by its number; with the last one the field goes."""
    mapping = _mapping(row)
    key, held = next((key, node) for key, node in mapping.value if key.value == field)
    if not isinstance(held, SequenceNode) or number >= len(held.value):
        raise UnwritableError
    one = held.value[number]
    if len(held.value) == 1:
        if mapping.flow_style:
            raise UnwritableError
        return _without_lines(row, key.start_mark.index, _last(held).end_mark.index)
    if not held.flow_style:
        return _without_lines(row, one.start_mark.index, _last(one).end_mark.index)
    if number + 1 < len(held.value):
        return row[: one.start_mark.index] + row[held.value[number + 1].start_mark.index :]
    return row[: held.value[number - 1].end_mark.index] + row[one.end_mark.index :]


def new_row(text: str, values: Mapping[str, str | list[str]]) -> str:
    """Return a file with a row more, at its end."""
    break_ = "\r\n" if "\r\n" in text else "\n"
    lines: list[str] = []
    for name, value in values.items():
        lead = "  " if lines else "- "
        lines += [f"{lead}{name}: {_block(value)}"] if isinstance(value, str) else [f"{lead}{name}:"]
        lines += [f"    - {_block(one)}" for one in value] if not isinstance(value, str) else []
    whole = not text or text.endswith("\n")
    return text + ("" if whole else break_) + break_.join(lines) + (break_ if whole else "")


def _mapping(row: str) -> MappingNode:
    composed: Any = YAML().compose(io.StringIO(row))
    mapping = composed.value[0]
    assert isinstance(mapping, MappingNode)
    return mapping


def _without_lines(row: str, start: int, end: int) -> str:
    """Return the lines of a row without those from one place to another."""
    begin, after = row.rfind("\n", 0, start) + 1, row.find("\n", end)
    if after < 0:  # the last of a file that ends without a break: it goes on doing so
        return row[:begin].rstrip("\r\n")
    return row[:begin] + row[after + 1 :]


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
