"""The house rules that a machine can hold: sizes, directions, names, and no machine's paths."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
_MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root|tmp|home|Users|mnt|opt)/|[A-Z]:\\\\")
_TEXTS = {".py", ".toml", ".yaml", ".yml", ".md", ".txt", ".cfg", ".sh", ""}


def _name(path):
    return path.relative_to(ROOT).as_posix()


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 50


def test_modules_are_small():
    sizes = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size >= 300} == {}


def _functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def test_functions_are_small():
    found = {f"{_name(path)}:{name}": size for path in MODULES for name, size in _functions(path) if size >= 60}
    assert found == {}


def test_no_module_is_a_drawer_for_leftovers():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [_name(path) for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


def test_every_module_says_what_it_is():
    assert [_name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_imports_go_one_way():
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "KEPT" in done.stdout


def test_only_one_room_loads_a_model_and_it_takes_nothing_from_the_rules():
    loads = [_name(p) for p in MODULES if re.search(r"\bspacy\.(?:load|blank)\(", p.read_text(encoding="utf-8"))]
    assert loads == ["pipeline/annotate/model.py"]
    annotate = "".join(p.read_text(encoding="utf-8") for p in (PACKAGE / "annotate").glob("*.py"))
    assert "pipeline.ruleset" not in annotate


def _files():
    for name in ("pipeline", "rules", "corpus", "training", "benchmarks", ".ci"):
        yield from (p for p in (ROOT / name).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.name != ".git")


def test_nothing_names_a_path_of_a_machine():
    found = []
    for path in _files():
        weights = PACKAGE / "model" in path.parents and path.suffix != ".md"
        if path.suffix in _TEXTS and not weights:
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [
                f"{_name(path)}:{number}: {line.strip()}"
                for number, line in enumerate(lines, 1)
                if _MACHINE.search(line)
            ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('open("/work/main/x")', True),
        ("cd /root/x", True),
        ("see /tmp/a.txt", True),
        ('"C:\\\\plans"', True),
        ("https://example.org/work/x", False),
        ("./work/x", False),
        ("en/of home/tmp/x", False),
    ],
)
def test_the_search_for_such_paths_finds_them(line, named):
    assert (_MACHINE.search(line) is not None) is named
