"""The command line of verdicts: counts, where they belong, agreement, gold and a project; and its errors."""

import datetime as dt
import json
import zipfile

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.record import record_id
from pipeline.review import Log, Value, about
from pipeline.write import record_yaml

AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def _run(*arguments):
    return CliRunner().invoke(app, ["verdicts", *map(str, arguments)])


@pytest.fixture
def judged(output, plan, say):
    """An output folder that two readers judged: they differ on the goal, and one of them is done."""
    goal, act, time, *_ = plan.records()
    Log(output).append(
        [
            say(goal, "klopt"),
            say(act, "klopt"),
            say(time, "klopt_niet"),
            say(goal, "klopt_niet", "Bram"),
            say(act, "klopt", "Bram", comment="mooi"),
            about(plan.document, who="Anna", at=AT, verb="vastgesteld"),
        ]
    )
    return output


def test_counts(judged):
    done = _run("show", judged)
    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()]
    assert ["Anna", "3", "2", "1", "0", "0", "0", "0", "0", "1"] in rows
    assert ["Bram", "2", "1", "1", "0", "0", "0", "1", "0", "0"] in rows


def test_damaged_lines_are_told(judged):
    path = Log(judged).path("Bram")
    path.write_bytes(path.read_bytes()[:-5])
    done = _run("show", judged)
    assert f"warning: {path.name}:2: the line is half-written or damaged; it is left out" in done.stderr
    assert "Anna" in done.stdout


def test_where_verdicts_belong_after_a_new_extraction(judged, plan, make, text):
    assert "5 judgements: 5 by id, 0 by place, 0 by quote, 0 by likeness, 0 lost" in _run("check", judged).output
    # The goal has another id now, the activity another status, and the time is not found any more.
    goal = plan.goals[0].model_copy(update={"id": record_id("plan.md", "goal", "iets", "anders")})
    act = plan.activities[0].model_copy(update={"status": "done", "goals": (goal.id,), "timelines": ()})
    now = plan.model_copy(update={"goals": (goal,), "activities": (act,), "timelines": ()})
    (judged / "plan.md.yaml").write_text(record_yaml(now), encoding="utf-8")
    done = _run("check", judged)
    assert "5 judgements: 2 by id, 3 by place, 0 by quote, 0 by likeness, 0 lost" in done.output
    assert "changed (status): plan.md: Anna: klopt activity “In 2026 openen wij" in done.output
    # Then the document is rewritten.
    other = "Iets heel anders, zonder dat er nog een woord van over is.\n"
    (judged.parent / "plan.md").write_text(other, encoding="utf-8")
    empty = make().model_copy(
        update=dict.fromkeys(("goals", "activities", "timelines", "legal_references", "frameworks", "partners"), ())
        | {"document": plan.document.model_copy(update={"sha256": "1" * 64})}
    )
    (judged / "plan.md.yaml").write_text(record_yaml(empty), encoding="utf-8")
    done = _run("check", judged)
    assert "0 by likeness, 5 lost" in done.output
    assert "lost: plan.md: Bram: klopt_niet goal “elk kind groeit veilig op”" in done.output
    (judged / "plan.md.yaml").unlink()
    (judged / "ander.md.yaml").write_text(record_yaml(make(name="ander.md")), encoding="utf-8")
    assert "no records any more: plan.md" in _run("check", judged).output


def test_agreement(judged, tmp_path):
    file = tmp_path / "agreement.json"
    done = _run("agreement", judged, "--differences", "--json", file)
    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()]
    assert ["verdict", "2", "1", "0.500", "0.000"] in rows
    assert ["place", "1", "1", "1.000", "–"] in rows
    assert "2 differences; 1 judged or added by one of them alone" in done.output
    assert "plan.md: verdict: Anna right, Bram wrong: “elk kind groeit veilig op”" in done.output
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["readers"] == ["Anna", "Bram"]
    assert data["measures"][0] == {"name": "verdict", "units": 2, "same": 1, "alpha": 0.0, "share": 0.5}
    assert [one["who"] for one in data["alone"]] == ["Anna"]


