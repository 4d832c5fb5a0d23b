"""Where the documents of an output folder stand, and what its records were made with.

A run writes down what it was asked (``timings.yaml``) and with which rules and model (``manifest.yaml``). Paths in
there may be relative to where it was started: they are tried from here, and from the folder that held the output then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pipeline.record import DocumentInfo
from pipeline.saved import hash_of, read_mapping


@dataclass(frozen=True, slots=True)
class Found:
    """A document on the disk; ``changed`` says that it is no longer the one that the records were made of."""

    path: Path
    changed: bool


class Origin:
    """The run behind an output folder. ``folder`` is where its documents are looked for first."""

    def __init__(self, output: Path, folder: Path | None = None) -> None:
        self._output, self._folder = output, folder
        timings = [read_mapping(path) for path in sorted(output.glob("timings*.yaml"))]
        self._arguments = [a for t in timings if isinstance(a := t.get("arguments"), dict)]
        self._manifests = [read_mapping(path) for path in sorted(output.glob("manifest*.yaml"))]

    @property
    def rules_hash(self) -> str | None:
        """The hash of the rules that the records were made with."""
        return self._said("rules")

    @property
    def program(self) -> str | None:
        """The program, with its version, that made the records."""
        return self._said("program")

    @property
    def model_id(self) -> str | None:
        """The name, version and hash of the model that they were made with."""
        return self._said("model")

    def _said(self, key: str) -> str | None:
        return next((value for m in self._manifests if isinstance(value := m.get(key), str)), None)

    @property
    def failures(self) -> dict[str, str]:
        """The inputs that gave no records, with why."""
        return {d["id"]: str(d.get("reason")) for d in self._documents() if d.get("outcome") == "failed"}

    @property
    def warnings(self) -> dict[str, tuple[str, ...]]:
        """What the run had to say of inputs that did give records."""
        listed = ((d["id"], d.get("warnings")) for d in self._documents())
        return {name: tuple(map(str, said)) for name, said in listed if isinstance(said, list) and said}

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """What the manifests say of each input."""
        return {row["id"]: row for row in self._documents()}

    def _documents(self) -> Iterator[dict[str, Any]]:
        for manifest in self._manifests:
            rows = manifest.get("documents")
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict) and isinstance(row.get("id"), str):
                    yield row

    @property
    def model(self) -> str | None:
        """The model that the run asked for."""
        return next((m for a in self._arguments if isinstance(m := a.get("model"), str)), None)

    @property
    def ocr(self) -> bool:
        """Whether pages that are pictures were read."""
        return any(a.get("ocr") is True for a in self._arguments)

    @property
    def rules(self) -> Path | None:
        """The folder of rules that the run asked for, None where it took the bundled ones or where it is gone."""
        named = next((r for a in self._arguments if isinstance(r := a.get("rules"), str) and r != "bundled"), None)
        return next((path for path in self._from(named) if path.is_dir()), None) if named else None

    @property
    def arguments(self) -> dict[str, Any]:
        """What the run was asked, as it wrote it down; nothing where it didn't."""
        return dict(self._arguments[0]) if self._arguments else {}

    @property
    def inputs(self) -> list[Path]:
        """The files and folders that the run was given, as far as they are there; none where any is gone."""
        if self._folder is not None:
            return [self._folder]
        found = []
        for named in self.arguments.get("paths") or ():
            path = next((p for p in self._from(str(named)) if p.exists()), None)
            if path is None:
                return []
            found.append(path)
        return found

    def find(self, document: DocumentInfo) -> Found | None:
        """Return where a document stands: the one that its records were made of before one that has changed."""
        return self.find_by(document.id, document.sha256)

    def find_by(self, document_id: str, sha256: str) -> Found | None:
        """Return where the document of an id stands, as :meth:`find` does."""
        changed: Found | None = None
        for path in self.places(document_id):
            if not path.is_file():
                continue
            if hash_of(path) == sha256:
                return Found(path, False)
            changed = changed or Found(path, True)
        return changed

    @property
    def extracted(self) -> dict[str, str]:
        """The documents that gave records, by id, each with the hash of what it was then."""
        rows = ((d["id"], d.get("sha256")) for d in self._documents() if d.get("outcome") == "extracted")
        return {name: sha256 for name, sha256 in rows if isinstance(sha256, str)}

    def places(self, document_id: str) -> Iterator[Path]:
        """Yield the paths at which a document may stand, the likeliest first; none outside the folders of the run."""
        name = PurePath(document_id)
        if name.is_absolute() or ".." in name.parts:
            return
        if self._folder is not None:
            yield self._folder / document_id
            if self._folder.name == document_id:
                yield self._folder
            return
        for arguments in self._arguments:
            paths = arguments.get("paths")
            for named in paths if isinstance(paths, list) else ():
                if isinstance(named, str):
                    for path in self._from(named):
                        yield path / document_id
                        if path.name == document_id:
                            yield path
        yield self._output.resolve().parent / document_id
        yield self._output / document_id

    def _from(self, named: str) -> Iterator[Path]:
        """Yield what a path of the run means from here, and from the folder that it was started in."""
        yield Path(named)
        for arguments in self._arguments:
            output = arguments.get("output")
            if isinstance(output, str):
                parts = PurePath(output).parts
                here = self._output.resolve()
                if parts and ".." not in parts and here.parts[-len(parts) :] == parts:
                    yield Path(*here.parts[: -len(parts)]) / named
