"""REFI-QDA projects: valid by the standard's schema, codes and quotations in place, the same bytes each time."""

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import UsageError
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.record import Source
from pipeline.review import Log, State, Value, about, add, quote_at
from pipeline.review.qda import export_qda
from pipeline.review.qda.content import content_of
from pipeline.review.qda.project import project_xml
from pipeline.saved import read_record
from pipeline.span import Span, rebuild
from pipeline.write import record_yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "refi-qda" / "Project.xsd"))
NS = {"q": "urn:QDA-XML:project:1.0"}
AT = dt.datetime(2026, 3, 1, 12, 30, 5, 999, tzinfo=dt.UTC)


def _opened(data):
    """A project as another program takes it: its XML, and its texts by the path that the XML names them by."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        root = etree.fromstring(archive.read("project.qde"))
        texts = {
            f"internal://{name.removeprefix('sources/')}": archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if name.startswith("sources/")
        }
    SCHEMA.assertValid(root)
    _whole(root, texts)
    return root, texts


def _whole(root, texts):
    """Check what the schema can't: ids used once, references that lead somewhere, places within their text."""
    guids = root.xpath("//@guid")
    assert len(guids) == len(set(guids))
    known = {tag: set(root.xpath(f"//q:{tag}/@guid", namespaces=NS)) for tag in ("User", "Code", "Note", "Variable")}
    selections = set(root.xpath("//q:PlainTextSelection/@guid", namespaces=NS))
    for tag, kind in (("CodeRef", "Code"), ("NoteRef", "Note"), ("VariableRef", "Variable")):
        assert set(root.xpath(f"//q:{tag}/@targetGUID", namespaces=NS)) <= known[kind]
    assert set(root.xpath("//@creatingUser | //@creatingUserGUID")) <= known["User"]
    assert set(root.xpath("//q:Link/@originGUID | //q:Link/@targetGUID", namespaces=NS)) <= selections
    for source in root.iterfind("q:Sources/q:TextSource", NS):
        text = texts[source.get("plainTextPath")]
        for one in source.iterfind("q:PlainTextSelection", NS):
            assert 0 <= int(one.get("startPosition")) < int(one.get("endPosition")) <= len(text)


def _coded(root, texts):
    """All codings: the quotation, the path of its code, who gave it."""
    names = {}
    for code in root.iter("{urn:QDA-XML:project:1.0}Code"):
        above = code.getparent().get("name")
        names[code.get("guid")] = f"{above}/{code.get('name')}" if above else code.get("name")
    users = {user.get("guid"): user.get("name") for user in root.iter("{urn:QDA-XML:project:1.0}User")}
    found = []
    for source in root.iterfind("q:Sources/q:TextSource", NS):
        text = texts[source.get("plainTextPath")]
        for one in source.iterfind("q:PlainTextSelection", NS):
            quote = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
            for coding in one.iterfind("q:Coding", NS):
                target = coding.find("q:CodeRef", NS).get("targetGUID")
                found.append((quote, names[target], users[coding.get("creatingUser")]))
    return found


def test_records_are_quotations_with_codes(output, plan):
    done = export_qda(output, "Jeugd", Origin(output))
    root, texts = _opened(done.data)
    assert set(_coded(root, texts)) == {
        ("elk kind groeit veilig op", "doel", "doelenboom"),
        (plan.activities[0].text, "activiteit/gepland", "doelenboom"),
        ("2026", "tijd/periode", "doelenboom"),
        ("Jeugdwet", "wet/Jeugdwet", "doelenboom"),
        ("Hervormingsagenda Jeugd", "kader/Hervormingsagenda Jeugd", "doelenboom"),
        ("Welzijn Rietland", "partner/Welzijn Rietland", "doelenboom"),
    }
    assert (done.documents, done.quotations, done.codings) == (1, 6, 6)
    links = {link.get("name") for link in root.iter("{urn:QDA-XML:project:1.0}Link")}
    assert links == {"dient doel", "wanneer", "met", "op grond van"}
    told = root.xpath("//q:PlainTextSelection[@name='Jeugdwet']/q:Description/text()", namespaces=NS)
    assert told == [f"{plan.legal_references[0].id}: regel legal_reference/regel, zekerheid 0,90"]
    assert root.xpath("//q:TextValue/text()", namespaces=NS) == ["Jeugd", "overig"]


