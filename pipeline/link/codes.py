"""The numbers of goals, as texts name them: "1.2 Toegang" under goal 1, a row with "D2", the second topic of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.link.graph import Graph

_NUMBERS = re.compile(r"(?<!\w)[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*[a-z]?(?!\w)")
_IN_FRONT = re.compile(r"(?:[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*[a-z]?)(?=[.:)]?\s)")


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text as goals have them.

    >>> numbers_in("Maatregelen bij D2 en 3.1, vanaf 2026")
    ['d2', '3.1']
    """
    return [found.lower() for found in _NUMBERS.findall(text)]


def in_front(text: str) -> str:
    """Return the number that a text begins with, or nothing."""
    found = _IN_FRONT.match(text)
    return found[0] if found else ""


class Codes:
    """The number of each goal: its own, that of the heading that asks for it, else its place in its list."""

    def __init__(self, graph: Graph, runs: Sequence[Sequence[int]]) -> None:
        self._graph = graph
        self._codes = [{goal: self._code(goal) or str(k) for k, goal in enumerate(run, 1)} for run in runs]
        self._run = {goal: n for n, run in enumerate(runs) for goal in run}

    def _code(self, goal: int) -> str | None:
        unit = self._graph.first_unit(goal)
        if unit.block.code:
            return _last(unit.block.code)
        if found := in_front(unit.text):
            return found.lower()
        section = self._graph.context.reading.layout.sections[unit.block.section]
        if section.heading is None or not unit.opening:
            return None
        return _last(section.code) if section.code else next(iter(numbers_in(section.title)), None)

    def told(self, texts: Iterable[tuple[str, str]], goals: Iterable[int]) -> dict[int, list[str]]:
        """Return as features what texts with numbers, the nearest first, say of goals: their number or another's."""
        named = [(name, numbers) for name, text in texts if (numbers := numbers_in(text))]
        told: dict[int, list[str]] = {}
        for codes in (self._codes[n] for n in sorted({self._run[goal] for goal in goals})):
            found = [(name, _named(codes, numbers)) for name, numbers in named]
            hits = [(name, hit) for name, hit in found if hit]
            kind = "one" if len(codes) == 1 else "list"
            for goal in codes:
                said = [(_said(goal, hit), name) for name, hit in hits]
                nearest = [f"number={said[0][0]}", f"number={said[0][0]},{kind}"] if said else ["number=-"]
                told[goal] = [*nearest, *(f"number={what},{name}" for what, name in said)]
        return told


def _named(codes: dict[int, str], numbers: Sequence[str]) -> set[int]:
    """Return the goals that numbers name."""
    return {goal for goal, code in codes.items() if any(_under(number, code) for number in numbers)}


def _said(goal: int, hit: set[int]) -> str:
    if goal not in hit:
        return "other"
    return "same" if len(hit) == 1 else "among"


def _last(code: str) -> str:
    return (code.strip(" .:)").split() or [""])[-1].lower()


def _under(number: str, code: str) -> bool:
    """Say whether a number is a code, or goes on from it: 2.1 and 2a from 2."""
    return number.startswith(code) and not number[len(code) : len(code) + 1].isdigit()
