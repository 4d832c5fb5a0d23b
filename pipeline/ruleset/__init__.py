"""The rule tables: what they may hold, how they are read, and what can be looked up in them.

``load_rules`` reads a folder once; all faults of all its tables are raised together.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from pipeline.errors import Fault, RulesError
from pipeline.ruleset.load import parse_table, read_source
from pipeline.ruleset.schema import (
    OVERVIEWS,
    TABLES,
    CueRow,
    DocumentKindRow,
    FigureRow,
    FrameworkRow,
    HeadingRow,
    LawRow,
    MunicipalityRow,
    NamePatternRow,
    PartnerRow,
    Row,
    TaskFieldRow,
    TimeRow,
    VerbRow,
    WordsRow,
)
from pipeline.ruleset.themerow import ThemeRow
from pipeline.weights import Weights, all_weights, read_weights

__all__ = ["Rules", "bundled_rules", "load_rules"]

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Rules:
    """All tables of one folder.

    ``digest`` is a hash of the content of those that records follow from; ``lines`` maps file/name to a line.
    ``weights`` say how what the rules find weighs beside all else that is seen; without them rules decide alone.
    """

    folder: Path
    digest: str
    tables: dict[str, tuple[Row, ...]]
    lines: dict[str, int]
    weights: dict[str, Weights] = field(default_factory=dict)

    def rows(self, table: str, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of a table."""
        assert TABLES[table] is kind
        return cast("tuple[R, ...]", self.tables[table])

    @cached_property
    def said(self) -> dict[str, tuple[str, ...]]:
        """For each table what its rows say, as JSON, less what results don't follow from: sources, notes, examples."""
        return {table: tuple(map(_said, rows)) for table, rows in self.tables.items()}

    @cached_property
    def digests(self) -> dict[str, str]:
        """For each table a hash of what its rows say."""
        return {
            table: hashlib.sha256("".join(f"{row}\n" for row in rows).encode()).hexdigest()
            for table, rows in self.said.items()
        }

    def only(self, *names: str) -> Rules:
        """Return these tables alone, so that what is built from them can't hang on another; made once."""
        if names not in self._views:
            tables = {name: self.tables[name] for name in names if name in self.tables}
            weights = {name: self.weights[name] for name in names if name in self.weights}
            parts = {n: self.digests[n] for n in tables} | {n: one.digest for n, one in weights.items()}
            digest = hashlib.sha256("\n".join(f"{n} {parts[n]}" for n in sorted(parts)).encode())
            self._views[names] = Rules(self.folder, digest.hexdigest(), tables, self.lines, weights)
        return self._views[names]

    @cached_property
    def _views(self) -> dict[tuple[str, ...], Rules]:
        return {}

    @cached_property
    def alone(self) -> Rules:
        """The same tables without weights: rules decide alone."""
        return replace(self, weights={})

    @cached_property
    def headings(self) -> tuple[HeadingRow, ...]:
        """The table ``koppen``."""
        return self.rows("koppen", HeadingRow)

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The table ``woordenlijsten``, by name."""
        return {row.name: row.words for row in self.rows("woordenlijsten", WordsRow)}

    @cached_property
    def verbs(self) -> tuple[VerbRow, ...]:
        """The table ``werkwoorden``."""
        return self.rows("werkwoorden", VerbRow)

    @cached_property
    def goals(self) -> tuple[CueRow, ...]:
        """The table ``doelen``."""
        return self.rows("doelen", CueRow)

    @cached_property
    def activities(self) -> tuple[CueRow, ...]:
        """The table ``activiteiten``."""
        return self.rows("activiteiten", CueRow)

    @cached_property
    def statuses(self) -> tuple[CueRow, ...]:
        """The table ``status``."""
        return self.rows("status", CueRow)

    @cached_property
    def courses(self) -> tuple[CueRow, ...]:
        """The table ``verloop``."""
        return self.rows("verloop", CueRow)

    @cached_property
    def related(self) -> tuple[WordsRow, ...]:
        """The table ``verwant``."""
        return self.rows("verwant", WordsRow)

    @cached_property
    def time(self) -> tuple[TimeRow, ...]:
        """The table ``tijd``."""
        return self.rows("tijd", TimeRow)

    @cached_property
    def laws(self) -> tuple[LawRow, ...]:
        """The table ``wetten``."""
        return self.rows("wetten", LawRow)

    @cached_property
    def frameworks(self) -> tuple[FrameworkRow, ...]:
        """The table ``kaders``."""
        return self.rows("kaders", FrameworkRow)

    @cached_property
    def partners(self) -> tuple[PartnerRow, ...]:
        """The table ``partners``."""
        return self.rows("partners", PartnerRow)

    @cached_property
    def municipalities(self) -> tuple[MunicipalityRow, ...]:
        """The table ``gemeenten``."""
        return self.rows("gemeenten", MunicipalityRow)

    @cached_property
    def name_patterns(self) -> tuple[NamePatternRow, ...]:
        """The table ``naampatronen``."""
        return self.rows("naampatronen", NamePatternRow)

    @cached_property
    def document_kinds(self) -> tuple[DocumentKindRow, ...]:
        """The table ``documentsoorten``."""
        return self.rows("documentsoorten", DocumentKindRow)

    @cached_property
    def figures(self) -> tuple[FigureRow, ...]:
        """The table ``cijfers``."""
        return self.rows("cijfers", FigureRow)

    @cached_property
    def task_fields(self) -> tuple[TaskFieldRow, ...]:
        """The table ``taakvelden``."""
        return self.rows("taakvelden", TaskFieldRow)

    @cached_property
    def themes(self) -> tuple[ThemeRow, ...]:
        """The table ``themas``."""
        return self.rows("themas", ThemeRow)


# Where "niet" is more than an example: the words in which a word of the row doesn't count.
_TELLING_COUNTEREXAMPLES = (DocumentKindRow,)


def _said(row: Row) -> str:
    left_out = {"source", "note", "examples"}
    if not isinstance(row, _TELLING_COUNTEREXAMPLES):
        left_out.add("counterexamples")
    return row.model_dump_json(exclude=left_out, by_alias=True)


def bundled_rules() -> Path:
    """Return the folder of the rules that come with the program: in the wheel, or in the repository."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "rules"
    return inside if inside.is_dir() else here.parent / "rules"


