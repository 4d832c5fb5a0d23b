"""What all tests share: the bundled rules and the bundled model, loaded once."""

import hashlib
import os
import shutil
import tempfile
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, settings

from pipeline.annotate import load_model
from pipeline.batch import collect, run_batch
from pipeline.batch.work import Work
from pipeline.document import Document
from pipeline.ruleset import load_rules

# Runs are the same everywhere, and a slow machine fails none of them.
settings.register_profile(
    "doelenboom", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=80
)
settings.load_profile("doelenboom")


# What the program keeps from run to run is the user's; tests, and programs that they start, have a place of their own.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="doelenboom-cache-")
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="doelenboom-state-")


@pytest.fixture(scope="session")
def rules():
    return load_rules()


@pytest.fixture(scope="session")
def nlp():
    return load_model()


def make_document(text, name="plan.txt"):
    return Document(name, name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)


@pytest.fixture(scope="session")
def document():
    """Builds a document of a text, as a reader would."""
    return make_document


class Page(HTMLParser):
    """What a page holds: elements with their attributes, text without style, and whether all of it nests."""

    VOID = frozenset({"meta", "link", "img", "br", "input", "hr"})

    def __init__(self, html):
        super().__init__()
        self.elements, self.words, self.open, self.nests = [], [], [], True
        self.feed(html)
        self.close()
        self.nests = self.nests and not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.nests = self.nests and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def all(self, *tags):
        return [(tag, attributes) for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="session")
def parse():
    """Reads a page as a browser would, so that tests can ask what is in it."""
    return Page


def extracted(folder, rules, **files):
    plans = folder / "plannen"
    for name, text in files.items():
        file = plans / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    output = folder / "uit"
    arguments = {"paths": [str(plans)], "output": str(output), "rules": "bundled"}
    run_batch(collect([plans], output), Work(output, rules), arguments=arguments)
    return output


@pytest.fixture(scope="session")
def made():
    """Writes documents, extracts them, and returns the folder of their records."""
    return extracted


_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """A real browser; the system's own, nothing is downloaded."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'doelenboom[dev]'")
    named = os.environ.get("DOELENBOOM_CHROMIUM", "")
    found = next(filter(None, map(shutil.which, (named, "chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("needs Chromium on the path, or its path in DOELENBOOM_CHROMIUM")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*_FLAGS])
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 900), (320, 640)], ids=["wide", "small"])
def opened(request, chromium, file):
    """The page of a module's ``file``, on a wide screen and a small one; it knows what it asked for and said."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.on("console", lambda said: page.said.append(said.text))
    page.goto(file.as_uri())
    yield page
    context.close()