def test_what_readers_said_is_theirs(output, plan, say, text):
    goal, act, time, law, frame, partner = plan.records()
    start = text.index("een huis van de wijk")
    new = Value("timeline", time.source.start - 3, time.source.end, "In 2026", {"kind": "from", "start": "2026-01-01"})
    Log(output).append(
        [
            say(goal, "klopt"),
            say(goal, "klopt_niet", "Bram"),
            say(time, "aanpassen", new=new),
            say(law, "twijfel", comment="welke Jeugdwet? <&>\x01"),
            say(frame, "opmerking", comment="nog nakijken"),
            add(Value("partner", start, start + 20), plan.document, text, who="Anna", at=AT),
            about(plan.document, who="Bram", at=AT, verb="opmerking", comment="over het geheel"),
            about(
                plan.document,
                who="Bram",
                at=AT,
                verb="opmerking",
                comment="hier",
                quote=quote_at(text, Span(text.index("Dat past"), text.index("Dat past") + 8)),
            ),
            say(partner, "klopt"),
            say(act, "bekeken"),
        ]
    )
    done = export_qda(output, "Jeugd", Origin(output), names=True)
    root, texts = _opened(done.data)
    theirs = {(quote, code, who) for quote, code, who in _coded(root, texts) if who != "doelenboom"}
    assert theirs == {
        (goal.text, "oordeel/klopt", "Anna"),
        (goal.text, "oordeel/klopt niet", "Bram"),
        ("2026", "oordeel/aangepast", "Anna"),
        ("In 2026", "tijd/vanaf", "Anna"),
        ("Jeugdwet", "oordeel/twijfel", "Anna"),
        ("een huis van de wijk", "oordeel/toegevoegd", "Anna"),
        ("een huis van de wijk", "partner", "Anna"),
        ("Welzijn Rietland", "oordeel/klopt", "Anna"),
    }
    assert done.lost == []
    notes = {
        n.get("guid"): n.findtext("q:PlainTextContent", namespaces=NS) for n in root.iterfind("q:Notes/q:Note", NS)
    }
    assert set(notes.values()) == {"welke Jeugdwet? <&>\ufffd", "nog nakijken", "over het geheel", "hier"}
    placed = {
        notes[ref.get("targetGUID")]: ref.getparent().get("name")
        for ref in root.iter("{urn:QDA-XML:project:1.0}NoteRef")
    }
    assert placed["over het geheel"] == "plan.md"
    assert placed["hier"] == "Dat past"
    assert placed["nog nakijken"] == "Hervormingsagenda Jeugd"
    assert "2026-03-01T12:30:05Z" in root.xpath("//@creationDateTime")


