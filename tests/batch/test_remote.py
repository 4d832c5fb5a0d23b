"""Documents and outputs at URLs, on servers started here: an S3 store, and the web with and without TLS."""

import datetime as dt
import http.server
import ipaddress
import shutil
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import boto3
import fsspec
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from moto.server import ThreadedMotoServer

from pipeline.batch import Remote, Shard, Work, collect, merge, named, remote, run_batch
from pipeline.errors import OutputError, ReadError, UsageError
from pipeline.write import STATE

PLAN = "# Plan {n}\n\n## Wat gaan we daarvoor doen?\n\n- Wij starten in 202{n} een pilot met GGD Veenoord.\n"


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plannen"
    for n, name in enumerate(("a.md", "2024/b.md", "2024/diep/c c.txt")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PLAN.format(n=n), encoding="utf-8")
    shutil.copy(Path(__file__).parents[2] / "corpus" / "jaarverslag-2025-wijkteams.pdf", folder / "p.pdf")
    (folder / "leeg.txt").write_bytes(b"")
    (folder / ".verborgen.txt").write_text("x", encoding="utf-8")
    (folder / "g.xlsx").write_bytes(b"PK")
    return folder


@pytest.fixture(scope="module")
def server():
    found = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    found.start()
    yield "http://{}:{}".format(*found.get_host_and_port())
    found.stop()


