"""What stands around a unit that may name the goal it serves: its headings, its row, the lead of its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from pipeline.document import Block, Section, Unit
from pipeline.link.codes import in_front, numbers_in
from pipeline.link.graph import Graph
from pipeline.link.wording import Wording

_SHORT_LINE = 70  # characters of a line that may stand above others as a heading does
_BACK = 15  # blocks to look back for such a line
_STEPS = 3  # headings above a unit that are looked at


class Around:
    """The texts around the units of a document; ``stating`` are the units that state a goal."""

    def __init__(self, graph: Graph, stating: Container[int]) -> None:
        self._graph = graph
        self._layout = graph.context.reading.layout
        self._paths: dict[int, list[Section]] = {}
        self._lines: dict[tuple[int, bool], Block | None] = {}
        self._said: dict[int, list[str]] = defaultdict(list)
        self._of_section: dict[int, frozenset[str]] = {}
        self._rows: dict[tuple[int, int], list[str]] = defaultdict(list)
        for block in self._layout.blocks:
            if block.place is not None:
                self._rows[block.place.table, block.place.row].append(block.passage.text)
            if not any(u.index in stating for u in graph.units_of(block)):
                self._said[block.section].append(block.passage.text)

    def path(self, unit: Unit) -> list[Section]:
        """Return the sections that a unit stands in, the innermost first."""
        section = unit.block.section
        if section not in self._paths:
            self._paths[section] = list(reversed(self._layout.path(section)))
        return self._paths[section]

    def numbers(self, unit: Unit) -> list[tuple[str, str]]:
        """Return the texts around a unit that may name a goal's number, the nearest first."""
        block = unit.block
        found = [("own", block.code or in_front(unit.text)), ("text", unit.text)]
        if block.place is not None:
            found.append(("row", " ".join(self._rows[block.place.table, block.place.row])))
        if block.lead is not None:
            found.append(("lead", _with_code(self._layout.blocks[block.lead])))
        if (line := self._line(block, numbered=True)) is not None:
            found.append(("line", _with_code(line)))
        for k, section in enumerate(self.path(unit)[:_STEPS]):
            found += [(f"title{min(k, 1)}", section.title), (f"section{min(k, 1)}", section.code or "")]
        return found

    def texts(self, unit: Unit, wording: Wording) -> dict[str, frozenset[str]]:
        """Return the words around a unit that may name what it serves, by where they stand."""
        nothing: frozenset[str] = frozenset()
        heads = [wording.of(s.title) for s in self.path(unit)[:_STEPS] if s.heading != unit.block.index]
        found = {
            "text": wording.of(unit.text),
            "heading": nothing.union(*heads[:1]),
            "above": nothing.union(*heads[1:]),
        }
        if unit.block.place is None:
            found["section"] = self._section(unit.block.section, wording)
        line = self._line(unit.block, numbered=False)
        found["line"] = wording.of(line.passage.text) if line is not None else nothing
        return {name: words for name, words in found.items() if words}

    def _section(self, section: int, wording: Wording) -> frozenset[str]:
        """Return the words of a section's blocks that state no goal."""
        if section not in self._of_section:
            self._of_section[section] = frozenset(w for text in self._said[section] for w in wording.of(text))
        return self._of_section[section]

    def _line(self, block: Block, numbered: bool) -> Block | None:
        """Return the last short line before a block that states nothing, as headings do that were not seen as such."""
        key = (block.index, numbered)
        if key not in self._lines:
            above = reversed(self._layout.blocks[max(0, block.index - _BACK) : block.index])
            fits = (b for b in above if self._is_line(b) and (not numbered or numbers_in(_with_code(b))))
            self._lines[key] = next(fits, None)
        return self._lines[key]

    def _is_line(self, block: Block) -> bool:
        text = block.passage.text
        if block.place is not None or len(text) > _SHORT_LINE or text.endswith("."):
            return False
        return not any(u.index in self._graph.node_of for u in self._graph.units_of(block))


def _with_code(block: Block) -> str:
    return f"{block.code or ''} {block.passage.text}"
