"""Two sets of records side by side: paired by id, else by place; what differs is told field by field."""

import pytest

from pipeline.impact import compare
from pipeline.impact.told import difference
from pipeline.record import Activity, DocumentInfo, Framework, Goal, Partner, PolicyRecord, Source, Timeline

INFO = DocumentInfo(
    id="plan.txt", source="plan.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
)


def record(**fields):
    return PolicyRecord(document=INFO, **fields)


def _common(number, prefix, start, end, **fields):
    given = {"text": f"tekst {number}", "rule": "tabel/regel", "confidence": 0.9, **fields}
    return {"id": f"{prefix}-{number:016x}", "source": Source(start=start, end=end), **given}


def goal(number, start=0, end=10, **fields):
    return Goal(**_common(number, "doel", start, end, **fields))


def act(number, start=0, end=10, **fields):
    return Activity(**_common(number, "act", start, end, **{"status": "ongoing", **fields}))


def partner(number, start=0, end=10, **fields):
    return Partner(**_common(number, "partner", start, end, **{"kind": "named", **fields}))


def kader(number, start=0, end=10, **fields):
    return Framework(**_common(number, "kader", start, end, **fields))


def tijd(number, start=0, end=10, **fields):
    return Timeline(**_common(number, "tijd", start, end, **{"kind": "continuous", **fields}))


def told(old, new):
    return [
        (c.sort, c.kind, c.record.text, {d.field: (d.old, d.new) for d in c.fields})
        for c in compare(record(**old), record(**new))
    ]


CASES = [
    ("the same", {"goals": (goal(1),)}, {"goals": (goal(1),)}, []),
    ("appears", {}, {"goals": (goal(1),)}, [("appears", "goal", "tekst 1", {})]),
    ("vanishes", {"goals": (goal(1),)}, {}, [("vanishes", "goal", "tekst 1", {})]),
    (
        "status, rule and certainty",
        {"activities": (act(1),)},
        {"activities": (act(1, status="done", rule="tabel/ander", confidence=0.8),)},
        [
            (
                "changes",
                "activity",
                "tekst 1",
                {"status": ("ongoing", "done"), "rule": ("tabel/regel", "tabel/ander"), "confidence": (0.9, 0.8)},
            )
        ],
    ),
    (
        "a value, and the sort of it",
        {"partners": (partner(1),)},
        {"partners": (partner(1, kind="group", canonical="GGD"),)},
        [("changes", "partner", "tekst 1", {"canonical": (None, "GGD"), "sort": ("named", "group")})],
    ),
    (
        "cut otherwise at the same place",
        {"partners": (partner(1, 0, 10),)},
        {"partners": (partner(2, 0, 14),)},
        [("changes", "partner", "tekst 2", {"text": ("tekst 1", "tekst 2")})],
    ),
    (
        "an activity that is a goal now",
        {"activities": (act(1, text="a"),)},
        {"goals": (goal(1, text="a"),)},
        [("changes", "goal", "a", {"kind": ("activity", "goal")})],
    ),
    (
        "a partner that is a framework now",
        {"partners": (partner(1, text="a"),)},
        {"frameworks": (kader(1, text="a", kind="plan"),)},
        [("changes", "framework", "a", {"kind": ("partner", "framework")})],
    ),
    (
        "a time where a partner stood is another thing",
        {"partners": (partner(1),)},
        {"timelines": (tijd(2),)},
        [("vanishes", "partner", "tekst 1", {}), ("appears", "timeline", "tekst 2", {})],
    ),
    (
        "elsewhere is another record",
        {"partners": (partner(1, 0, 10),)},
        {"partners": (partner(2, 10, 20),)},
        [("vanishes", "partner", "tekst 1", {}), ("appears", "partner", "tekst 2", {})],
    ),
    (
        "of two at one place that of the same kind",
        {"activities": (act(1, text="a"),)},
        {"goals": (goal(2, 0, 10),), "activities": (act(3, 0, 4, text="b"),)},
        [("changes", "activity", "b", {"text": ("a", "b")}), ("appears", "goal", "tekst 2", {})],
    ),
    (
        "links by their texts",
        {"goals": (goal(1, 20, 30),), "activities": (act(2),)},
        {"goals": (goal(1, 20, 30),), "activities": (act(2, goals=("doel-" + f"{1:016x}",)),)},
        [("changes", "activity", "tekst 2", {"goals": ((), ("tekst 1",))})],
    ),
    (
        "a link to what only has another id is the same link",
        {"partners": (partner(1, text="a"),), "activities": (act(2, partners=("partner-" + f"{1:016x}",)),)},
        {"partners": (partner(3, text="a"),), "activities": (act(2, partners=("partner-" + f"{3:016x}",)),)},
        [],
    ),
]


@pytest.mark.parametrize(("old", "new", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_differs(old, new, wanted):
    assert told(old, new) == wanted


def test_the_other_way_round_is_the_opposite():
    opposite = {"appears": "vanishes", "vanishes": "appears", "changes": "changes"}
    for name, old, new, _ in CASES:
        there = sorted(opposite[sort] for sort, *_ in told(old, new))
        assert there == sorted(sort for sort, *_ in told(new, old)), name


def test_links_are_told_by_what_comes_and_goes():
    (change,) = compare(
        record(goals=(goal(1, 20, 30), goal(2, 30, 40)), activities=(act(3, goals=(goal(1).id,)),)),
        record(goals=(goal(1, 20, 30), goal(2, 30, 40)), activities=(act(3, goals=(goal(2).id,)),)),
    )
    assert [difference(d) for d in change.fields] == ["− tekst 1; + tekst 2"]
