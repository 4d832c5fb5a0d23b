"""The wheel carries the rules and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_rules(wheel):
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("pipeline/rules/")}
    assert inside == {f"pipeline/rules/{p.name}" for p in (ROOT / "rules").iterdir()}


def test_the_wheel_holds_the_page_to_mail_round(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {"pipeline/report/report.html", "pipeline/report/style.css"} <= inside


def test_the_wheel_holds_the_pages_of_the_review_app(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    app = ROOT / "pipeline" / "reviewapp"
    files = {p.relative_to(ROOT).as_posix() for part in ("templates", "static") for p in (app / part).iterdir()}
    assert len(files) > 10
    assert files <= inside


def test_it_works_from_another_folder(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "plan.txt").write_text("Plan 2026\n\nWe openen in 2026 een loket.\n", encoding="utf-8")
    program = "from pipeline.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, "extract", "plan.txt"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "We openen in 2026 een loket." in (tmp_path / "output" / "plan.txt.yaml").read_text(encoding="utf-8")
    where = subprocess.run(
        [sys.executable, "-c", "from pipeline.ruleset import bundled_rules; print(bundled_rules())"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()) == tmp_path / "site" / "pipeline" / "rules"
