"""A break of the records or the tables needs a new version: what others read is held against what was promised.

``schemas/`` has what each version promised, as ``doelenboom schema`` and ``doelenboom schema --tables`` print it.
"""

import copy
import json
import re
import subprocess
from pathlib import Path

import pytest

from pipeline.export import TABLES_VERSION, tables_schema
from pipeline.record import SCHEMA_VERSION, json_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).parent / "schemas"
NOW = {"record": json_schema(), "tables": json.loads(json.dumps(tables_schema()))}
VERSIONS = {"record": SCHEMA_VERSION, "tables": TABLES_VERSION}
COMMANDS = {"record": "doelenboom schema", "tables": "doelenboom schema --tables"}
_LIMITS = ("pattern", "format", "minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems")


def _record_paths(node, definitions, path):
    """Every field by its path, with what a reader may count on; a set may grow, anything else stays."""
    if "$ref" in node:
        node = {**definitions[node["$ref"].rpartition("/")[2]], **{k: v for k, v in node.items() if k != "$ref"}}
    options = node.get("anyOf", [node])
    plain = [definitions[o["$ref"].rpartition("/")[2]] if "$ref" in o else o for o in options]
    told = {"type": sorted(o.get("type", "") for o in plain)}
    told |= {name: o[name] for o in plain for name in _LIMITS if name in o}
    values = [v for o in plain for v in (*o.get("enum", ()), *([o["const"]] if "const" in o else ()))]
    yield (
        path,
        {**told, **({"values": set(map(str, values))} if values else {}), "required": set(node.get("required", ()))},
    )
    for option in plain:
        for name, child in option.get("properties", {}).items():
            yield from _record_paths(child, definitions, f"{path}.{name}")
        for place, child in enumerate([option["items"]] if "items" in option else option.get("prefixItems", [])):
            yield from _record_paths(child, definitions, f"{path}[{place}]")


def _table_paths(schema):
    for table in schema["tables"]:
        references = {json.dumps(reference, sort_keys=True) for reference in table["references"]}
        yield table["name"], {"key": table["key"], "references": references}
        for column in table["columns"]:
            told = {name: column[name] for name in ("type", *_LIMITS) if name in column}
            values = {"values": set(column["values"])} if "values" in column else {}
            yield f"{table['name']}.{column['name']}", {**told, **values, "filled": {"always"} & {_filled(column)}}


def _filled(column):
    return "always" if column["required"] else "sometimes"


def promised(kind, schema):
    if kind == "tables":
        return dict(_table_paths(schema))
    return dict(_record_paths(schema, schema.get("$defs", {}), "record"))


def breaks(kind, before, after):
    """What a reader of ``before`` can't count on any more in ``after``."""
    old, new = promised(kind, before), promised(kind, after)
    found = [f"{path} is gone" for path in old if path not in new]
    for path in old.keys() & new.keys():
        for facet in old[path].keys() | new[path].keys():
            was, now = old[path].get(facet), new[path].get(facet)
            if isinstance(was, set) and isinstance(now, set):
                found += [f"{path}: {facet} lost {one}" for one in sorted(was - now)]
            elif was != now:
                found.append(f"{path}: {facet} was {was}, is {now}")
    return sorted(found)


def _snapshot(kind):
    path = SCHEMAS / f"{kind}-{VERSIONS[kind]}.json"
    assert path.exists(), f"version {VERSIONS[kind]} is new: {COMMANDS[kind]} > {path.relative_to(ROOT)}"
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", NOW)
def test_nothing_that_this_version_promised_is_broken(kind):
    _, before = _snapshot(kind)
    assert breaks(kind, before, NOW[kind]) == [], "raise the version, or leave this as it was"


@pytest.mark.parametrize("kind", NOW)
def test_what_was_added_is_promised_too(kind):
    path, before = _snapshot(kind)
    added = promised(kind, NOW[kind]) != promised(kind, before)
    assert not added, f"where nothing is broken: {COMMANDS[kind]} > {path.relative_to(ROOT)}"