def load_rules(folder: Path | None = None) -> Rules:
    """Read the rule tables of a folder (the bundled ones by default).

    Raises :class:`RulesError` with every fault of every table, in Dutch.
    """
    folder = folder or bundled_rules()
    if not folder.is_dir():
        raise RulesError(
            [Fault(str(folder), 1, "deze map met regels bestaat niet; maak er een met 'doelenboom rules copy MAP'")]
        )
    faults: list[Fault] = []
    tables: dict[str, tuple[Row, ...]] = {}
    lines: dict[str, int] = {}
    digest = hashlib.sha256()
    for table, kind in sorted(TABLES.items()):
        path = folder / f"{table}.yaml"
        if not path.is_file():
            faults.append(Fault(path.name, 1, "dit bestand ontbreekt; kopieer het uit de meegeleverde regels"))
            continue
        source = read_source(path)
        rows = parse_table(source, kind)
        faults += source.faults
        for row, line in rows:
            key = f"{table}/{row.name}"
            if key in lines:
                faults.append(Fault(path.name, line, f"de naam '{row.name}' staat al op regel {lines[key]}"))
            else:
                lines[key] = line
        tables[table] = tuple(row for row, _ in rows)
        if table not in OVERVIEWS:
            digest.update(f"{table}\n".encode() + source.raw)
    for extra in sorted(folder.glob("*.y*ml")):
        if extra.stem not in TABLES or extra.suffix != ".yaml":
            faults.append(Fault(extra.name, 1, "dit bestand hoort niet bij de regels; de namen staan in LEESMIJ.md"))
    weights = _own_weights(folder, faults)
    for one in weights.values():
        digest.update(one.digest.encode())
    if faults:
        raise RulesError(faults)
    return Rules(folder, digest.hexdigest(), tables, lines, all_weights() | weights)


def _own_weights(folder: Path, faults: list[Fault]) -> dict[str, Weights]:
    """Return the weights that stand with the rules, which go before the bundled ones; note what is no such file."""
    found = {}
    for path in sorted((folder / "weights").glob("*.json")):
        if path.stem not in all_weights():
            known = ", ".join(all_weights())
            faults.append(Fault(f"weights/{path.name}", 1, f"gewichten met deze naam kent het programma niet: {known}"))
            continue
        try:
            found[path.stem] = read_weights(path)
        except ValueError as error:
            message = f"dit zijn geen gewichten ({error}); maak ze opnieuw met 'doelenboom learn'"
            faults.append(Fault(f"weights/{path.name}", 1, message))
    return found
