"""Many documents: find them, run each, and leave a manifest that says what became of every one.

::

    collect     inputs          what there is to do
    run_batch   runner          one run: what is known is taken over, the rest goes to an engine
      place     place, remote   where files go: a folder here, or one at a URL
    opened      opened          the folder of an earlier run, to be read wherever it is
      held      lock            one run at a time in an output folder, or shards of one
      Ledger    ledger          a line for each outcome, so that a run can be broken off
      Work      work            what is done with one document, in this process
      Workers   workers         the same by processes of their own
      Cluster   cluster         the same by workers on other machines
    merge       merge           shards' manifests made one
"""

from __future__ import annotations

from pipeline.batch.cluster import Cluster
from pipeline.batch.inputs import Input, Shard, collect, shown
from pipeline.batch.manifest import Outcome
from pipeline.batch.merge import merge
from pipeline.batch.opened import beside, here, opened, opened_file
from pipeline.batch.place import named, place
from pipeline.batch.remote import Remote, without_secrets
from pipeline.batch.runner import Engine, Result, run_batch
from pipeline.batch.work import Work
from pipeline.batch.workers import MEMORY, TIMEOUT, Limits, Workers, usable_cores

__all__ = [
    "MEMORY",
    "TIMEOUT",
    "Cluster",
    "Engine",
    "Input",
    "Limits",
    "Outcome",
    "Remote",
    "Result",
    "Shard",
    "Work",
    "Workers",
    "beside",
    "collect",
    "here",
    "merge",
    "named",
    "opened",
    "opened_file",
    "place",
    "run_batch",
    "shown",
    "usable_cores",
    "without_secrets",
]
