"""The check of rule tables that runs the extractors: every example both ways, every fault at once.

What the tables may hold is checked in ``ruleset``; this stands above the extractors, since it runs them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import themes
from pipeline.annotate import load_model, sentence
from pipeline.errors import Fault, OutputError, RulesError, UsageError
from pipeline.extract import figure_examples, name_examples, time_examples
from pipeline.extract.clauses import facts
from pipeline.extract.cues import cue_table
from pipeline.ruleset import Rules, bundled_rules, load_rules
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.pattern import PatternError
from pipeline.ruleset.rows import Row
from pipeline.ruleset.schema import CueRow, HeadingRow
from pipeline.structure.roles import Roles, plain

# A pattern with one of these slots needs a name or a date that was found; its examples are whole documents.
_MARKED = re.compile(r"\{(?:partner|tijd|straks|toen|steeds)\}")
_WORDS = re.compile(r"\w+(?:[-'’/]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and one sentence that says so."""

    faults: list[Fault]
    rows: int

    @property
    def conclusion(self) -> str:
        """The sentence that ends the check, in Dutch."""
        if not self.faults:
            return f"De regels zijn in orde: {self.rows} regels, alle voorbeelden kloppen."
        number = len(self.faults)
        return f"{number} {'fout' if number == 1 else 'fouten'} gevonden. Verbeter ze en controleer opnieuw."


def check_rules(folder: Path | None = None) -> Report:
    """Return every fault of a folder's tables (the bundled ones by default)."""
    try:
        rules = load_rules(folder)
    except RulesError as error:
        return Report(error.faults, 0)
    faults = [*_uncompiled(rules)]
    if not faults:
        faults = [
            *_cues(rules),
            *_headings(rules),
            *_lists(rules),
            *time_examples.faults(rules),
            *name_examples.faults(rules),
            *figure_examples.faults(rules),
            *(_fault(rules, "themas", row, message) for row, message in themes.faults(rules.themes)),
        ]
    return Report(sorted(faults, key=lambda f: (f.file, f.line, f.message)), sum(map(len, rules.tables.values())))


def sound_rules(folder: Path | None = None) -> Rules:
    """Return the rules of a folder for a run: their patterns can be read, and nothing fails half-way.

    Raises :class:`RulesError` with every fault.
    """
    rules = load_rules(folder)
    faults = [*_uncompiled(rules)]
    if faults:
        raise RulesError(faults)
    return rules


def _fault(rules: Rules, table: str, row: Row, message: str) -> Fault:
    return Fault(f"{table}.yaml", rules.lines[f"{table}/{row.name}"], f"regel '{row.name}': {message}")


def _uncompiled(rules: Rules) -> Iterator[Fault]:
    compiler = lexicon(rules).compiler
    for table, row, patterns in _patterned(rules):
        for pattern in patterns:
            try:
                compiler.compile(pattern)
            except PatternError as error:
                yield _fault(rules, table, row, str(error))


def _cue_tables(rules: Rules) -> tuple[tuple[str, tuple[CueRow, ...]], ...]:
    return (
        ("doelen", rules.goals),
        ("activiteiten", rules.activities),
        ("status", rules.statuses),
        ("verloop", rules.courses),
    )


def _patterned(rules: Rules) -> Iterator[tuple[str, Row, tuple[str, ...]]]:
    for table, rows in _cue_tables(rules):
        for row in rows:
            yield table, row, row.patterns
    for heading in rules.headings:
        yield "koppen", heading, heading.announces


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORDS.findall(text)]


def _cues(rules: Rules) -> Iterator[Fault]:
    """Each pattern hits an example, each example is hit, no counterexample is."""
    for table, rows in _cue_tables(rules):
        words = lexicon(rules)
        cues = cue_table(table, rows, words)
        for row in rows:
            hits = {}
            for example in (*row.examples, *row.counterexamples):
                said = facts(sentence(example, load_model()), (), words) if row.grammatical else ()
                hits[example] = cues.matches(row, _words(example), said)
            yield from _cue_faults(rules, table, row, hits)
            for heading in row.headings:
                if all(heading != other.name for other in rules.headings):
                    yield _fault(rules, table, row, f"'onder_kop' noemt '{heading}'; die staat niet in koppen.yaml")


def _cue_faults(rules: Rules, table: str, row: CueRow, hits: dict[str, list[str]]) -> Iterator[Fault]:
    plain_patterns = [p for p in row.patterns if not _MARKED.search(p)]
    for example in row.examples:
        if not hits[example]:
            yield _fault(
                rules,
                table,
                row,
                f"het voorbeeld '{example}' wordt door geen patroon herkend; geprobeerd: "
                f"{'; '.join(row.patterns) or 'de zinsbouw'}",
            )
    for example in row.counterexamples:
        if hits[example]:
            yield _fault(
                rules,
                table,
                row,
                f"'{example}' staat onder 'niet', maar wordt herkend door: {'; '.join(hits[example])}",
            )
    seen = {p for example in row.examples for p in hits[example]}
    for pattern in plain_patterns:
        if pattern not in seen:
            yield _fault(rules, table, row, f"het patroon '{pattern}' herkent geen van de voorbeelden; voeg er een toe")


def _headings(rules: Rules) -> Iterator[Fault]:
    roles = Roles(rules)
    owners: dict[str, HeadingRow] = {}
    for row in rules.headings:
        for alias in row.aliases:
            other = owners.setdefault(plain(alias), row)
            if other is not row:
                yield _fault(rules, "koppen", row, f"de kop '{alias}' staat ook bij '{other.name}'")
        if row.announces:
            continue
        for example in row.examples:
            label = roles.label(example)
            match = roles.of(example) or (label.match if label else None) or roles.of(re.sub(r"[\d.]+$", "", example))
            if match is None or match.rule != f"koppen/{row.name}":
                got = match.rule if match else "geen regel"
                yield _fault(rules, "koppen", row, f"het voorbeeld '{example}' hoort bij {got}")
        for example in row.counterexamples:
            match = roles.of(example)
            if match is not None and match.rule == f"koppen/{row.name}":
                yield _fault(rules, "koppen", row, f"'{example}' staat onder 'niet', maar wordt herkend")


def _lists(rules: Rules) -> Iterator[Fault]:
    for name, words in rules.words.items():
        row = next(r for r in rules.tables["woordenlijsten"] if r.name == name)
        doubles = sorted({w for w in words if sum(o.lower() == w.lower() for o in words) > 1})
        if doubles:
            yield _fault(rules, "woordenlijsten", row, f"staat er twee keer in: {', '.join(doubles)}")
        for example in row.examples:
            if example.lower() not in {w.lower() for w in words}:
                yield _fault(rules, "woordenlijsten", row, f"het voorbeeld '{example}' staat niet in de lijst")


def copy_rules(folder: Path) -> int:
    """Copy the bundled tables into a new or empty folder; return how many files were copied."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"'{folder}' bestaat al en is niet leeg; kies een nieuwe map, zodat er niets overschreven wordt"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = sorted(p for p in bundled_rules().iterdir() if p.suffix in {".yaml", ".md"})
        for file in files:
            shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise OutputError(
            f"de regels kunnen niet naar '{folder}' worden gekopieerd: {error.strerror or error}"
        ) from error
    return len(files)
