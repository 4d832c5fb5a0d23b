"""``doelenboom extract`` and ``doelenboom merge``: many documents, on one machine or on several."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.annotate import BUNDLED, identify
from pipeline.batch import (
    MEMORY,
    TIMEOUT,
    Cluster,
    Engine,
    Limits,
    Outcome,
    Result,
    Shard,
    Work,
    Workers,
    collect,
    merge,
    named,
    run_batch,
    shown,
    usable_cores,
    without_secrets,
)
from pipeline.check_rules import sound_rules
from pipeline.commands.cache import CacheOption, open_cache
from pipeline.commands.shared import MODEL_HELP, SOME_FAILED, RulesOption, console, stoppable, told
from pipeline.errors import UsageError
from pipeline.read.ocr import check as check_ocr
from pipeline.summary import summary

_PER_WORKER = 1_000_000_000  # bytes of free memory that a worker is started for, where the user names no number


def extract(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders with documents below them, or URLs of either.")
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="Folder for the records, or its URL.")] = "output",
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read pages that are pictures, by ocrmypdf where it is installed.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=0, help="Worker processes; as many as there are processors by default, 0 for none."
        ),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that one document may take.")] = TIMEOUT,
    memory: Annotated[int, typer.Option("--memory", min=100, help="Megabytes that one worker may take.")] = MEMORY,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Do only part I of N; 'doelenboom merge' joins them.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="Let the workers of a Dask scheduler do it (tcp://…:8786)."
        ),
    ] = None,
    cache: CacheOption = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Keep no steps for the next run, and use none of an earlier one.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
) -> None:
    """Extract the records of documents, one YAML file each, and a manifest of the run."""
    with (
        told(),
        stoppable(f"what is done stands in {without_secrets(output)}, and the same command goes on from there"),
    ):
        part = Shard.read(shard) if shard else None
        kept = None if no_cache or (scheduler and cache is None) else open_cache(cache)
        to = named(output)
        several = part is not None or scheduler is not None  # machines, on a disk that they share
        work = Work(to, sound_rules(rules), model, ocr, kept.folder.absolute() if kept else None, store=not several)
        engine = _engine(work, jobs, scheduler, Limits(timeout, memory))
        identify(model)  # a wrong name is told before any work
        if ocr:
            check_ocr()
        inputs = collect(paths, to if isinstance(to, Path) else None)
        arguments = _arguments(context.params) | {"cache": kept is not None}
        with _progress(sum(part is None or part.holds(i.id) for i in inputs), quiet) as report:
            result = run_batch(inputs, work, engine, arguments=arguments, report=report, shard=part)
        if kept:
            kept.trim()
    _tell(result, without_secrets(output), f"manifest{part.part if part else ''}.yaml", quiet)


def _arguments(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a run was asked, as its timings tell it."""
    same = ("model", "ocr", "jobs", "timeout", "memory", "shard", "scheduler")
    return {
        "paths": [shown(without_secrets(path)) for path in given["paths"]],
        "output": shown(without_secrets(given["output"])),
        "rules": str(given["rules"] or "bundled"),
        **{name: given[name] for name in same},
    }


def _tell(result: Result, output: str, manifest: str, quiet: bool) -> None:
    """Say what a run did, and end with a code of its own where something failed."""
    if not quiet:
        out = console()
        out.print(summary(result.outcomes))
        for name in result.removed:
            out.print(
                f"removed {output}/{name}: its input is gone or can't be read any more", highlight=False, markup=False
            )
        if result.reused:
            out.print(
                f"{len(result.reused)} of {len(result.outcomes)} were done before and have not changed", highlight=False
            )
    for outcome in result.failed:
        typer.echo(f"failed: {outcome.id}: {outcome.reason}", err=True)
    if not quiet:
        typer.echo(f"records: {output}/…yaml   run: {output}/{manifest}   tree: doelenboom tree {output}/FILE.yaml")
    if result.failed:
        raise typer.Exit(SOME_FAILED)


def merge_shards(
    output: Annotated[str, typer.Argument(help="The output folder that all shards of a run wrote to, or its URL.")],
) -> None:
    """Join the manifests of a run's shards, as if one run had done it all."""
    with told():
        count, removed = merge(named(output))
    where = without_secrets(output)
    for name in removed:
        typer.echo(f"removed {where}/{name}: its input is gone")
    typer.echo(f"{count} documents in {where}/manifest.yaml")


def _engine(work: Work, jobs: int | None, scheduler: str | None, limits: Limits) -> Engine:
    if scheduler is not None:
        if jobs is not None:
            raise UsageError("--jobs and --scheduler don't go together: the cluster's workers do all")
        shared = work.output.absolute() if isinstance(work.output, Path) else work.output
        return Cluster(replace(work, output=shared), scheduler, limits)
    if jobs == 0:
        return work
    if jobs is None:
        jobs = max(1, min(usable_cores(), psutil.virtual_memory().available // _PER_WORKER))
    return Workers(work, jobs, limits)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[_Report]:
    side = Console(stderr=True)
    if quiet or not side.is_terminal:
        yield _Report(None if quiet else total)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]} pages, {task.fields[speed]:.0f} words/s, {task.fields[failed]} failed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=side, transient=True) as bar:
        bar.add_task("extracting", total=total, pages=0, speed=0.0, failed=0)
        yield _Report(None, bar)


class _Report:
    """Says what became of each document: to a bar, as plain lines, or not at all."""

    def __init__(self, total: int | None, bar: Progress | None = None) -> None:
        self._total, self._bar = total, bar
        self._done = self._pages = self._words = self._failed = 0
        self._begin = time.monotonic()

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._pages += outcome.pages or 0
        self._words += outcome.words
        self._failed += not outcome.extracted
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0],
                advance=1,
                description=outcome.id[-40:],
                pages=self._pages,
                speed=self._words / max(time.monotonic() - self._begin, 0.001),
                failed=self._failed,
            )
        elif self._total is not None:
            what = "extracted" if outcome.extracted else "failed"
            typer.echo(f"[{self._done}/{self._total}] {what} {outcome.id}", err=True)
