"""Verdicts as gold: what counts, what is in doubt, and what `evaluate` makes of it."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation import evaluate_documents, read_gold
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.record import Source
from pipeline.review import Live, Log, State, Value, about, add, judge, rejudge
from pipeline.review.gold import gold_of
from pipeline.review.goldfolder import export_gold
from pipeline.saved import read_record
from pipeline.write import record_yaml

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def read(document, text):
    return document(text, "plan.md")


def _gold(plan, read, *verdicts):
    state = State(verdicts)
    return gold_of(plan, read, [state.of(who) for who in state.readers])


def _levels(gold, kind):
    return {row["quote"]: row["level"] for row in gold.data[kind]}


def test_what_is_right_is_core_and_what_nobody_judged_optional(plan, read, say):
    gold = _gold(plan, read, *[say(r, "klopt") for r in (*plan.activities, *plan.timelines, *plan.partners)])
    assert (gold.core, gold.optional, gold.unjudged) == (3, 3, 3)
    (act,) = gold.data["activities"]
    assert act == {
        "id": "A1",
        "level": "core",
        "status": "planned",
        "quote": plan.activities[0].text,
        "goals": ["G1"],
        "timelines": ["T1"],
        "partners": ["P1"],
        "laws": ["L1"],
    }
    assert gold.data["goals"] == [{"id": "G1", "level": "optional", "quote": "elk kind groeit veilig op"}]
    assert gold.data["timelines"][0]["start"] == "2026-01-01"
    assert gold.data["document"] == "plan.md"


def test_what_is_rejected_is_not_there_and_no_link_leads_to_it(plan, read, say):
    gold = _gold(plan, read, say(plan.activities[0], "klopt"), say(plan.partners[0], "klopt_niet"))
    assert gold.data["partners"] == []
    assert gold.data["activities"][0]["partners"] == []


def test_doubt_is_optional(plan, read, say):
    gold = _gold(plan, read, say(plan.goals[0], "twijfel"))
    assert _levels(gold, "goals") == {"elk kind groeit veilig op": "optional"}
    assert gold.unjudged == 5


def test_what_was_adapted_and_added_is_as_the_reader_has_it(plan, read, say, text):
    goal, act = plan.goals[0], plan.activities[0]
    start = text.index("een huis van de wijk")
    added = add(
        Value("framework", start, start + 20, fields={"canonical": "Huis van de wijk"}),
        plan.document,
        text,
        who="Anna",
        at=AT,
    )
    shorter = Value("goal", goal.source.start, goal.source.end - 3, goal.text[:-3])
    done = Value(
        "activity",
        act.source.start,
        act.source.end,
        act.text,
        {"status": "done"},
        {"frameworks": (), "goals": (goal.id,)},
    )
    gold = _gold(plan, read, say(goal, "aanpassen", new=shorter), say(act, "aanpassen", new=done), added)
    assert _levels(gold, "goals") == {"elk kind groeit veilig": "core"}
    assert gold.data["activities"][0]["status"] == "done"
    assert gold.data["activities"][0]["goals"] == ["G1"]
    assert {"id": "F1", "level": "core", "canonical": "Huis van de wijk", "quote": "een huis van de wijk"} in gold.data[
        "frameworks"
    ]


def test_a_goal_that_should_be_an_activity(plan, read, say):
    goal = plan.goals[0]
    new = Value("activity", goal.source.start, goal.source.end, goal.text, {"status": "ongoing"})
    gold = _gold(plan, read, say(goal, "aanpassen", new=new))
    assert gold.data["goals"] == []
    assert _levels(gold, "activities")[goal.text] == "core"


def test_what_readers_differ_on_is_optional(plan, read, say):
    goal, act, _, law, frame, partner = plan.records()
    done = Value("activity", act.source.start, act.source.end, act.text, {"status": "done"}, {"goals": (goal.id,)})
    other = Value("legal_reference", law.source.start, law.source.end, law.text, {"canonical": "Wmo 2015"})
    gold = _gold(
        plan,
        read,
        *[say(r, "klopt") for r in plan.records()],
        say(goal, "klopt_niet", "Bram"),
        say(act, "aanpassen", "Bram", new=done),
        say(law, "aanpassen", "Bram", new=other),
        say(partner, "twijfel", "Bram"),
        say(frame, "klopt", "Bram"),
    )
    assert _levels(gold, "goals") == {goal.text: "optional"}
    assert _levels(gold, "partners") == {partner.text: "optional"}
    assert _levels(gold, "laws") == {law.text: "optional"}
    assert _levels(gold, "frameworks") == {frame.text: "core"}
    assert _levels(gold, "timelines") == {"2026": "core"}, "judged by one of them, and nobody says otherwise"
    assert "status" not in gold.data["activities"][0], "on the action they agree, on its status they differ"
    assert gold.data["activities"][0]["level"] == "core"
    assert gold.data["activities"][0]["goals"] == ["G1"]
    assert gold.data["activities"][0]["partners"] == []


def test_what_one_of_two_readers_added_is_optional_and_what_both_added_core(plan, read, text):
    start = text.index("een huis van de wijk")
    both = [
        add(Value("partner", start, start + n, fields={"kind": "named"}), plan.document, text, who=who, at=AT)
        for who, n in (("Anna", 20), ("Bram", 17))
    ]
    assert _levels(_gold(plan, read, *both), "partners")["een huis van de wijk"] == "core"
    bram = about(plan.document, who="Bram", at=AT, verb="bekeken")
    assert _levels(_gold(plan, read, both[0], bram), "partners")["een huis van de wijk"] == "optional"
    withdrawn = rejudge(both[0], who="Anna", at=AT, verb="klopt_niet")
    assert "een huis van de wijk" not in _levels(_gold(plan, read, both[0], withdrawn), "partners")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("timeline", {"kind": "period", "start": "2026-01-01"}),
        ("timeline", {}),
        ("legal_reference", {}),
        ("partner", {}),
    ],
)
def test_what_gold_cannot_say_of_a_record_is_optional(plan, read, text, kind, fields):
    start = text.index("een huis van de wijk")
    one = add(Value(kind, start, start + 20, fields=fields), plan.document, text, who="Anna", at=AT)
    gold = _gold(plan, read, one)
    levels = {q: level for k in ("timelines", "laws", "partners") for q, level in _levels(gold, k).items()}
    assert levels["een huis van de wijk"] == "optional"


def test_repeats_of_a_statement_are_optional(plan, read, say, text):
    again = text.index("een huis van de wijk")
    goal = plan.goals[0].model_copy(update={"also_at": (Source(start=again, end=again + 20),)})
    gold = gold_of(plan.model_copy(update={"goals": (goal,)}), read, [State([say(goal, "klopt")]).of("Anna")])
    assert gold.data["goals"][1] == {
        "id": "G1-1",
        "level": "optional",
        "same_as": "G1",
        "quote": "een huis van de wijk",
    }


def test_the_second_of_two_equal_names_is_quoted_as_such(plan, document, say, make, text):
    twice = "De Jeugdwet geldt.\n\n" + text
    record = make(twice)
    law = record.legal_references[0]
    second = twice.index("Jeugdwet", 10)
    law = law.model_copy(update={"source": Source(start=second, end=second + 8)})
    record = record.model_copy(update={"legal_references": (law,)})
    verdict = judge(law, record.document, twice, who="Anna", at=AT, verb="klopt")
    gold = gold_of(record, document(twice, "plan.md"), [State([verdict]).of("Anna")])
    assert gold.data["laws"] == [
        {"id": "L1", "level": "core", "canonical": "Jeugdwet", "quote": "Jeugdwet", "occurrence": 2}
    ]


def test_a_verdict_without_a_place_is_given_back(plan, say, document):
    other = document("Iets heel anders.\n", "plan.md")
    empty = plan.model_copy(
        update=dict.fromkeys(("goals", "activities", "timelines", "legal_references", "frameworks", "partners"), ())
        | {"document": plan.document.model_copy(update={"sha256": other.sha256})}
    )
    gold = _gold(empty, other, say(plan.goals[0], "klopt"))
    assert [a.verdict.record for a in gold.lost] == [plan.goals[0].id]
    assert gold.core == 0


# The folder, and the way on to `evaluate`


def _final(plan, who="Anna"):
    return about(plan.document, who=who, at=AT + dt.timedelta(days=1), verb="vastgesteld")


def _export(output, tmp_path, **more):
    return export_gold(output, tmp_path / "gold", Origin(output), **more)


def test_only_a_document_that_is_final_has_gold(output, tmp_path, plan, say):
    log = Log(output)
    log.append([say(plan.goals[0], "klopt")])
    done = _export(output, tmp_path)
    assert done.golds == {}
    assert done.left_out == {"plan.md": "no reader called it final (vastgesteld)"}
    assert not (tmp_path / "gold").exists()
    log.append([_final(plan)])
    done = _export(output, tmp_path)
    assert list(done.golds) == ["plan.md"]
    assert (tmp_path / "gold" / "plan.md.gold.yaml").is_file()
    log.append([Live(output).state().of("Anna").undo(AT + dt.timedelta(days=2))])
    done = _export(output, tmp_path)
    assert done.removed == ["plan.md.gold.yaml"]
    assert list((tmp_path / "gold").iterdir()) == []


def test_names_are_left_out_unless_asked_for(output, tmp_path, plan, say):
    Log(output).append([say(plan.goals[0], "klopt", comment="vraag Anna"), _final(plan), _final(plan, "Bram")])
    _export(output, tmp_path)
    file = tmp_path / "gold" / "plan.md.gold.yaml"
    assert "Anna" not in file.read_text()
    first = file.read_bytes()
    _export(output, tmp_path)
    assert file.read_bytes() == first, "the same verdicts give the same bytes"
    _export(output, tmp_path, names=True)
    assert "# Readers: Anna, Bram\n" in file.read_text()
    _export(output, tmp_path, names=True, readers=["Bram"])
    assert "# Readers: Bram\n" in file.read_text()


def test_documents_in_folders(tmp_path, make, text):
    names = ("a/plan.md", "a--plan.md", "a/b/plan.md")
    output = tmp_path / "output"
    for name in names:
        for path in (tmp_path / name, output / f"{name}.yaml"):
            path.parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        (output / f"{name}.yaml").write_text(record_yaml(make(name=name)), encoding="utf-8")
    Log(output).append(_final(make(name=name)) for name in names)
    done = _export(output, tmp_path)
    assert sorted(done.golds) == sorted(names)
    assert done.inputs == [tmp_path]
    cases = read_gold(tmp_path / "gold", done.inputs)
    assert len(cases) == 3
    assert len({case.name for case in cases}) == 3


@pytest.mark.parametrize("readers", [["Cem"], []])
def test_unknown_readers(output, tmp_path, plan, say, readers):
    if readers:
        Log(output).append([say(plan.goals[0], "klopt")])
    with pytest.raises(UsageError, match="no reader 'Cem'; those who judged are: Anna" if readers else "nobody judged"):
        _export(output, tmp_path, readers=readers)


def test_gold_by_hand_is_never_replaced(output, tmp_path, plan):
    Log(output).append([_final(plan)])
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "plan.md.gold.yaml").write_text("document: plan.md\n")
    with pytest.raises(UsageError, match="not made of verdicts"):
        _export(output, tmp_path)


@pytest.mark.parametrize(("change", "reason"), [("gone", "not found"), ("changed", "has changed since")])
def test_a_document_that_is_not_at_hand(output, tmp_path, plan, change, reason):
    Log(output).append([_final(plan)])
    path = output.parent / "plan.md"
    path.unlink() if change == "gone" else path.write_text("anders", encoding="utf-8")
    done = _export(output, tmp_path)
    assert done.golds == {}
    assert reason in done.left_out["plan.md"]


def test_verdicts_of_records_that_are_gone(output, tmp_path, plan, make):
    other = make(name="weg.md")
    Log(output).append([_final(plan), _final(other)])
    assert _export(output, tmp_path).left_out == {"weg.md": "its records are not in this folder any more"}


def test_evaluate_counts_what_readers_said(output, tmp_path, plan, say, text):
    start = text.index("een huis van de wijk")
    missed = add(Value("partner", start, start + 20, fields={"kind": "named"}), plan.document, text, who="Anna", at=AT)
    goal, act, time, law, frame, _ = plan.records()
    Log(output).append(
        [
            *[say(r, "klopt") for r in (act, time, law)],
            say(goal, "klopt_niet"),
            say(frame, "twijfel"),
            missed,
            _final(plan),
        ]
    )
    done = _export(output, tmp_path)
    cases = read_gold(tmp_path / "gold", done.inputs)
    found = evaluate_documents(cases, lambda case: plan).strict
    assert (found["activities"].right, found["activities"].wrong, found["activities"].missed) == (1, 0, 0)
    assert (found["goals"].right, found["goals"].wrong) == (0, 1), "a reader rejected it"
    assert (found["frameworks"].found, found["frameworks"].core) == (0, 0), "in doubt: it neither costs nor gains"
    assert (found["partners"].missed, found["partners"].wrong) == (1, 0), "added; the other was judged by nobody"
    assert found["links.timelines"].right == found["links.laws"].right == 1


GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.yaml"))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda f: f.name)
def test_every_record_of_the_corpus_can_be_gold(tmp_path, file):
    """All records judged right: the gold finds each of them again, in text, pages, PDF and Word alike."""
    whole = read_record(file)
    output = tmp_path / "output"
    output.mkdir()
    shutil.copy(file, output)
    shutil.copy(ROOT / "corpus" / whole.document.id, tmp_path)
    text = read_document(tmp_path / whole.document.id).text
    verdicts = [judge(r, whole.document, text, who="Anna", at=AT, verb="klopt", batch="b") for r in whole.records()]
    Log(output).append([*verdicts, _final(whole)])
    done = _export(output, tmp_path)
    gold = done.golds[whole.document.id]
    assert (gold.unquoted, gold.lost, gold.unjudged) == ([], [], 0)
    found = evaluate_documents(read_gold(tmp_path / "gold", done.inputs), lambda case: whole).strict
    assert sum(counts.wrong for counts in found.values()) == 0
    assert sum(counts.missed for counts in found.values()) == 0
    for kind in ("goals", "activities", "frameworks", "partners"):
        assert found[kind].right == len(getattr(whole, kind))
