"""What goes with a release holds together: the lock file, the licences, the citation, the targets of make."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+) \\$", LOCK, re.MULTILINE))
requirements = pytest.importorskip("packaging.requirements")
names = pytest.importorskip("packaging.utils")


def _wanted(lines):
    return [requirements.Requirement(line) for line in lines]


def test_the_lock_file_holds_every_dependency_at_a_version_that_is_allowed():
    wanted = _wanted(PROJECT["dependencies"])
    assert len(wanted) > 15
    for one in wanted:
        name = names.canonicalize_name(one.name)
        assert name in PINNED, f"{name}: run 'make lock'"
        assert one.specifier.contains(PINNED[name]), f"{name} {PINNED[name]}: run 'make lock'"


def test_every_package_of_the_lock_file_has_its_hashes():
    parts = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(parts) == len(PINNED) > 30
    assert [part.splitlines()[0] for part in parts if "--hash=sha256:" not in part] == []


def test_the_lock_file_names_no_place_to_get_packages_from():
    assert re.findall(r"https?://|file:/|--\w*index|--find-links", LOCK) == []


@pytest.fixture(scope="module")
def third_party():
    spec = importlib.util.spec_from_file_location("third_party", ROOT / "release" / "third_party.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_of_licences_names_all_that_is_needed_and_the_model(third_party):
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    listed = {row[0]: row[1] for row in re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \| [a-z, ]+ \|$", page, re.M)}
    extras = {name: lines for name, lines in PROJECT["optional-dependencies"].items() if name not in ("dev", "all")}
    assert "export" in extras
    wanted = _wanted([*PROJECT["dependencies"], *(line for lines in extras.values() for line in lines)])
    missing = {names.canonicalize_name(one.name) for one in wanted} - listed.keys()
    assert missing == set(), "run 'make release-files'"
    assert [name for name, licence in listed.items() if licence in ("", "UNKNOWN")] == []
    assert "nl_beleid_sm-0.3.0" in page
    assert "CC BY-SA 4.0" in page
    assert "UD_Dutch-LassySmall" in page


def test_a_package_that_is_not_installed_is_named(third_party):
    with pytest.raises(SystemExit, match="geen-pakket"):
        third_party.licences({"geen-pakket", "pyyaml"})


def test_what_a_package_needs_in_turn_counts_too(third_party):
    needed = third_party.needed()
    assert {"spacy", "thinc", "blis"} <= needed
    assert needed.isdisjoint({"pytest", "duckdb"})
    assert "duckdb" in third_party.needed("export")


def test_the_citation_says_what_the_project_says():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    for field in ("message", "title", "abstract"):
        assert isinstance(citation[field], str), field
        assert citation[field], field
    assert citation["type"] == "software"
    assert [set(author) <= {"name", "family-names", "given-names", "orcid"} for author in citation["authors"]] == [True]
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert citation["keywords"] == PROJECT["keywords"]


def test_the_changelog_has_the_version():
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_bill_of_materials_is_the_same_each_time_and_holds_the_lock_file(tmp_path):
    pytest.importorskip("cyclonedx_py")
    made = []
    for number in range(2):
        file = tmp_path / f"{number}.json"
        command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--pyproject", "pyproject.toml"]
        command += ["--mc-type", "application", "--output-reproducible", "--of", "JSON", "--output-file", str(file)]
        subprocess.run([*command, "requirements.lock"], cwd=ROOT, check=True, capture_output=True)
        made.append(file.read_text(encoding="utf-8"))
    assert made[0] == made[1]
    for name, version in PINNED.items():
        assert f"{name}@{version}" in made[0], name


def test_make_makes_them():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for words in ("lock:", "release-files:", "release/third_party.py", "--output-reproducible", "--generate-hashes"):
        assert words in makefile
