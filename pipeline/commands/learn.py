"""``doelenboom learn``: weights from texts with gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.annotate import BUNDLED, load_model
from pipeline.check_rules import sound_rules
from pipeline.commands.shared import MODEL_HELP, RulesOption, told
from pipeline.evaluation import Case, Evaluation, evaluate_documents, read_gold
from pipeline.learn import gathered, weights, write_all
from pipeline.record import PolicyRecord
from pipeline.ruleset import Rules
from pipeline.run import process

if TYPE_CHECKING:
    from spacy.language import Language

Documents = Annotated[
    list[Path] | None,
    typer.Option("--documents", help="Folder of the documents, where they stand neither beside the gold nor above."),
]


def learn_weights(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD_DIR...", help="Folders with gold files to learn from.")],
    to: Annotated[Path, typer.Option("--to", help="The folder to write the tables of weights to.")],
    seen: Annotated[
        list[Path] | None,
        typer.Option("--seen", help="Folders of gold whose texts were looked at while rules were written."),
    ] = None,
    documents: Documents = None,
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
) -> None:
    """Learn from texts with gold what features weigh for goals and activities, and write the tables."""
    with told():
        tables, nlp = sound_rules(rules), load_model(model)
        found = gathered(_cases(gold, documents), _cases(seen or [], documents), tables, nlp)
        made = weights(found)
        write_all(made, to)
    for table in made.values():
        some = [one for one in found if one.question == table.name]
        texts = len({one.document for one in some})
        typer.echo(f"{to / table.name}.json: {len(table.table)} features, from {len(some)} samples of {texts} texts")


def left_out(
    cases: Sequence[Case], more: Sequence[Path], documents: list[Path] | None, rules: Rules, nlp: Language
) -> Evaluation:
    """Return the figures of each case by weights that were learned without it, from the others and ``more`` texts."""
    found = gathered(_cases(more, documents), cases, rules, nlp)

    def record(case: Case) -> PolicyRecord:
        own = replace(rules, weights=weights(found, without=frozenset({case.name})))
        return process(case.document, own, nlp)

    return evaluate_documents(cases, record)


def _cases(folders: Sequence[Path], documents: list[Path] | None) -> list[Case]:
    return [case for folder in folders for case in read_gold(folder, documents or ())]
