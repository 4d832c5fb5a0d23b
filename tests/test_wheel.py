"""The wheel carries the rules and works from any folder."""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
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


def test_the_wheel_holds_all_of_the_package_that_is_no_code(wheel):
    wanted = {p.relative_to(ROOT).as_posix() for p in (ROOT / "pipeline").rglob("*") if p.is_file()}
    wanted = {name for name in wanted if not name.endswith((".py", ".pyc"))}
    assert {f"pipeline/{room}" for room in ("report/report.html", "dashboard/style.css", "pages/base.css")} <= wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


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


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The program of the wheel in an environment of its own; what it needs is found where these tests find it."""
    folder = tmp_path_factory.mktemp("leeg")
    venv.create(folder / "omgeving", with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder / "omgeving"), "platbase": str(folder / "omgeving")})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    command.append(str(wheel))
    subprocess.run(command, check=True, capture_output=True)
    site = Path(paths["purelib"])
    (site / "elders.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return python.parent / "doelenboom"


def test_an_installed_wheel_works_in_another_folder(installed, tmp_path):
    def run(*arguments):
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        command = [str(installed), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert run("--version") == f"doelenboom {version}\n"
    (tmp_path / "plan.txt").write_text("Plan 2026\n\nWe openen in 2026 een loket.\n", encoding="utf-8")
    run("extract", "plan.txt")
    assert "1 document, 1 activiteit" in run("dashboard", "output")
    assert "We openen in 2026 een loket." in (tmp_path / "output" / "dashboard.html").read_text(encoding="utf-8")
    assert "1 document" in run("report", "output")
    assert "regels zijn in orde" in run("rules", "check")


def test_the_wheel_tells_its_extras_and_licences(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
    said = archive.read(name).decode("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in project["optional-dependencies"]:
        assert f"Provides-Extra: {extra}\n" in said
    for file in ("LICENSE", "THIRD_PARTY.md"):
        assert f"License-File: {file}\n" in said
        assert [n for n in archive.namelist() if n.endswith(f".dist-info/licenses/{file}")]
