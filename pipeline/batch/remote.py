"""Documents and outputs at a URL (``s3://``, ``https://``, ``memory://`` …), by fsspec.

Each store's library finds its credentials where it always does (environment, configuration files). Nothing here, in
records or in messages, shows what is secret in a URL: a user with a password, or its query.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import platformdirs

from pipeline.errors import OutputError, ReadError, TooLarge, UsageError
from pipeline.read import LIMIT, readable
from pipeline.saved import begins_as_record

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WEB = {"http", "https"}
_CHECK = "check that it exists and your rights"
_PIECE = 1 << 20  # bytes
# What a web page's name does not say, its server does.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def is_url(text: str) -> bool:
    """Say whether a text is a URL and no path.

    >>> is_url("s3://plannen/2024"), is_url("plannen/2024"), is_url("c:/plannen")
    (True, False, False)
    """
    return _URL.match(text) is not None


def without_secrets(url: str) -> str:
    """Return a URL without user, password, query and fragment; a path as it is.

    >>> without_secrets("https://jan:geheim@example.org/plan.pdf?sig=abc#p2")
    'https://example.org/plan.pdf'
    """
    if not is_url(url):
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def local_path(text: str) -> Path | None:
    """Return the path that a text names, None where it is the URL of another place."""
    if not is_url(text):
        return Path(text)
    parts = urlsplit(text)
    return Path(unquote(parts.path)) if parts.scheme == "file" and parts.netloc in ("", "localhost") else None


def name_of(url: str) -> str:
    """Return the last part of a URL's path, or its host where there is none.

    >>> name_of("https://example.org/2024/plan%201.pdf?x=1"), name_of("https://example.org/")
    ('plan 1.pdf', 'example.org')
    """
    parts = urlsplit(url)
    path = unquote(parts.path) if parts.scheme in _WEB else parts.path
    return PurePosixPath(path).name or parts.netloc.rpartition("@")[2].replace(":", "-")


def documents_below(url: str) -> list[tuple[str, str]]:
    """Return the id and the URL of a document, or of all documents below a prefix.

    A web address is one document. Raises :class:`ReadError` where nothing can be found, :class:`UsageError` where a
    library is missing.
    """
    if urlsplit(url).scheme in _WEB:
        _files(url)  # so that a missing library is told before any work
        return [(name_of(url), url)]
    with _told(url, ReadError, "check the URL and your credentials"):
        files, root = _files(url)
        if files.isfile(root):
            return [(name_of(url), url)]
        found = [(PurePosixPath(one).relative_to(PurePosixPath(root)), one) for one in files.find(root)]
        return [
            (name.as_posix(), files.unstrip_protocol(one))
            for name, one in found
            if readable(Path(name)) and not any(part.startswith(".") for part in name.parts)
        ]


@contextlib.contextmanager
def fetched(url: str, name: str) -> Iterator[Path]:
    """Give a document's content as a file of this name, for as long as it is needed.

    Raises :class:`ReadError`, which names the URL and what to do next.
    """
    with tempfile.TemporaryDirectory(prefix="doelenboom-") as folder:
        path = Path(folder, PurePosixPath(name).name)
        with _told(url, ReadError, "check the URL, your credentials and the network, and run again"):
            files, at = _files(url)
            if not readable(path) and urlsplit(url).scheme in _WEB:
                path = path.with_name(path.name + _SUFFIXES.get(files.info(at).get("mimetype") or "", ""))
            how = {"block_size": 0} if urlsplit(url).scheme in _WEB else {}  # a stream: not all servers give parts
            with files.open(at, "rb", **how) as source, path.open("wb") as target:
                size = 0
                while piece := source.read(_PIECE):
                    size += len(piece)
                    if size > LIMIT:
                        raise TooLarge(f"the file has over {LIMIT / 1e6:.0f} MB, which is the limit; split it")
                    target.write(piece)
        yield path


def sha256_at(url: str) -> str | None:
    """Return the SHA-256 of a document's content, None where it can't be had."""
    try:
        with fetched(url, name_of(url)) as path, path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (ReadError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Remote:
    """An output folder at a URL. What only this machine needs, the ledger and the lock, stands in ``state``."""

    url: str

    def __str__(self) -> str:
        return without_secrets(self.url)

    @property
    def state(self) -> Path:
        """A folder on this machine, the same for the same URL."""
        digest = hashlib.sha256(without_secrets(self.url).rstrip("/").encode()).hexdigest()[:16]
        return Path(platformdirs.user_state_dir("doelenboom", appauthor=False)) / "outputs" / digest

    @property
    def listed(self) -> bool:
        """Whether the store tells which files there are; a web address does not."""
        return urlsplit(self.url).scheme not in _WEB

    def below(self) -> list[str]:
        """Return the names of all files in it and below it. Raises :class:`OutputError`."""
        with _told(self.url, OutputError, _CHECK, "nothing can be read from"):
            files, root = _files(self.url)
            return [PurePosixPath(one).relative_to(PurePosixPath(root)).as_posix() for one in files.find(root)]

    def fetch(self, names: Sequence[str], folder: Path) -> None:
        """Copy files into a folder of this machine; what is not there is left out. Raises :class:`OutputError`."""
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with _told(self.url, OutputError, _CHECK, "not all can be read from"):
            files, root = _files(self.url)
            known = names if self.listed else [name for name in names if files.exists(f"{root}/{quote(name)}")]
            there = [f"{root}/{name if self.listed else quote(name)}" for name in known]
            files.get(there, [str(folder / name) for name in known])

    def check(self) -> None:
        """Write something and remove it. Raises :class:`OutputError` where that can't be done."""
        if urlsplit(self.url).scheme in _WEB:
            raise OutputError(f"'{self}' can't be written to; name a folder, or a store such as s3://BUCKET/PREFIX")
        self.write(".doelenboom-check", "")
        self.remove(".doelenboom-check")

    def write(self, name: str, text: str | Iterable[str]) -> str:
        """Put a file there, whole; return the SHA-256 of its bytes. Raises :class:`OutputError`."""
        data = (text if isinstance(text, str) else "".join(text)).encode("utf-8")
        with _told(self.url, OutputError, _CHECK, f"{name} can't be written to"):
            files, root = _files(self.url)
            files.pipe_file(f"{root}/{name}", data)
        return hashlib.sha256(data).hexdigest()

    def read(self, name: str) -> bytes | None:
        """Return what stands in a file, None where there is none. Raises :class:`OutputError`."""
        with _told(self.url, OutputError, _CHECK, f"{name} can't be read from"):
            files, root = _files(self.url)
            try:
                return bytes(files.cat_file(f"{root}/{name}"))
            except FileNotFoundError:
                return None

    def names(self) -> list[str]:
        """Return the names of the files in it, those below it left out. Raises :class:`OutputError`."""
        with _told(self.url, OutputError, _CHECK, "nothing can be read from"):
            files, root = _files(self.url)
            try:
                return [PurePosixPath(one["name"]).name for one in files.ls(root, detail=True) if one["type"] == "file"]
            except FileNotFoundError:
                return []

    def sha256(self, name: str) -> str | None:
        """Return the SHA-256 of a file, None where there is none."""
        data = self.read(name)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def is_record(self, name: str) -> bool:
        """Say whether a file begins as a record file does."""
        return begins_as_record(self.read(name) or b"")

    def remove(self, name: str) -> bool:
        """Remove a file; return whether there was one. Raises :class:`OutputError`."""
        with _told(self.url, OutputError, "check your rights", f"{name} can't be removed from"):
            files, root = _files(self.url)
            if not files.exists(f"{root}/{name}"):  # some stores remove what is not there and say nothing
                return False
            files.rm_file(f"{root}/{name}")
        return True