@pytest.fixture
def bucket(server, monkeypatch):
    """A fresh bucket, found as a user's would be: by the environment."""
    settings = {
        "AWS_ACCESS_KEY_ID": "sleutel",
        "AWS_SECRET_ACCESS_KEY": "geheim",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL": server,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    name = f"emmer-{len(client.list_buckets()['Buckets'])}"
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    fsspec.filesystem("s3").clear_instance_cache()
    yield Bucket(client, name)
    fsspec.filesystem("s3").clear_instance_cache()


class Bucket:
    def __init__(self, client, name):
        self.client, self.name, self.url = client, name, f"s3://{name}"

    def put(self, key, data):
        self.client.put_object(Bucket=self.name, Key=key, Body=data)

    def fill(self, folder, prefix):
        for path in folder.rglob("*"):
            if path.is_file():
                self.put(f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes())

    def files(self, prefix):
        listed = self.client.list_objects_v2(Bucket=self.name, Prefix=f"{prefix}/").get("Contents", [])
        return {
            one["Key"].removeprefix(f"{prefix}/"): self.client.get_object(Bucket=self.name, Key=one["Key"])[
                "Body"
            ].read()
            for one in listed
        }


@contextmanager
def web(folder, context=None):
    """A web server of a folder; gives its address and the paths that it was asked for."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            asked.append(self.path)
            if self.path.startswith("/stuk"):
                self.send_error(500, "kapot")
            elif self.path.startswith("/half"):
                self.send_response(200)
                self.send_header("Content-Length", "1000000")
                self.end_headers()
                self.wfile.write(b"# Plan\n")
                self.close_connection = True
            elif self.path == "/" or self.path.startswith("/pagina"):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>Plan</title><main><h1>Plan</h1><p>Wij starten in 2025.</main>")
            else:
                super().do_GET()

        def do_HEAD(self):
            if self.path == "/" or self.path.startswith("/pagina"):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
            else:
                super().do_HEAD()

    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    if context is not None:
        found.socket = context.wrap_socket(found.socket, server_side=True)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    try:
        yield f"{'http' if context is None else 'https'}://127.0.0.1:{found.server_port}", asked
    finally:
        found.shutdown()
        found.server_close()


def _records(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*.yaml")
        if p.name != "timings.yaml" and STATE not in p.parts
    }


def _without_source(files):
    """Records as they are but for where they came from, which is what may differ."""
    found = {}
    for name, data in files.items():
        one = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if "document" in one:
            one["document"].pop("source")
        found[name] = one
    return found


# What a URL is.


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("s3://emmer/map/plan.md", "s3://emmer/map/plan.md"),
        ("https://jan:geheim@example.org:8443/plan.pdf", "https://example.org:8443/plan.pdf"),
        ("https://example.org/plan.pdf?sig=a%2Fb&x=1#blad", "https://example.org/plan.pdf"),
        ("ftp://jan@example.org/", "ftp://example.org/"),
        ("map/plan?x.md", "map/plan?x.md"),
    ],
)
def test_what_is_secret_is_not_shown(url, shown):
    assert remote.without_secrets(url) == shown


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("plannen/a.md", Path("plannen/a.md")),
        ("file:///data/a%20b.md", Path("/data/a b.md")),
        ("file://localhost/data", Path("/data")),
        ("C:\\plannen", Path("C:\\plannen")),
        ("s3://emmer/a.md", None),
        ("https://example.org/a.md", None),
    ],
)
def test_which_texts_are_paths(text, path):
    assert remote.local_path(text) == path


@pytest.mark.parametrize("url", ["zomaar://x/plan.md", "gs://emmer/plan.md"])
def test_a_library_that_is_missing_is_told_with_how_to_get_it(url, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(UsageError, match=r"can't be used|pip install 'doelenboom\[remote\]'"):
        collect([url], tmp_path)


def test_without_the_extra_it_says_how_to_get_it(tmp_path, monkeypatch):
    for name in [n for n in sys.modules if n == "fsspec" or n.startswith("fsspec.")]:
        monkeypatch.setitem(sys.modules, name, None)
    for url in ("s3://emmer/plan.md", "https://example.org/plan.md"):
        with pytest.raises(UsageError, match=r"pip install 'doelenboom\[remote\]'"):
            collect([url], tmp_path)


# Documents.


def test_a_prefix_gives_what_a_folder_gives(bucket, plans, rules, tmp_path):
    bucket.fill(plans, "in/plannen")
    one = run_batch(collect([plans], tmp_path / "een"), Work(tmp_path / "een", rules, "blank"))
    items = collect([f"{bucket.url}/in/plannen"], tmp_path / "ander")
    assert [i.id for i in items] == ["2024/b.md", "2024/diep/c c.txt", "a.md", "leeg.txt", "p.pdf"]
    other = run_batch(items, Work(tmp_path / "ander", rules, "blank"))
    assert [o.row() for o in other.outcomes] == [o.row() for o in one.outcomes]
    there = _records(tmp_path / "ander")
    assert _without_source(there) == _without_source(_records(tmp_path / "een"))
    sources = {yaml.safe_load(data)["document"]["source"] for name, data in there.items() if name != "manifest.yaml"}
    assert f"{bucket.url}/in/plannen/2024/diep/c c.txt" in sources
    again = run_batch(items, Work(tmp_path / "ander", rules, "blank"))
    assert again.reused == [i.id for i in items]


def test_a_document_that_changed_there_is_done_again(bucket, rules, tmp_path):
    bucket.put("in/a.md", PLAN.format(n=1).encode())
    bucket.put("in/b.md", PLAN.format(n=2).encode())
    work = Work(tmp_path / "uit", rules, "blank")
    run_batch(collect([f"{bucket.url}/in"], None), work)
    bucket.put("in/b.md", PLAN.format(n=3).encode())
    assert run_batch(collect([f"{bucket.url}/in"], None), work).reused == ["a.md"]


def test_the_same_document_from_elsewhere_names_its_source(bucket, rules, tmp_path):
    bucket.put("in/a.md", PLAN.format(n=1).encode())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(PLAN.format(n=1), encoding="utf-8")
    work = Work(tmp_path / "uit", rules, "blank", cache=tmp_path / "cache")
    for where, source in ((tmp_path / "in", "a.md"), (f"{bucket.url}/in", f"{bucket.url}/in/a.md")) * 2:
        run_batch(collect([where], None), work)
        data = (tmp_path / "uit" / "a.md.yaml").read_bytes()
        assert yaml.safe_load(data)["document"]["source"] == source


def test_one_document_by_its_url_and_bad_ones_beside_it(bucket, rules, tmp_path):
    bucket.put("in/a.md", PLAN.format(n=1).encode())
    urls = [f"{bucket.url}/in/a.md", f"{bucket.url}/in/weg.md", f"{bucket.url}/leeg/", "s3://er-is-geen-emmer/x"]
    result = run_batch(collect(urls, None), Work(tmp_path / "uit", rules, "blank"))
    assert {o.id: o.extracted for o in result.outcomes} == {"a.md": True, "weg.md": False, "leeg": False, "x": False}
    for outcome in result.failed:
        assert "s3://" in outcome.reason
        assert "check the URL" in outcome.reason


def test_two_documents_of_one_name_are_refused(bucket, tmp_path):
    bucket.put("een/a.md", b"x")
    bucket.put("twee/a.md", b"x")
    with pytest.raises(UsageError, match=r"would both be 'a\.md'"):
        collect([f"{bucket.url}/een", f"{bucket.url}/twee"], tmp_path)


def test_pages_and_files_of_the_web(plans, rules, tmp_path):
    with web(plans) as (address, asked):
        urls = [f"{address}/a.md?sig=geheim", f"{address}/2024/diep/c%20c.txt", f"{address}/p.pdf", f"{address}/pagina"]
        items = collect([*urls, f"{address}/"], None)
        host = address.removeprefix("http://").replace(":", "-")
        assert sorted(i.id for i in items) == sorted(["a.md", "c c.txt", "p.pdf", "pagina", host])
        assert asked == [], "nothing is fetched before its turn"
        result = run_batch(items, Work(tmp_path / "uit", rules, "blank"))
    assert result.failed == []
    assert "/a.md?sig=geheim" in asked
    for path in (tmp_path / "uit").rglob("*"):
        assert path.is_dir() or b"geheim" not in path.read_bytes(), path
    record = yaml.safe_load((tmp_path / "uit" / "pagina.yaml").read_bytes())
    assert record["document"]["source"] == f"{address}/pagina"
    assert record["document"]["media_type"] == "text/html"


def test_what_goes_wrong_on_the_web_costs_that_document_alone(plans, rules, tmp_path):
    with web(plans) as (address, _):
        names = ("weg.md", "stuk.md?token=geheim", "half.md", "a.md", "leeg.txt")
        result = run_batch(collect([f"{address}/{n}" for n in names], None), Work(tmp_path / "uit", rules, "blank"))
    dead = run_batch(collect([f"{address}/a.md"], None), Work(tmp_path / "dood", rules, "blank"))
    assert [o.id for o in result.outcomes if o.extracted] == ["a.md"]
    reasons = {o.id: o.reason for o in [*result.failed, *dead.failed]}
    assert sorted(reasons) == ["a.md", "half.md", "leeg.txt", "stuk.md", "weg.md"]
    why = {"a.md": "connect", "half.md": "", "stuk.md": "500", "weg.md": "404"}
    for name, what in why.items():
        assert reasons[name].startswith(f"'{address}/{name}' can't be read: "), reasons[name]
        assert reasons[name].endswith("and run again")
        assert what in reasons[name]
        assert "geheim" not in reasons[name]
        assert "\n" not in reasons[name]


def test_over_the_limit_it_stops_fetching(plans, rules, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "LIMIT", 10)
    with web(plans) as (address, _):
        result = run_batch(collect([f"{address}/a.md"], None), Work(tmp_path / "uit", rules, "blank"))
    assert "which is the limit; split it" in result.failed[0].reason


@pytest.fixture
def certificate(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificaat.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.mark.slow
def test_with_tls_and_only_who_is_trusted(plans, tmp_path, certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    command = [sys.executable, "-m", "pipeline", "extract", "-q", "--no-cache", "--model", "blank", "--jobs", "1"]
    with web(plans, context) as (address, _):
        refused = subprocess.run(
            [*command, f"{address}/a.md", "-o", "een"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        done = subprocess.run(
            [*command, f"{address}/a.md", "-o", "ander"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert refused.returncode == 1
    assert "certificate" in refused.stderr.lower()
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "ander" / "a.md.yaml").is_file()


# Outputs.


def test_a_run_into_a_bucket_is_the_same_as_into_a_folder(bucket, plans, rules, tmp_path):
    folder, there = tmp_path / "uit", Remote(f"{bucket.url}/uit/map")
    run_batch(collect([plans], folder), Work(folder, rules, "blank"))
    result = run_batch(collect([plans], None), Work(there, rules, "blank"))
    files = bucket.files("uit/map")
    assert {n: d for n, d in files.items() if n != "timings.yaml"} == _records(folder)
    assert "timings.yaml" in files
    assert result.reused == []
    again = run_batch(collect([plans], None), Work(there, rules, "blank"))
    assert len(again.reused) == 5
    assert {n: d for n, d in bucket.files("uit/map").items() if n != "timings.yaml"} == _records(folder)


def test_what_is_lost_there_or_touched_is_made_again(bucket, plans, rules):
    there = Remote(f"{bucket.url}/uit")
    run_batch(collect([plans], None), Work(there, rules, "blank"))
    before = bucket.files("uit")
    bucket.client.delete_object(Bucket=bucket.name, Key="uit/a.md.yaml")
    bucket.put("uit/2024/b.md.yaml", b"schema_version: 1\n")
    result = run_batch(collect([plans], None), Work(there, rules, "blank"))
    assert len(result.reused) == 3
    after = bucket.files("uit")
    assert {n: d for n, d in after.items() if n != "timings.yaml"} == {
        n: d for n, d in before.items() if n != "timings.yaml"
    }


def test_the_record_of_an_input_that_is_gone_or_newly_fails_goes(bucket, plans, rules):
    there = Remote(f"{bucket.url}/uit")
    run_batch(collect([plans], None), Work(there, rules, "blank"))
    bucket.put("uit/eigen.yaml", b"van: een ander")
    (plans / "a.md").unlink()
    (plans / "2024" / "b.md").write_bytes(b"")
    shutil.rmtree(there.state)  # as on another machine: the manifest tells what was there
    result = run_batch(collect([plans], None), Work(there, rules, "blank"))
    assert result.removed == ["2024/b.md.yaml", "a.md.yaml"]
    assert sorted(bucket.files("uit")) == [
        "2024/diep/c c.txt.yaml", "eigen.yaml", "manifest.yaml", "p.pdf.yaml", "timings.yaml",
    ]  # fmt: skip


def test_shards_join_there_too(bucket, plans, rules, tmp_path):
    run_batch(collect([plans], tmp_path / "heel"), Work(tmp_path / "heel", rules, "blank"))
    there = Remote(f"{bucket.url}/uit")
    for n in (1, 2):
        run_batch(collect([plans], None), Work(there, rules, "blank"), shard=Shard(n, 2))
    assert merge(there) == (5, [])
    assert {n: d for n, d in bucket.files("uit").items() if n != "timings.yaml"} == _records(tmp_path / "heel")


@pytest.mark.parametrize("url", ["s3://er-is-geen-emmer/uit", "https://jan:geheim@example.org/uit"])
def test_where_nothing_can_be_written_it_says_so_before_any_work(bucket, plans, rules, url, monkeypatch):
    monkeypatch.setattr("pipeline.batch.kept.read_document", lambda *_: pytest.fail("it worked in vain"))
    with pytest.raises(OutputError, match="can't be written to") as told:
        run_batch(collect([plans], None), Work(Remote(url), rules, "blank"))
    assert remote.without_secrets(url) in str(told.value)
    assert "geheim" not in str(told.value)


def test_a_record_that_cannot_be_put_fails_alone_and_the_next_run_tries_again(bucket, plans, rules, monkeypatch):
    there = Remote(f"{bucket.url}/uit")
    files, _ = remote._files(there.url)
    real = files.pipe_file

    def full(path, data):
        if path.endswith("a.md.yaml"):
            raise OSError("quota exceeded")
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(files, "pipe_file", full)
        result = run_batch(collect([plans], None), Work(there, rules, "blank"))
    assert [o.id for o in result.failed] == ["a.md", "leeg.txt"]
    assert f"a.md.yaml can't be written to '{there.url}': quota" in result.failed[0].reason
    assert "a.md.yaml" not in bucket.files("uit")
    assert len(run_batch(collect([plans], None), Work(there, rules, "blank")).reused) == 4


def test_in_memory_as_a_program_may_want_it(plans, rules):
    files = fsspec.filesystem("memory")
    there = Remote("memory://uit")
    try:
        files.pipe_file("/in/a.md", PLAN.format(n=1).encode())
        run_batch(collect(["memory://in"], None), Work(there, rules, "blank"))
        assert there.names() == ["a.md.yaml", "manifest.yaml", "timings.yaml"]
        assert b"memory://" in (there.read("a.md.yaml") or b"")
    finally:
        files.store.clear()
        shutil.rmtree(there.state, ignore_errors=True)


def test_a_document_that_is_not_there_says_so():
    with pytest.raises(ReadError, match=r"'memory://weg\.md' can't be read: there is nothing of this name; check"):
        remote.fetched("memory://weg.md", "weg.md").__enter__()


def test_a_file_url_is_the_folder(tmp_path):
    assert named(tmp_path.as_uri()) == tmp_path
    assert named("s3://emmer/x") == Remote("s3://emmer/x")


@pytest.mark.slow
def test_as_a_user_runs_it_with_workers(bucket, plans, tmp_path):
    bucket.fill(plans, "in")
    command = [sys.executable, "-m", "pipeline", "extract", "--no-cache", "--model", "blank", "--jobs", "2"]
    for _ in range(2):
        done = subprocess.run(
            [*command, f"{bucket.url}/in", "-o", f"{bucket.url}/uit"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert f"records: {bucket.url}/uit/" in done.stdout
    assert "5 of 5 were done before" in done.stdout
    assert sorted(bucket.files("uit")) == [
        "2024/b.md.yaml", "2024/diep/c c.txt.yaml", "a.md.yaml", "manifest.yaml", "p.pdf.yaml", "timings.yaml",
    ]  # fmt: skip
    timings = yaml.safe_load(bucket.files("uit")["timings.yaml"])
    assert timings["arguments"]["paths"] == [f"{bucket.url}/in"]
    assert list(tmp_path.iterdir()) == [plans]