@pytest.mark.parametrize("kind", NOW)
def test_no_promise_was_ever_taken_back_by_writing_it_anew(kind):
    path, before = _snapshot(kind)
    name = path.relative_to(ROOT).as_posix()

    def git(*arguments):
        done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    commits = git("log", "--format=%H", "--", name).split()
    if not commits:
        pytest.skip("no git history of the schemas is at hand")
    for commit in commits:
        older = git("show", f"{commit}:{name}")
        assert not older or breaks(kind, json.loads(older), before) == [], commit


@pytest.mark.parametrize("kind", NOW)
def test_the_changelog_tells_of_each_version(kind):
    section = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## Schema versions\n")[1].split("\n## ")[0]
    for version in range(1, VERSIONS[kind] + 1):
        assert re.search(rf"^\| {kind} {version} \|", section, re.MULTILINE), f"{kind} {version}"


# The check itself.


def _record_change(change):
    after = copy.deepcopy(NOW["record"])
    change(after["$defs"])
    return breaks("record", NOW["record"], after)


def _rename(properties, old, new):
    properties[new] = properties.pop(old)


RECORD_BREAKS = {
    "gone": lambda d: d["Goal"]["properties"].pop("rule"),
    "renamed": lambda d: _rename(d["Source"]["properties"], "start", "begin"),
    "another type": lambda d: d["Box"]["properties"]["page"].update(type="string"),
    "sometimes empty": lambda d: d["Goal"]["properties"].update(text={"anyOf": [{"type": "string"}, {"type": "null"}]}),
    "sometimes absent": lambda d: d["Goal"]["required"].remove("text"),
    "a value gone": lambda d: d["Activity"]["properties"]["status"]["enum"].remove("done"),
    "a list opened": lambda d: d["Activity"]["properties"]["status"].pop("enum"),
    "another id": lambda d: d["Goal"]["properties"]["id"].update(pattern="^goal-"),
    "a list made one": lambda d: d["Activity"]["properties"].update(goals={"type": "string"}),
    "deep in a list": lambda d: d["Source"]["properties"]["boxes"]["items"].update({"$ref": "#/$defs/Period"}),
}


@pytest.mark.parametrize("change", RECORD_BREAKS)
def test_a_break_of_the_records_is_found(change):
    assert _record_change(RECORD_BREAKS[change]) != []


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["Goal"]["properties"].update(extra={"type": "string"}),
        lambda d: d["Activity"]["properties"]["status"]["enum"].append("stopped"),
        lambda d: d["Goal"].update(description="In other words"),
        lambda d: d["LegalReference"]["required"].append("candidates"),
    ],
)
def test_an_addition_to_the_records_is_no_break(change):
    assert _record_change(change) == []


def _column(tables, table, name):
    return next(c for t in tables if t["name"] == table for c in t["columns"] if c["name"] == name)


def _table(tables, name):
    return next(t for t in tables if t["name"] == name)


def _table_change(change):
    after = copy.deepcopy(NOW["tables"])
    change(after["tables"])
    return breaks("tables", NOW["tables"], after)


TABLE_BREAKS = {
    "a table gone": lambda t: t.pop(),
    "a column gone": lambda t: _table(t, "goals")["columns"].pop(),
    "renamed": lambda t: _column(t, "goals", "rule").update(name="decided_by"),
    "another type": lambda t: _column(t, "timelines", "start_date").update(type="text"),
    "sometimes empty": lambda t: _column(t, "goals", "text").update(required=False),
    "a value gone": lambda t: _column(t, "activities", "status")["values"].remove("done"),
    "another key": lambda t: _table(t, "places").update(key=["record_id"]),
    "a reference gone": lambda t: _table(t, "goals")["references"].pop(),
}


@pytest.mark.parametrize("change", TABLE_BREAKS)
def test_a_break_of_the_tables_is_found(change):
    assert _table_change(TABLE_BREAKS[change]) != []


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.append({"name": "extra", "key": ["id"], "references": [], "columns": []}),
        lambda t: _table(t, "goals")["columns"].append({"name": "extra", "type": "text", "required": False}),
        lambda t: _column(t, "activities", "status")["values"].append("stopped"),
        lambda t: _column(t, "goals", "text").update(en="In other words"),
        lambda t: _column(t, "goals", "parent_id").update(required=True),
    ],
)
def test_an_addition_to_the_tables_is_no_break(change):
    assert _table_change(change) == []