def _files(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, and the path in it. Raises :class:`UsageError`."""
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        scheme = urlsplit(url).scheme
        raise UsageError(
            f"'{without_secrets(url)}' needs a library for {scheme}:// ({error}); install those for s3:// and https:// "
            "with: pip install 'doelenboom[remote]'"
        ) from error
    except ValueError as error:
        raise UsageError(f"'{without_secrets(url)}' can't be used: {_clean(error, url)}; check the URL") from error
    return files, root.rstrip("/")


@contextlib.contextmanager
def _told(url: str, kind: type[ReadError] | type[OutputError], next_step: str, what: str = "") -> Iterator[None]:
    """Turn whatever a store's library raises into one message with the URL and the next step."""
    try:
        yield
    except (ReadError, UsageError):
        raise
    except Exception as error:  # of every kind: each library has its own
        about = f"{what} '{without_secrets(url)}'" if what else f"'{without_secrets(url)}' can't be read"
        raise kind(f"{about}: {_clean(error, url)}; {next_step}") from error


def _clean(error: Exception, url: str) -> str:
    """Return what an error says, on one line and without the secrets of a URL."""
    parts = urlsplit(url)
    while isinstance(error, FileNotFoundError) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # what the web's library calls not found may be a refusal of any kind
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, FileNotFoundError):
        text = "there is nothing of this name"
    for secret in (parts.query, parts.password, parts.netloc.rpartition("@")[0]):
        if secret:
            text = text.replace(secret, "…")
    return text
