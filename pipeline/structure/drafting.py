"""Drafting headings: their title, code, role and depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.document import BlockKind, Role
from pipeline.span import Span
from pipeline.structure.draft import Draft
from pipeline.structure.headings import (
    RANK_LABEL_ACTION,
    RANK_LABEL_GOAL,
    RANK_PART,
    RANK_ROLE,
    RANK_STATEMENT,
    RANK_TOPIC,
    Numbering,
)
from pipeline.structure.roles import STATED, Label, Roles

# Roles whose headings stand among topics of their own kind, and open no chapter.
_LOOSE = {Role.EXPLANATION, Role.STATUS, Role.TIMING, Role.SOURCE}
_CLOSE_BOLD = re.compile(r"[*_]{1,3}\s*$")
_CODE = re.compile(
    r"(?:§\s*)?(?P<code>(?:[A-Z]{1,2}\d{0,2}[ .])?\d{1,2}(?:\.\d{1,2}){0,4}[a-z]?)[.)]?\s*[-–:]?\s+(?=[^\W\d_])"
)
_PART = re.compile(
    r"(?P<word>[^\W\d_]+)\s+(?P<code>\d{1,2}|[A-Z]|[IVX]{2,4})\b(?!\.\d)(?:\s*[:.–|-]\s*|\s+(?=[A-Z])|$)"
)
_COUNT = re.compile(r"(?<=[^\W\d_])\s(\d{1,2}(?:\.\d{1,2}){1,3}|[A-Z])[.:]?$")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{3,})?:\s+(?=\S)")  # "4.A KOERS: Iedereen doet mee"
_LEAST_REPEAT = 20  # letters: what is shorter returns by chance


@dataclass(frozen=True, slots=True)
class _Answers:
    """A run of numbered headings below one that asks for them: the last number, their depth, and their role."""

    number: int
    level: int
    role: Role | None
    rule: str | None


@dataclass
class Headings:
    """Drafts the headings of a text, and knows what was stated so far.

    ``states`` says whether a title is a statement rather than a topic; ``parts`` are words that count chapters in
    words ("Spoor 1"); ``role`` is that of the heading
    under which the walk stands.
    """

    text: str
    roles: Roles
    states: Callable[[str], bool]
    numbering: Numbering
    parts: frozenset[str] = frozenset()
    drafts: list[Draft] = field(default_factory=list)
    role: Role | None = None
    _stated: set[str] = field(default_factory=set)
    _listed: set[str] = field(default_factory=set)
    _answers: _Answers | None = None

    def draft(self, span: Span, level: int | None, code: str | None = None, lead: bool = False) -> None:
        """Draft a heading; ``level`` is what its signs give it, ``lead`` says that it introduces a list."""
        span = self._without_marks(span)
        if code is None and (match := _CODE.match(span.of(self.text))):
            code, span = match["code"], Span(span.start + match.end(), span.end)
        if code is not None and (capitals := _CAPITALS.match(span.of(self.text))):
            span = Span(span.start + capitals.end(), span.end)
        title = span.of(self.text)
        label = self.roles.label(title)
        if label and label.rest < len(title) and label.match.role in STATED:
            self.labelled(Span(span.start + label.rest, span.end), label, label.code or code, level)
            return
        role = self.roles.of(title)
        part = self._part(title)
        if code is None and part is not None:
            level = self.numbering.place(part["code"], title, level or RANK_PART)
            if part.end() < len(title):
                code, span = f"{part['word']} {part['code']}", Span(span.start + part.end(), span.end)
                role = self.roles.of(span.of(self.text)) or (label.match if label else None)
        elif code is not None and (answers := self._answering(code, title)):
            self._answers = answers
            self._add(span, answers.level, answers.role, answers.rule, code)
            return
        elif code is not None and level is None and _key(title) in self._listed:
            level = RANK_STATEMENT  # it goes into what a list above it names: its number counts no chapters
        elif code is not None:
            level = self.numbering.place(code, title, level)
        count = _COUNT.search(title) if role is not None and role.role in STATED and code is None else None
        if count is not None and count[1][0].isdigit():
            level = self.numbering.place(count[1], title, level)
        if level is None:
            ranks = role is not None and role.role not in _LOOSE
            level = RANK_ROLE if ranks else RANK_STATEMENT if self._is_statement(title) else RANK_TOPIC
        self._add(span, level, role.role if role else None, role.rule if role else None, code)
        self.drafts[-1].named = role is not None and self.roles.of(span.of(self.text)) is not None
        self.drafts[-1].count = count[1] if count is not None else None
        self.drafts[-1].open = not lead

    def is_part(self, title: str) -> bool:
        """Say whether a title counts a part of the plan in words ("Spoor 1: Samen leven")."""
        return self._part(title) is not None

    def _part(self, title: str) -> re.Match[str] | None:
        match = _PART.match(title)
        return match if match is not None and match["word"].lower() in self.parts else None

    def _answering(self, code: str, title: str) -> _Answers | None:
        """Return the run that a numbered heading begins or goes on with, which answers the heading that asks for it.

        "Waar we naartoe willen" and "1. Iedereen doet mee" below it, "2. …" after that: its numbers count no chapters.
        """
        last = self.drafts[-1] if self.drafts else None
        asks = last is not None and last.kind is BlockKind.HEADING and last.named and last.code is None
        if code == "1" and asks and last is not None and last.role in STATED and self.states(title):
            return _Answers(1, last.level + 1, last.role, last.rule)
        run = self._answers
        if run is None or code != str(run.number + 1) or not self.states(title):
            return None
        above = next((d for d in reversed(self.drafts) if d.kind is BlockKind.HEADING), None)
        if above is None or above.level < run.level:
            return None
        return replace(run, number=run.number + 1)

    def labelled(self, span: Span, label: Label, code: str | None, level: int | None) -> None:
        """Draft "Doel 2: …" or "Actie 1.1: …": a heading whose label tells what it states."""
        rank = level or (RANK_LABEL_GOAL if label.match.role is Role.GOALS else RANK_LABEL_ACTION)
        if code is not None and (level is None or level >= RANK_LABEL_GOAL):
            rank = self.numbering.place(code, span.of(self.text), rank)
        self._add(span, rank, label.match.role, label.match.rule, code or label.name)

    def listed(self, span: Span, code: str) -> None:
        """Draft an item with a code: headings further on may go into it."""
        self.state(span)
        self._listed.add(_key(span.of(self.text)))
        self.drafts.append(Draft(BlockKind.ITEM, [span], code=code))

    def state(self, span: Span) -> None:
        """Remember what a cell says: a heading further on may say it again."""
        self._stated.add(_key(span.of(self.text)))

    def was_stated(self, text: str) -> bool:
        """Say whether a cell or heading said the same before."""
        name = _key(text)
        return len(name) > _LEAST_REPEAT and name in self._stated

    def _without_marks(self, span: Span) -> Span:
        title = span.of(self.text)
        tail = _CLOSE_BOLD.search(title)
        if not tail and not title.startswith(("*", "_")):
            return span
        start = span.start + len(title) - len(title.lstrip("*_ "))
        return Span(start, max(start + 1, span.end - (len(tail.group()) if tail else 0)))

    def _add(self, span: Span, level: int, role: Role | None, rule: str | None, code: str | None) -> None:
        self.state(span)
        self.role = role or (None if level < RANK_TOPIC else self.role)
        self.drafts.append(Draft(BlockKind.HEADING, [span], role, rule, code, level))

    def _is_statement(self, title: str) -> bool:
        return _key(title) in self._stated or self.states(title)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", re.sub(r"\([^)]*\)", " ", text.lower())).strip()
