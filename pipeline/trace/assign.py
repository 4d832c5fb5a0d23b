"""Which pieces of a report tell of which activity: one piece may tell of several, and several of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ruleset import Rules
from pipeline.trace.study import Said
from pipeline.trace.terms import stems_of
from pipeline.trace.weigh import Match, Planned, Scale

BAR = 0.40  # a piece that shares less tells of something else
_MUTUAL = 0.28  # unless each is what the other suits best, and the piece itself shares
_MUTUAL_OWN, _MUTUAL_TOLD = 0.2, 2
_RIVAL = 0.75  # of the score that a piece has for the activity that it suits best, what another needs to share it
_BESIDE = 0.7  # of the best piece's score, what a further piece needs
_OWN = 0.3  # how much it matters for the main piece what it says by itself, not by what stands around it
_SOME = 0.15  # what a sentence that follows shares by itself, to go on about the same
_CLAIMED = 0.8
_UNCLAIMED = 0.3
_MOST = 3  # further pieces
_EXPLAINED = 0.85  # what a match counts with what the plan explains of an activity, beside one with the activity
_FOLLOWING = 2  # sentences that may go on about what the one before them says


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces for one activity: the main one, others that tell of it as well, and sentences that go on from it.

    ``nearest`` is the best score of all, also of what was not taken: it says how sure "not mentioned" is.
    """

    main: Match | None
    others: tuple[Match, ...] = ()
    following: tuple[Said, ...] = ()
    nearest: float = 0.0


class Onward:
    """Finds the sentences of a report that go on about the one before them.

    They begin with a word of the list ``wijst-terug``, share a word with it, or say that something came out otherwise
    while no activity claims them; ``changes`` tells which do.
    """

    def __init__(self, report: Sequence[Said], rules: Rules, changes: Callable[[Said], bool]) -> None:
        self._report = {said.unit.index: said for said in report}
        self._back, self._new = (_openings(rules, name) for name in ("wijst-terug", "begint-nieuw"))
        self._changes = changes

    def after(self, match: Match, best: Mapping[int, float], taken: set[int], matches: Sequence[Match]) -> list[Said]:
        """Return the sentences after a piece that go on about it; ``taken`` grows with them."""
        mine = {m.said.unit.index for m in matches if m.own >= _SOME and m.score >= best.get(m.said.unit.index, 0.0)}
        found: list[Said] = []
        before = match.said
        for step in range(1, _FOLLOWING + 1):
            index = match.said.unit.index + step
            said = self._report.get(index)
            if said is None or said.unit.block is not before.unit.block or index in taken:
                break
            score = 0.0 if index in mine else best.get(index, 0.0)
            if score >= max(BAR, _CLAIMED * match.score) or not (
                index in mine or self._goes_on(before, said, score, step)
            ):
                break
            taken.add(index)
            found.append(said)
            before = said
        return found

    def _goes_on(self, before: Said, said: Said, score: float, step: int) -> bool:
        if _opens(said, self._new):
            return False
        if _opens(said, self._back) or stems_of(said.terms) & stems_of(before.terms):
            return True
        return step == 1 and score < _UNCLAIMED and self._changes(said)


def _openings(rules: Rules, name: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.lower().split()) for phrase in rules.words.get(name, ())]


def _opens(said: Said, phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(said.unit.words[: len(phrase)] == phrase for phrase in phrases)


def assign(
    scale: Scale,
    planned: Sequence[Planned],
    explained: Sequence[Sequence[Planned]],
    onward: Onward,
) -> list[Found]:
    """Return for each activity the pieces that tell of it.

    ``explained`` holds for each what the plan explains of it under a heading of its own, looked for where the activity
    itself is not found.
    """
    matches = [scale.matches(one) for one in planned]
    best: dict[int, float] = {}
    for found in matches:
        for m in found:
            best[m.said.unit.index] = max(best.get(m.said.unit.index, 0.0), m.score)
    pairs = zip(matches, explained, strict=True)
    drafts = [_draft(found, best) or _explained([scale.matches(one) for one in more]) for found, more in pairs]
    claimed = {draft.main.said.unit.index for draft in drafts if draft is not None}
    return [
        draft.whole(onward, claimed) if draft is not None else Found(None, nearest=found[0].score if found else 0.0)
        for draft, found in zip(drafts, matches, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Draft:
    """The pieces for one activity before it is known which sentences go on from them, of all that share with it."""

    main: Match
    others: tuple[Match, ...]
    matches: Sequence[Match]
    best: Mapping[int, float]

    def whole(self, onward: Onward, claimed: set[int]) -> Found:
        """Return the pieces with what goes on from them; no sentence that is another activity's main piece does."""
        taken = {m.said.unit.index for m in (self.main, *self.others)} | claimed
        pieces = (self.main, *self.others[:_MOST])
        following = [s for m in pieces for s in onward.after(m, self.best, taken, self.matches)]
        return Found(self.main, self.others[:_MOST], tuple(following), self.matches[0].score)


def _explained(matches: list[list[Match]]) -> _Draft | None:
    """Return the pieces that tell of what the plan explains, each a little less sure."""
    pieces: dict[int, Match] = {}
    for m in (replace(m, score=_EXPLAINED * m.score) for one in matches for m in one if m.score >= BAR):
        if m.score > (pieces[m.said.unit.index].score if m.said.unit.index in pieces else 0.0):
            pieces[m.said.unit.index] = m
    ranked = sorted(pieces.values(), key=lambda m: (-m.score, m.said.unit.index))
    return _draft(ranked, {i: m.score for i, m in pieces.items()}, BAR * _EXPLAINED)


def _draft(matches: list[Match], best: Mapping[int, float], bar: float = BAR) -> _Draft | None:
    kept = [m for m in matches if m.score >= bar and m.score >= _RIVAL * best[m.said.unit.index]]
    if not kept:
        first = next(iter(matches), None)
        if first is None or not _mutual(first, best):
            return None
        kept = [first]
    main = max(kept, key=lambda m: (m.score + _OWN * m.own, -m.said.unit.index))
    others = (
        m for m in kept if m is not main and m.score >= _BESIDE * main.score and m.score >= best[m.said.unit.index]
    )
    return _Draft(main, tuple(others), matches, best)


def _mutual(match: Match, best: Mapping[int, float]) -> bool:
    return (
        match.score >= max(_MUTUAL, best[match.said.unit.index])
        and match.own >= _MUTUAL_OWN
        and match.told >= _MUTUAL_TOLD
    )
