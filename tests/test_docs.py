"""The README's commands print what the README says, and LEESMIJ names the tables that exist."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import app, rules_app
from pipeline.commands.verdicts import verdicts_app
from pipeline.ruleset.schema import TABLES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)\n```", README, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the corpus and the traces in it, as a user has it; the blocks run in it one after the other."""
    path = tmp_path_factory.mktemp("readme")
    for name in ("corpus", "traces"):
        shutil.copytree(ROOT / name, path / name)
    return path


def plain(text):
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_console_blocks(number, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, wanted in re.findall(r"^\$ (.*)\n?((?:(?!\$ ).*\n?)*)", BLOCKS[number], re.MULTILINE):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": path},
            check=False,
        )
        assert plain(done.stdout) == plain(wanted), done.stderr


def test_there_are_console_blocks():
    assert len(BLOCKS) >= 3


def test_every_command_is_in_the_readme():
    names = {c.name or c.callback.__name__ for c in app.registered_commands}
    for group, commands in (("rules", rules_app), ("verdicts", verdicts_app)):
        names |= {f"{group} {c.name or c.callback.__name__}" for c in commands.registered_commands}
    assert names
    for name in names:
        assert f"`doelenboom {name}" in README, name


def test_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([\w-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_leesmij_names_every_table():
    leesmij = (ROOT / "rules" / "LEESMIJ.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"`{table}.yaml`" in leesmij, table


def test_the_fields_that_leesmij_shows_exist():
    leesmij = (ROOT / "rules" / "LEESMIJ.md").read_text(encoding="utf-8")
    known = {f.alias or name for row in TABLES.values() for name, f in row.model_fields.items()}
    shown = {
        m
        for block in re.findall(r"```yaml\n(.*?)```", leesmij, re.DOTALL)
        for m in re.findall(r"^[- ] (\w+):", block, re.M)
    }
    assert shown
    assert shown <= known