def test_agreement_over_a_new_extraction(judged, plan, say):
    goal = plan.goals[0].model_copy(update={"id": record_id("plan.md", "goal", "iets", "anders")})
    act = plan.activities[0].model_copy(update={"goals": (goal.id,)})
    now = plan.model_copy(update={"goals": (goal,), "activities": (act,)})
    (judged / "plan.md.yaml").write_text(record_yaml(now), encoding="utf-8")
    Log(judged).append([say(goal, "klopt", "Bram")])
    done = _run("agreement", judged)
    assert ["verdict", "2", "2", "1.000", "–"] in [line.split() for line in done.output.splitlines()]


def test_without_the_library_agreement_says_how_to_get_alpha(judged, monkeypatch):
    for module in ("pipeline.commands.verdicts", "pipeline.review.agreement"):
        monkeypatch.setattr(f"{module}.find_spec", lambda _: None)
    done = _run("agreement", judged)
    assert done.exit_code == 0
    assert "pip install 'doelenboom[research]'" in done.stderr


def test_gold(judged, tmp_path):
    done = _run("gold", judged, "--to", tmp_path / "gold")
    assert done.exit_code == 0
    assert "plan.md: 2 core, 3 optional, of which 3 judged by nobody" in done.output
    assert f"measure with: doelenboom evaluate {tmp_path / 'gold'} --documents {tmp_path}" in done.output
    measured = CliRunner().invoke(
        app, ["evaluate", str(tmp_path / "gold"), "--documents", str(tmp_path), "--model", "blank"]
    )
    assert measured.exit_code == 0, measured.output
    assert "Anna" not in (tmp_path / "gold" / "plan.md.gold.yaml").read_text(encoding="utf-8")
    done = _run("gold", judged, "--to", tmp_path / "gold", "--reader", "Bram")
    assert "left out: plan.md: no reader called it final (vastgesteld)" in done.output
    assert f"removed {tmp_path / 'gold' / 'plan.md.gold.yaml'}" in done.output


def test_a_project(judged, tmp_path):
    done = _run("qda", judged, "--to", tmp_path / "jeugd.qdpx")
    assert done.exit_code == 0
    assert f"{tmp_path / 'jeugd.qdpx'}: 1 documents, 6 quotations, 11 codings" in done.output
    with zipfile.ZipFile(tmp_path / "jeugd.qdpx") as archive:
        assert b'name="jeugd"' in archive.read("project.qde")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show",), "nobody judged the records"),
        (("agreement",), "nobody judged the records"),
        (("gold", "--to", "gold"), "nobody judged these records yet"),
        (("qda", "--to", "x.zip"), "has to end in .qdpx"),
        (("qda", "--to", "x.qdpx", "--reader", "Cem"), "there is no reader 'Cem'; those who judged are: none"),
    ],
)
def test_wrong_use(output, arguments, message):
    first, *rest = arguments
    done = _run(first, output, *rest)
    assert done.exit_code == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("readers", "message"),
    [
        (["Anna", "Cem"], "there is no reader 'Cem'; those who judged are: Anna, Bram"),
        (["Anna"], "between two readers; name two with --reader: Anna, Bram"),
    ],
)
def test_agreement_needs_two_readers(judged, readers, message):
    done = _run("agreement", judged, *[part for who in readers for part in ("--reader", who)])
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_output_folder_without_records(tmp_path, plan, say):
    Log(tmp_path).append([say(plan.goals[0], "klopt")])
    for command in (("check",), ("gold", "--to", tmp_path / "g"), ("qda", "--to", tmp_path / "x.qdpx")):
        done = _run(command[0], tmp_path, *command[1:])
        assert done.exit_code == 2
        assert "holds no records" in done.stderr


def test_a_judgement_that_came_true_is_not_called_changed(output, plan, say):
    act = plan.activities[0]
    place = {"start": act.source.start, "end": act.source.end}
    done = Value("activity", **place, text=act.text, fields={"status": "done"})
    Log(output).append([say(act, "aanpassen", new=done)])
    now = plan.model_copy(update={"activities": (act.model_copy(update={"status": "done"}),)})
    (output / "plan.md.yaml").write_text(record_yaml(now), encoding="utf-8")
    assert "changed" not in _run("check", output).output
