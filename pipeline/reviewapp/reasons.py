"""Why a record was found: its document put through the program once more, kept while the rules are the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import RLock

from pipeline.annotate import load_model
from pipeline.document import Document
from pipeline.explain import Told, Trace, explain_mention, trace_document
from pipeline.ruleset import Rules

_KEPT = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """What is told of a record; ``unit`` is the sentence, cell, item or heading that holds it."""

    told: Told | None
    unit: str = ""


class Reasons:
    """Answers to why. The model is loaded when the first is asked for."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._lock = RLock()
        self._traces: OrderedDict[tuple[str, str, str], Trace] = OrderedDict()

    def ready(self, document: Document, rules: Rules) -> bool:
        """Say whether an answer costs no waiting."""
        return _key(document, rules) in self._traces

    def why(self, document: Document, rules: Rules, record_id: str) -> Reason:
        """Tell why a record was found; nothing where the rules of now don't find it."""
        trace = self._trace(document, rules)
        mention = trace.records.get(record_id)
        if mention is None:
            return Reason(None)
        return Reason(explain_mention(trace, mention), trace.context.reading.units[mention.unit].text)

    def _trace(self, document: Document, rules: Rules) -> Trace:
        key = _key(document, rules)
        with self._lock:
            if key not in self._traces:
                self._traces[key] = trace_document(document, rules, load_model(self.model))
            self._traces.move_to_end(key)
            while len(self._traces) > _KEPT:
                self._traces.popitem(last=False)
            return self._traces[key]


def _key(document: Document, rules: Rules) -> tuple[str, str, str]:
    return document.id, document.sha256, rules.digest
