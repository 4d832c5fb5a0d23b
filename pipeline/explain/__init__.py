"""Why a record is what it is: the rule that decided, its words and its place, what else came near and why it lost.

The document, or a sentence of one's own, is put through the program once more; nothing is kept for this in a run.
"""

from __future__ import annotations

from pipeline.explain.lookup import Answer, explain_at, explain_record
from pipeline.explain.told import Rival, Told, lines
from pipeline.explain.trace import Setting, Trace, trace_document, trace_sentence
from pipeline.explain.unit import explain_mention, explain_unit

__all__ = [
    "Answer",
    "Rival",
    "Setting",
    "Told",
    "Trace",
    "explain_at",
    "explain_mention",
    "explain_record",
    "explain_unit",
    "lines",
    "trace_document",
    "trace_sentence",
]
