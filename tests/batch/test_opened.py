"""Commands over the output of a run that stands at a URL: in a store, in memory, on the web."""

import fsspec
import pytest
from typer.testing import CliRunner

from pipeline.batch import Remote, Work, collect, opened, run_batch
from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.review import Live, judge, now
from pipeline.store import records_below
from tests.batch.test_remote import bucket, plans, server, web  # noqa: F401 - fixtures

PLAN = "2024/diep/c c.txt"


def call(*arguments):
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folder(plans, rules, tmp_path):  # noqa: F811
    """The same run in a folder of this machine, with a verdict on one of its records."""
    output = tmp_path / "uit"
    run_batch(collect([plans], output), Work(output, rules, "blank"))
    whole = next(r for r in records_below(output) if r.document.id == PLAN)
    text = (plans / PLAN).read_text(encoding="utf-8")
    verdict = judge(whole.partners[0], whole.document, text, who="Anna", at=now(), verb="klopt")
    Live(output).append([verdict])
    return output


@pytest.fixture(params=["s3", "memory", "http"])
def there(request, folder):
    """The URL of what stands in that folder."""
    if request.param == "http":
        with web(folder) as (url, _):
            yield url
        return
    url = "memory://uit" if request.param == "memory" else f"{request.getfixturevalue('bucket').url}/uit/map"
    files, root = fsspec.core.url_to_fs(url)
    for path in folder.rglob("*"):
        if path.is_file():
            files.pipe_file(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    yield url
    files.rm(root, recursive=True)


def test_what_is_opened_is_what_stands_there_and_goes_after(folder, there):
    with opened(there) as found:
        for path in folder.rglob("*.yaml"):
            assert (found / path.relative_to(folder)).read_bytes() == path.read_bytes()
        assert not (found / ".doelenboom").exists()
        assert list(records_below(found)) == list(records_below(folder))
    assert not found.exists()
    with opened(str(folder)) as same:
        assert same == folder
    assert folder.exists()


def test_commands_say_the_same_of_it(folder, there, plans, tmp_path):  # noqa: F811
    """Each command over the URL as over the folder: what it says, and what it writes."""
    cache = tmp_path / "cache"
    commands = {
        "tree": ("tree", f"{{}}/{PLAN}.yaml"),
        "export": ("export", "{}", "--format", "csv", "--to", "{to}"),
        "report": ("report", "{}", "--input", plans, "--to", "{to}"),
        "dashboard": ("dashboard", "{}", "--to", "{to}"),
        "impact": ("rules", "impact", "{}", "--input", plans, "--model", "blank", "--cache", cache, "--to", "{to}"),
        "suggest": ("rules", "suggest", "{}", "--input", plans, "--cache", cache),
    }
    if not there.startswith("http"):  # nothing on the web says that there are verdicts
        commands["show"] = ("verdicts", "show", "{}")
        commands["check"] = ("verdicts", "check", "{}", "--input", plans)
    for name, command in commands.items():
        told = []
        for where in (str(folder), there):
            to = tmp_path / ("there" if where == there else "here") / name
            to.parent.mkdir(exist_ok=True)
            code, out, err = call(*(str(one).format(where, to=to) for one in command))
            assert (code, err) == (0, ""), (name, where)
            files = [to] if to.is_file() else sorted(p for p in to.rglob("*") if p.is_file()) if to.is_dir() else []
            assert bool(files) is ("{to}" in command)
            told.append((out.replace(str(to), "TO"), [(p.name, p.read_bytes()) for p in files]))
        assert told[0][0] == told[1][0], name
        assert [n for n, _ in told[0][1]] == [n for n, _ in told[1][1]]
        if name in ("report", "dashboard", "impact"):
            assert told[0][1][0][1] == told[1][1][0][1], name


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("review", "{}"), "verdicts are kept beside the records; copy it to a folder on this machine"),
        (("concepts", "{}"), "the ids are kept beside the records; copy it to a folder on this machine"),
        (("report", "{}"), "say with --to where rapport.html should be written on this machine"),
        (("dashboard", "{}"), "say with --to where dashboard.html should be written on this machine"),
        (("tree", "{}/weg.yaml"), "there is nothing of this name"),
        (("export", "memory://elders", "--format", "csv", "--to", "uit"), "'memory://elders' holds no records"),
        (("rules", "explain", "doel-0000000000000000", "--output", "memory://elders"), "holds no records"),
    ],
)
def test_what_can_not_be_done_says_so_with_the_next_step(rules, tmp_path, monkeypatch, command, why):
    monkeypatch.chdir(tmp_path)
    files = fsspec.filesystem("memory")
    (tmp_path / "plan.md").write_text("# Plan\n\n- Wij starten in 2025 een pilot met GGD Veenoord.\n", encoding="utf-8")
    run_batch(collect([tmp_path / "plan.md"], None), Work(Remote("memory://uit"), rules, "blank"))
    try:
        code, _, err = call(*(one.format("memory://uit") for one in command))
    finally:
        files.store.clear()
    assert code == 2
    assert why in err
    assert "/tmp" not in err


def test_a_damaged_file_is_named_as_the_user_knows_it():
    files = fsspec.filesystem("memory")
    files.pipe_file("/stuk/plan.yaml", b"schema_version: 1\ndocument: nee\n")
    try:
        with (
            pytest.raises(UsageError, match=r"^'memory://stuk/plan\.yaml' is no record file"),
            opened("memory://stuk") as found,
        ):
            list(records_below(found))
    finally:
        files.store.clear()


def test_nothing_is_written_outside_the_folder_that_it_is_fetched_to(tmp_path):
    evil = "documents:\n- {id: ../../weg, outcome: extracted}\n- {id: plan.md, outcome: extracted}\n"
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "manifest.yaml").write_text(evil, encoding="utf-8")
    (tmp_path / "uit" / "plan.md.yaml").write_text("schema_version: 1\n", encoding="utf-8")
    with web(tmp_path / "uit") as (url, asked), opened(url) as found:
        assert sorted(p.name for p in found.rglob("*")) == ["manifest.yaml", "plan.md.yaml"]
    assert not any("weg" in path for path in asked)
