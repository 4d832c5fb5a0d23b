"""What all pages work on: the records, their documents, the verdicts, the rules and the answers to why."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, RLock
from typing import Any, TypeVar

from pipeline.annotate import BUNDLED, load_model
from pipeline.batch.cache import Cache
from pipeline.check_rules import check_rules, sound_rules
from pipeline.errors import Fault, ModelError, RulesError
from pipeline.origin import Origin
from pipeline.record import PolicyRecord
from pipeline.report.filters import Filters
from pipeline.report.view import DocumentView
from pipeline.review import Live, State, Value, Verdict
from pipeline.review.anchor import Anchor, Anchors
from pipeline.reviewapp.jobs import Jobs
from pipeline.reviewapp.library import Item, Library
from pipeline.reviewapp.reasons import Reasons
from pipeline.reviewapp.rulelog import RuleLog
from pipeline.reviewapp.steps import Way, steps
from pipeline.reviewapp.texts import Shown, Texts
from pipeline.reviewapp.voice import Voice
from pipeline.ruleset import Rules, bundled_rules

OPEN = "open"
T = TypeVar("T")
_TABLES = 50
_PATIENCE = 1.5  # seconds that a reader waits for an answer before a page says how far it is


class Desk:
    """One output folder under review.

    ``folder`` is where its documents stand (where the run found them by default), ``rules`` the tables that reviewers
    may change (None for none: then those of the run are shown), ``cache`` the folder in which runs keep their steps.
    """

    def __init__(
        self, output: Path, folder: Path | None = None, rules: Path | None = None, cache: Path | None = None
    ) -> None:
        self.output, self.folder = output, folder
        self.cache = cache
        self.origin = Origin(output, folder)
        self.library = Library(output)
        self.texts = Texts(self.origin, cache)
        self.reasons = Reasons(self.origin.model or BUNDLED)
        self.live = Live(output)
        self.editable = rules
        self.rule_log = RuleLog(output)
        self._scratch: TemporaryDirectory[str] | None = None
        self.jobs = Jobs()
        self.patience = _PATIENCE
        self.changes = RLock()  # one change of rules or records at a time
        self.lock = RLock()  # of what is remembered here, held for no longer than looking takes
        self._kept: dict[str, tuple[Any, Any]] = {}
        self._making: defaultdict[str, RLock] = defaultdict(RLock)
        self._checked: dict[str, list[Fault]] = {}
        self._anchors: dict[str, tuple[PolicyRecord, dict[str, Anchor]]] = {}
        self.seen: dict[str, bytes] = {}  # tables as readers saw them when they tried a change, by hash
        self._rules: tuple[tuple[tuple[str, int, int], ...], Rules] | None = None
        self._views: dict[str, tuple[PolicyRecord, DocumentView]] = {}
        self.opened = Event()  # set when the first page was asked for

    def ahead(self) -> None:
        """Once somebody is there, read what the pages after the first one need: the list of all, the rules, the model.

        It makes waiting shorter and nothing else: what goes wrong here is told by the page that needs it.
        """
        self.opened.wait()
        self.library.fill()
        if self.usable_rules is not None:
            with suppress(ModelError):
                load_model(self.reasons.model)

    def reload(self) -> None:
        """See what a new run left: its records, and what it says of itself."""
        self.origin = self.texts.origin = Origin(self.output, self.folder)
        self.library.look()

    def checked(self, folder: Path) -> list[Fault]:
        """Return the faults of a folder's tables; what was checked once is known."""
        content = hashlib.sha256()
        for path in sorted(folder.glob("*.y*ml")):
            content.update(f"{path.name}\n".encode() + path.read_bytes())
        key = content.hexdigest()
        if key not in self._checked:
            while len(self._checked) > _TABLES:
                self._checked.pop(next(iter(self._checked)))
            self._checked[key] = check_rules(folder).faults
        return self._checked[key]

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what follows from all records and the rules, made anew when any of them has changed."""
        with self._making[name]:
            key = self._stamp()
            found = self._kept.get(name)
            if found is None or found[0] != key:
                found = self._kept[name] = key, make()
            made: T = found[1]
            return made

    def has(self, name: str) -> bool:
        """Say whether :meth:`kept` has something of that name that still holds."""
        found = self._kept.get(name)
        return found is not None and found[0] == self._stamp()

    def _stamp(self) -> Any:
        return self.library.stamp(), self.rules.digest

    def remember(self, content: bytes) -> None:
        """Keep a table as a reader sees it, to tell what others changed in it since."""
        self.seen[hashlib.sha256(content).hexdigest()] = content
        while len(self.seen) > _TABLES:
            self.seen.pop(next(iter(self.seen)))

    def manifest(self) -> dict[str, dict[str, Any]]:
        """Return what the run's manifest says of each document."""
        return self.origin.documents

    def steps(self, who: str) -> tuple[Way | None, Way | None]:
        """Return what an undo would take back, and what a redo would do again: of verdicts and rules, the latest."""
        return steps(self.live, self.rule_log, who)

    @property
    def steps_folder(self) -> Path:
        """The folder in which steps are kept: that of runs, or one for as long as this program goes on."""
        if self.cache is not None:
            return self.cache
        if self._scratch is None:
            self._scratch = TemporaryDirectory(prefix="doelenboom-")
            Cache(Path(self._scratch.name)).open()
        return Path(self._scratch.name)

    @property
    def rules_folder(self) -> Path:
        """Where the rules stand that hold: those that may be changed, else those of the run."""
        return self.editable or self.origin.rules or bundled_rules()

    @property
    def rules(self) -> Rules:
        """The rules as they stand on the disk now. Raises :class:`pipeline.errors.RulesError`."""
        folder = self.rules_folder
        stamps = tuple((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folder.glob("*.yaml")))
        with self.lock:
            if self._rules is None or self._rules[0] != stamps:
                self._rules = stamps, sound_rules(folder)
            return self._rules[1]

    @property
    def usable_rules(self) -> Rules | None:
        """The rules, None where they have faults just now."""
        try:
            return self.rules
        except RulesError:
            return None

    def place(self, rule: str) -> str:
        """Return a rule with its file and line; without them where the tables can't be read just now."""
        rules = self.usable_rules
        line = rules.lines.get(rule) if rules else None
        return f"{rule} ({self.rules_folder.name}/{rule.partition('/')[0]}.yaml:{line})" if line else rule

    def stale(self) -> bool:
        """Say whether the records were made with other rules than those of now."""
        rules = self.usable_rules
        return rules is not None and self.origin.rules_hash not in (None, rules.digest)

    @property
    def state(self) -> State:
        """What all readers said."""
        return self.live.state()

    def voice(self, who: str) -> Voice:
        """Return what one reader said, of the records of now."""
        said = self.state.of(who)
        lost: dict[str, list[Verdict]] = {}
        added = said.added()
        for key, one in said.judgements.items():
            name = one.document
            gone = (
                one.document_sha256 != self.library.sha256(name) if key in added else key not in self.library.ids(name)
            )
            if gone:
                lost.setdefault(name, []).append(one)
        moved: dict[str, Anchor] = {}
        for document, verdicts in lost.items():
            record = self.record(document)
            if record is not None:
                moved |= self._anchored(record, verdicts)
        return Voice(said, moved)

    def _anchored(self, record: PolicyRecord, verdicts: list[Verdict]) -> dict[str, Anchor]:
        """Return where verdicts belong among the records of now; looked for once."""
        name = record.document.id
        kept = self._anchors.get(name)
        if kept is None or kept[0] is not record:
            kept = self._anchors[name] = record, {}
        anchors = None
        for one in verdicts:
            if one.id not in kept[1]:
                anchors = anchors or Anchors(record, self.shown(record).text)
                kept[1][one.id] = anchors.of(one)
        return {one.key: kept[1][one.id] for one in verdicts}

    def record(self, document: str) -> PolicyRecord | None:
        """Return the records of a document."""
        return self.library.record(document)

    def shown(self, record: PolicyRecord) -> Shown:
        """Return the document behind a record."""
        return self.texts.of(record)

    def view(self, record: PolicyRecord) -> DocumentView:
        """Return the cards of a document's records."""
        name = record.document.id
        with self.lock:
            kept = self._views.get(name)
            if kept is None or kept[0] is not record:
                while len(self._views) > 8:
                    self._views.pop(next(iter(self._views)))
                kept = self._views[name] = record, DocumentView(1, record, None, None, Filters([record]))
            return kept[1]

    def items(self, reader: Voice, document: str | None = None) -> list[Item]:
        """Return the queue of a reader: all records, and those that the reader added, in order."""
        found = list(self.library.items(document))
        added = [
            added_item(key, name, value)
            for name in ([document] if document else reader.documents())
            for key, value in reader.added(name).items()
        ]
        return sorted([*found, *added], key=lambda item: item.order) if added else found


def added_item(key: str, document: str, value: Value) -> Item:
    """Return what the queue shows of a record that a reader added."""
    text = " ".join(value.text.split())
    name = value.fields.get("canonical") or ""
    kind = value.kind
    return Item(key, document, kind, text, "", 1.0, value.start, value.end, name, True)  # type: ignore[arg-type]


def status_of(reader: Voice, key: str) -> str:
    """Return how a reader judged a record, ``open`` where not yet."""
    held = reader.judgement(key)
    return held.verb if held else OPEN
