"""Many documents: find them, run each, and leave a manifest that says what became of every one."""

from __future__ import annotations

from pipeline.batch.inputs import Input, collect, shown
from pipeline.batch.manifest import Outcome
from pipeline.batch.runner import Result, run_batch

__all__ = ["Input", "Outcome", "Result", "collect", "run_batch", "shown"]
