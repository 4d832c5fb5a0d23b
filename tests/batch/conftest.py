"""Small plans to run over, and what a run gives."""

import pytest

from pipeline.write import STATE

PLAN = "# Plan {n}\n\n## Wat gaan we daarvoor doen?\n\n- Wij starten in 202{n} een pilot met GGD Veenoord.\n"


@pytest.fixture
def plan_text():
    """Gives the text of the plan with a number."""
    return lambda n: PLAN.format(n=n)


@pytest.fixture
def write_plans(tmp_path):
    """Makes a folder of so many plans and an empty file."""

    def write(count):
        folder = tmp_path / "plannen"
        folder.mkdir()
        for n in range(count):
            (folder / f"plan{n}.md").write_text(PLAN.format(n=n), encoding="utf-8")
        (folder / "leeg.txt").write_bytes(b"")
        return folder

    return write


@pytest.fixture
def given():
    """Gives what a run left: all files but the times and what the program keeps for itself."""

    def files(folder):
        found = [p for p in folder.rglob("*") if p.is_file() and p.name != "timings.yaml" and STATE not in p.parts]
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}

    return files
