"""``doelenboom review``: what it says, what it refuses, and that it serves this machine only."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

README = Path(__file__).resolve().parents[2] / "README.md"


def run(*arguments):
    return CliRunner().invoke(app, ["review", *map(str, arguments)])


@pytest.fixture
def started(home):
    """The command itself, started over a folder: the lines that it says, and its address."""
    programs = []

    def start(*arguments):
        command = [sys.executable, "-m", "pipeline", "review", home / "output", "--no-open", "--port", "0", *arguments]
        command += ["--cache", home / "cache"]
        program = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(README.parent)},
        )
        programs.append(program)
        return program, [program.stdout.readline().rstrip("\n") for _ in range(2)]

    yield start
    for program in programs:
        program.kill()
        program.wait()


def test_it_starts_says_where_and_stops(started, home):
    program, lines = started("--rules", "mijn-eigen", "--reader", "Anna")
    address = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+/\?sleutel=[\w-]{20,})", lines[0])[1]
    shown = re.search(
        r"\$ doelenboom review output --rules mijn-regels\n(.*?)```", README.read_text("utf-8"), re.DOTALL
    )

    def masked(text):
        return re.sub(r":\d+/\?sleutel=\S+", ":…", text)

    assert masked(shown[1]).splitlines() == [masked(line) for line in lines]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(address).read().decode()
    assert "jeugd.md" in page
    assert "Anna" in page
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address.partition("?")[0])
    assert (home / "mijn-eigen" / "partners.yaml").is_file()  # made as a copy of the bundled tables
    program.send_signal(signal.SIGINT)
    assert program.wait(30) in (0, 130, -signal.SIGINT)


def test_only_this_machine_is_served(started):
    _, lines = started()
    port = int(re.search(r":(\d+)/", lines[0])[1])
    listening = {line.split()[1] for name in ("tcp", "tcp6") for line in _connections(name) if f":{port:04X}" in line}
    assert listening == {f"0100007F:{port:04X}"}  # 127.0.0.1 and no other address


def _connections(name):
    path = Path(f"/proc/net/{name}")
    if not path.exists():
        pytest.skip("this system does not say what listens where")
    return [line for line in path.read_text().splitlines() if " 0A " in line]  # those that listen


def test_a_folder_without_records_is_told(tmp_path):
    for folder in (tmp_path, tmp_path / "weg"):
        answer = run(folder, "--no-open")
        assert answer.exit_code == 2
        assert "doelenboom extract" in answer.output


def test_a_port_that_is_taken_is_told(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run(home / "output", "--no-open", "--port", port, "--cache", home / "cache")
    assert answer.exit_code == 2
    assert f"port {port}" in answer.output
    assert "--port" in answer.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "*"])
def test_other_machines_are_served_on_one_address_only(home, host):
    answer = run(home / "output", "--no-open", "--host", host)
    assert answer.exit_code == 2
    assert "every address" in answer.output


@pytest.mark.parametrize("name", ["", "a" * 61, "a\x1bb"])
def test_a_name_that_is_none_is_told(home, name):
    answer = run(home / "output", "--no-open", "--reader", name, "--cache", home / "cache")
    assert answer.exit_code == 2
    assert "name" in answer.output


def test_what_is_lacking_is_told_with_how_to_get_it(home, monkeypatch):
    import pipeline.commands.reviewapp as command

    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "uvicorn" else object())
    answer = run(home / "output")
    assert answer.exit_code == 2
    assert "uvicorn" in answer.output
    assert "doelenboom[review]" in answer.output
