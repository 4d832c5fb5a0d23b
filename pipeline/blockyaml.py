"""YAML in block style, to the byte what PyYAML writes, in a fraction of its time.

Mappings, lists and texts on one line are written here, what is rarer by PyYAML itself; which texts would be read as
something else is asked of PyYAML too. Tests hold all of it to PyYAML's own bytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel

_LONGEST = 1_000_000  # signs: no text is folded
_LONGEST_KEY = 100
_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_SHOWN = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff]{1,100000}")  # what is written as it is, on one line
# What keeps a text from standing without quotes: a sign of YAML in front, or one that white space makes a sign.
_SIGN = re.compile(r"[-?:](?: |$)|[#,\[\]{}&*!|>'\"%@` ]|---|\.\.\.|.*(?::(?: |$)| #| $)")
_LISTS = (list, tuple)
_NESTED = (*_LISTS, dict, BaseModel)
_SCALARS = frozenset({str, int, float, bool})
_OTHER_TYPES: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeDumper.yaml_implicit_resolvers


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each value out where it stands: no anchors, though two places may share a date."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def by_library(data: Any) -> str:
    """Return data as PyYAML writes it: block style, keys in their own order, one line for each text."""
    return str(
        yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LONGEST, default_flow_style=False)
    )


def to_yaml(data: Any) -> str:
    """Return data, or models of it, as :func:`by_library` would."""
    pieces: list[str] = []
    try:
        _add(data, 0, True, pieces)
    except _OtherwiseError:
        return by_library(_plain(data))
    pieces.append("\n")
    return "".join(pieces)


class _OtherwiseError(Exception):
    """How something is written depends on where it stands: a text with a line's end in it, a key that is no word."""


def _add(value: Any, depth: int, inline: bool, pieces: list[str]) -> None:
    """Add a value without the end of its last line; ``inline`` says that its first line has begun.

    A list in a mapping is written no deeper than the mapping's keys.
    """
    begin = "\n" + " " * depth
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in _fields(type(value))}
    if isinstance(value, dict) and value:
        for key, item in value.items():
            lead = f"{_key(key)}:" if inline else f"{begin}{_key(key)}:"
            inline = False
            if not item or type(item) in _SCALARS or not isinstance(item, _NESTED):
                pieces.append(f"{lead} {_scalar(item)}")
                continue
            pieces.append(lead)
            _add(item, depth if isinstance(item, _LISTS) else depth + 2, False, pieces)
    elif isinstance(value, _LISTS) and value:
        for item in value:
            pieces.append("- " if inline else f"{begin}- ")
            inline = False
            _add(item, depth + 2, True, pieces)
    else:
        pieces.append(_scalar(value))


def _key(key: Any) -> str:
    if not isinstance(key, str) or not 0 < len(key) < _LONGEST_KEY:
        raise _OtherwiseError
    return _text(key)


@lru_cache(maxsize=64)
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in _fields(type(value))}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    if isinstance(value, _LISTS):
        return "[]"
    if isinstance(value, dict):
        return "{}"
    return _other(value) if value else _other.__wrapped__(value)  # the two zeros are equal, and not the same


@lru_cache(maxsize=4096, typed=True)
def _other(value: Any) -> str:
    return by_library({"": value})[4:-1]


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    if not _SHOWN.fullmatch(text):
        if _BREAK.search(text) or len(text) > _LONGEST // 2:
            raise _OtherwiseError
        return by_library({"": text})[4:-1]
    typed = any(pattern.match(text) for _, pattern in _OTHER_TYPES.get(text[0], ()))
    if typed or _SIGN.match(text):
        return "'" + text.replace("'", "''") + "'"
    return text
