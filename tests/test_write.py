"""Records to files: the same bytes, read back as they were, written whole or not at all."""

import datetime as dt
import errno
import io
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.blockyaml import by_library
from pipeline.errors import OutputError
from pipeline.record import DocumentInfo, Goal, Period, PolicyRecord, Source, Timeline, record_id
from pipeline.write import record_pieces, record_yaml, to_yaml, write_whole


def _record(count=3, text="Inwoners doen mee"):
    goals = tuple(
        Goal(
            id=record_id("plan.txt", "goal", f"{text} {number}", "eenheid"),
            text=f"{text} {number}",
            section=("Ambities", "5.1 Wat willen we bereiken?"),
            source=Source(start=number, end=number + 5),
            rule="doelen/kop",
            confidence=0.9,
        )
        for number in range(count)
    )
    info = DocumentInfo(
        id="plan.txt", source="plan.txt", sha256="0" * 64, media_type="text/plain", title="2024", kind="begroting"
    )
    return PolicyRecord(document=info, goals=goals)


# Texts that YAML could read as something else.
TRICKY = [
    "2024",
    "2024-01-01",
    "nee",
    "no",
    "null",
    "~",
    "1e3",
    "0x1F",
    "a: b",
    "# geen",
    "- punt",
    "'aan'",
    '"aan"',
    "einde:",
    " voor",
    "na ",
    "twee\nregels",
    "tab\t.",
    "\x85",
    "\u2028",
    "\ufeff",
    "emoji 🏡",
    "é€“”",
    "%",
    "@a",
    "&a",
    "*a",
    "!x",
    "|",
    ">",
    "[a]",
    "{a}",
    "?",
    "",
    "x" * 3000,
]


@pytest.mark.parametrize("text", TRICKY)
def test_any_text_is_read_back_as_it_was(text):
    assert yaml.safe_load(to_yaml({"text": text, "lijst": [text]})) == {"text": text, "lijst": [text]}


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_every_text_is_read_back_as_it_was(text):
    shown = to_yaml([text])
    assert yaml.safe_load(shown) == [text]
    assert shown.endswith("\n")


_TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.text("-?:#,[]{}&*!|>'\"%@` abyYnNoue0123.+~<=é–€\u2028\x85\n\t\xa0\u2003😀\ufeff\x07_/", max_size=8),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
)
_SINGLE = st.one_of(_TEXTS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates())
_DATA = st.recursive(
    _SINGLE,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=1500)
@given(_DATA)
@example({"k": -0.0, "l": [0.0, True, 1, 1.0]})
@example({"x" * 130: 1})
def test_what_is_written_is_what_the_library_would_write(data):
    assert to_yaml({"k": data, "l": [data]}) == by_library({"k": data, "l": [data]})


def test_models_are_written_as_their_mappings():
    record = _record()
    for goal in (*record.goals, record.document):
        assert to_yaml([goal]) == by_library([goal.model_dump()])


def test_a_long_text_stands_on_one_line():
    assert to_yaml({"text": "woord " * 900 + "einde"}).count("\n") == 1


def test_a_record_reads_back_and_its_keys_stand_in_the_order_of_the_contract():
    record = _record()
    data = yaml.safe_load(record_yaml(record))
    assert PolicyRecord.model_validate(data) == record
    assert list(data) == list(PolicyRecord.model_fields)
    assert list(data["goals"][0]) == list(Goal.model_fields)
    assert list(data["document"]) == list(DocumentInfo.model_fields)


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1203])
def test_piece_by_piece_is_the_same_as_all_at_once(count):
    record = _record(count)
    whole = to_yaml({k: _lists(v) for k, v in record.model_dump(mode="python").items()})
    assert record_yaml(record) == "".join(record_pieces(record)) == whole


def _lists(value):
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, tuple | list) else value


def test_a_date_that_two_places_share_is_written_out_in_both():
    day = dt.date(2027, 12, 31)
    record = _record(0).model_copy(
        update={
            "document": _record(0).document.model_copy(update={"period": Period(start=day, end=day)}),
            "timelines": (
                Timeline(
                    id=record_id("plan.txt", "timeline", "eind 2027", "eenheid"),
                    text="eind 2027",
                    kind="period",
                    start=day,
                    end=day,
                    source=Source(start=0, end=9),
                    rule="tijd/jaar",
                    confidence=0.9,
                ),
            ),
        }
    )
    shown = record_yaml(record)
    assert shown.count("2027-12-31") == 4
    assert "&" not in shown
    assert "*" not in shown


def test_the_same_record_gives_the_same_bytes():
    assert record_yaml(_record()) == record_yaml(_record())
    assert record_yaml(_record()) != record_yaml(_record(2))


# Files.


def _left(folder):
    return sorted(p.name for p in folder.iterdir())


def test_a_file_is_written_below_folders_that_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "c.yaml"
    write_whole(path, "één\n")
    assert path.read_bytes() == "één\n".encode()
    assert _left(path.parent) == ["c.yaml"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_pieces_are_written_one_after_another_and_the_old_file_makes_way(tmp_path):
    path = tmp_path / "c.yaml"
    write_whole(path, "oud, en veel langer dan wat er na komt\n")
    write_whole(path, iter(["een\n", "twee\n"]))
    assert path.read_text(encoding="utf-8") == "een\ntwee\n"


class _Full(io.BytesIO):
    def write(self, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FAULTS = {
    "mkdir": lambda patch: patch.setattr(Path, "mkdir", _full),
    "mkstemp": lambda patch: patch.setattr("tempfile.mkstemp", _full),
    "write": lambda patch: patch.setattr(os, "fdopen", lambda handle, _: os.close(handle) or _Full()),
    "fsync": lambda patch: patch.setattr(os, "fsync", _full),
    "chmod": lambda patch: patch.setattr(Path, "chmod", _full),
    "replace": lambda patch: patch.setattr(Path, "replace", _full),
}


@pytest.mark.parametrize("step", FAULTS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, step):
    path = tmp_path / "c.yaml"
    write_whole(path, "oud\n")
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[step](patch)
        with pytest.raises(OutputError, match=r"c\.yaml can't be written: No space left on device; check"):
            write_whole(path, "nieuw\n")
    assert path.read_text(encoding="utf-8") == "oud\n"
    assert _left(tmp_path) == ["c.yaml"]
    write_whole(path, "nieuw\n")
    assert path.read_text(encoding="utf-8") == "nieuw\n"


@pytest.mark.parametrize("error", [ValueError("oei"), KeyboardInterrupt()])
def test_what_breaks_off_the_making_of_it_leaves_nothing_either(tmp_path, error):
    def pieces():
        yield "een\n"
        raise error

    path = tmp_path / "c.yaml"
    write_whole(path, "oud\n")
    with pytest.raises(type(error)):
        write_whole(path, pieces())
    assert path.read_text(encoding="utf-8") == "oud\n"
    assert _left(tmp_path) == ["c.yaml"]


def test_a_text_that_cannot_be_encoded_leaves_nothing(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "c.yaml", "\udce9")
    assert _left(tmp_path) == []


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / "c.yaml").mkdir()
    with pytest.raises(OutputError, match=r"c\.yaml"):
        write_whole(tmp_path / "c.yaml", "x")
    assert _left(tmp_path) == ["c.yaml"]


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(OutputError, match="too long"):
        write_whole(tmp_path / ("x" * 300), "x")
    assert _left(tmp_path) == []