def test_names_are_left_out_unless_asked_for(output, plan, say):
    Log(output).append([say(plan.goals[0], "klopt"), say(plan.goals[0], "klopt", "Bram")])
    done = export_qda(output, "Jeugd", Origin(output))
    with zipfile.ZipFile(io.BytesIO(done.data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Anna" not in everything
    assert b"lezer 2" in everything
    named, only = (export_qda(output, "J", Origin(output), r, names=True) for r in ([], ["Bram"]))
    assert named.readers == {"Anna": "Anna", "Bram": "Bram"}
    assert only.readers == {"Bram": "Bram"}
    # The id of a reader without a name is not made of that name: nobody can try names on it.
    ids = [_opened(d.data)[0].xpath("//q:User/@guid", namespaces=NS) for d in (done, named)]
    assert set(ids[0]) & set(ids[1]) == {ids[0][0]}
    with pytest.raises(UsageError, match="no reader 'Cem'; those who judged are: Anna, Bram"):
        export_qda(output, "J", Origin(output), ["Cem"])


def test_the_same_records_and_verdicts_give_the_same_bytes(output, plan, say):
    Log(output).append([say(plan.goals[0], "klopt")])
    assert export_qda(output, "J", Origin(output)).data == export_qda(output, "J", Origin(output)).data


def test_line_ends_of_windows_shift_no_quotation(plan, make, say):
    windows = (
        "voorwoord\r\n\r\n"
        + "# Jeugd\r\n\r\nOns doel: elk kind groeit veilig op.\r\n\r\n"
        + (
            "In 2026 openen wij samen met Welzijn Rietland een huis van de wijk, op grond van de Jeugdwet.\r\n"
            "Dat past in de Hervormingsagenda Jeugd.\r\n"
        )
    )
    content = content_of(make(windows), windows, [])
    assert "\r" not in content.text
    assert {place.of(content.text) for place in content.places} == {r.text for r in plan.records()}


def test_signs_beyond_the_first_plane_count_as_one(make, plan):
    text = "🏡🏡 𝒟 é\n\n# Jeugd\n\nOns doel: elk kind groeit veilig op.\n\n" + (
        "In 2026 openen wij samen met Welzijn Rietland een huis van de wijk, op grond van de Jeugdwet.\n"
        "Dat past in de Hervormingsagenda Jeugd.\n"
    )
    content = content_of(make(text), text, [])
    root = etree.fromstring(project_xml("x", [content], {}))
    SCHEMA.assertValid(root)
    for one in root.iter("{urn:QDA-XML:project:1.0}PlainTextSelection"):
        assert text[int(one.get("startPosition")) : int(one.get("endPosition"))] == one.get("name")


def test_two_records_at_one_place_are_one_quotation(plan, text):
    goal = plan.goals[0]
    act = plan.activities[0].model_copy(
        update={"source": goal.source, "also_at": (Source(start=0, end=7),), "goals": (goal.id,)}
    )
    content = content_of(plan.model_copy(update={"activities": (act,)}), text, [])
    root = etree.fromstring(project_xml("x\x00", [content], {}))
    SCHEMA.assertValid(root)
    codes = root.xpath(f"//q:PlainTextSelection[@startPosition='{goal.source.start}']/q:Coding", namespaces=NS)
    assert len(codes) == 2
    assert "dient doel" not in root.xpath("//q:Link/@name", namespaces=NS), "a place has no link to itself"
    assert (
        "staat hier nog eens"
        in root.xpath("//q:PlainTextSelection[@startPosition='0']/q:Description/text()", namespaces=NS)[0]
    )


def test_a_project_without_records_is_valid(plan, text):
    empty = plan.model_copy(
        update=dict.fromkeys(("goals", "activities", "timelines", "legal_references", "frameworks", "partners"), ())
    )
    SCHEMA.assertValid(etree.fromstring(project_xml("leeg", [content_of(empty, text, [])], {})))


def test_a_verdict_without_a_place_is_given_back(plan, say):
    one = say(plan.goals[0], "klopt")
    now = plan.model_copy(update={"document": plan.document.model_copy(update={"sha256": "0" * 64}), "goals": ()})
    now = now.model_copy(
        update=dict.fromkeys(("activities", "timelines", "legal_references", "frameworks", "partners"), ())
    )
    assert content_of(now, "Iets anders.", [State([one]).of("Anna")]).lost == [one]


def test_a_document_that_is_gone_is_left_out_and_told(output, make):
    other = make(name="weg.md")
    (output / "weg.md.yaml").write_text(record_yaml(other), encoding="utf-8")
    done = export_qda(output, "J", Origin(output))
    assert done.documents == 1
    assert done.left_out == {"weg.md": "the document is not found; name its folder with --input"}
    (output.parent / "plan.md").unlink()
    with pytest.raises(UsageError, match="none of the documents is at hand"):
        export_qda(output, "J", Origin(output))


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "golden").glob("*.yaml")), ids=lambda f: f.name)
def test_every_record_of_the_corpus_is_quoted_in_place(tmp_path, file):
    whole = read_record(file)
    output = tmp_path / "output"
    output.mkdir()
    shutil.copy(file, output)
    shutil.copy(ROOT / "corpus" / whole.document.id, tmp_path)
    root, texts = _opened(export_qda(output, "corpus", Origin(output)).data)
    text = read_document(tmp_path / whole.document.id).text
    quotes = {rebuild(quote, Span(0, len(quote))) for quote, _, _ in _coded(root, texts)}
    assert quotes == {rebuild(text, Span(r.source.start, r.source.end)) for r in whole.records()} | {
        rebuild(text, Span(s.start, s.end)) for r in (*whole.goals, *whole.activities) for s in r.also_at
    }


def test_the_schema_is_the_strict_one():
    """A fault of each sort that the schema is to find is found: else the tests above would hold nothing."""
    good = '<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>'
    SCHEMA.assertValid(etree.fromstring(good))
    for bad in (
        '<Project name="x"/>',
        '<Project xmlns="urn:QDA-XML:project:1.0"/>',
        '<Project xmlns="urn:QDA-XML:project:1.0" name="x" creatingUserGUID="12"/>',
        '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources/></Project>',
        '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Notes><Note guid="1"/></Notes></Project>',
        '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Links/><Users/></Project>',
    ):
        assert not SCHEMA.validate(etree.fromstring(bad)), bad
