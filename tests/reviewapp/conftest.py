"""An output folder under review, and browsers that came in: clients of the app, each a visitor of its own."""

import html
import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.batch import collect, run_batch
from pipeline.batch.cache import Cache
from pipeline.batch.work import Work
from pipeline.check_rules import copy_rules
from pipeline.reviewapp import Desk, Door, create_app

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PLAN = """# Beleidsplan Jeugd 2025-2028

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2026 een inlooppunt, samen met GGD Veenoord.
- Wij starten één pilot op grond van artikel 2.3 van de Jeugdwet.
- Op twee scholen is een proef met schoolmaatschappelijk werk uitgevoerd.
"""
OTHER = """# Beleidsplan Zorg 2025-2028

## Wat gaan we doen?

- We breiden in 2027 het steunpunt uit, samen met GGD Veenoord en Stichting Welzijn Rietland.
- Het Verwey-Jonker lnstituut doet voor ons onderzoek.
"""
EVIL = """# Plan <script>alert(1)</script> & "meer" 2026

## Wat gaan we doen?

- We openen in 2026 een <img src=x onerror=alert(2)> loket, samen met Stichting Het </mark>Huis.
- Wij bieden hulp aan {{ 7 * 7 }} inwoners.
- Wij bieden <!-- hulp --> en \x0cadvies aan 'iedereen'.
"""
PORT = 8710
TOKEN = "sleutel-van-de-test"


@pytest.fixture(scope="session")
def rule_copy(tmp_path_factory):
    """The bundled tables in a folder of their own, to be copied for each test that changes them."""
    folder = tmp_path_factory.mktemp("regels") / "mijn-regels"
    copy_rules(folder)
    return folder


@pytest.fixture(scope="session")
def extracted(tmp_path_factory, rules):
    """Plans and their records, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("plannen")
    plans = home / "plannen"
    plans.mkdir()
    for name, text in {"jeugd.md": PLAN, "zorg.md": OTHER}.items():
        (plans / name).write_text(text, encoding="utf-8")
    Cache(home / "cache").open()
    run_batch(collect([plans], home / "output"), Work(home / "output", rules, cache=home / "cache"))
    return home


@pytest.fixture
def home(extracted, rule_copy, tmp_path):
    """A folder with plans, their records (output), a cache, and rules of its own (mijn-regels)."""
    for name in ("plannen", "output", "cache"):
        shutil.copytree(extracted / name, tmp_path / name)
    shutil.copytree(rule_copy, tmp_path / "mijn-regels")
    return tmp_path


def desk_of(home, rules=True):
    desk = Desk(home / "output", home / "plannen", home / "mijn-regels" if rules else None, home / "cache")
    desk.patience = 120  # an answer comes when it is there, and no page says how far it is
    return desk


class Browser(TestClient):
    """A browser of a reader: what it shows, and forms sent as a page holds them."""

    def __init__(self, app, name="Anna"):
        super().__init__(app, base_url=f"http://127.0.0.1:{PORT}", headers={"origin": f"http://127.0.0.1:{PORT}"})
        self.page = self.get("/", params={"sleutel": TOKEN})
        if name is not None:
            self.fill("/lezer", naam=name, verder="/")

    @property
    def csrf(self):
        """What forms bring along, from this page or the last one that had a form."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page.text)
        self._csrf = html.unescape(found[1]) if found else self._csrf
        return self._csrf

    @property
    def text(self):
        """What the page says, without its elements."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.page.text)).split())

    def show(self, address, **query):
        self.page = self.get(address, params=query or None)
        return self.page

    def fill(self, address, **fields):
        self.page = self.post(address, data={"csrf": self.csrf, **fields})
        return self.page

    def judge(self, record, verb, document="jeugd.md", **more):
        return self.fill("/oordeel", van=document, record=record, oordeel=verb, document=document, **more)


def browser_of(desk, name="Anna"):
    return Browser(create_app(desk, Door(PORT, token=TOKEN)), name)


@pytest.fixture
def desk(home):
    return desk_of(home)


@pytest.fixture
def app(desk):
    return create_app(desk, Door(PORT, token=TOKEN))


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def keys(desk):
    """The ids of the records of jeugd.md, by kind, in order."""
    found = {}
    for item in desk.library.items("jeugd.md"):
        found.setdefault(item.kind, []).append(item.id)
    return found
