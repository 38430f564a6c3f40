"""A case in the browser, drawn anew when it is saved."""

import http.client
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from queue import Queue

import pytest
from typer.testing import CliRunner

import georoutes as gr
from georoutes import cli
from georoutes.watch import Watch

CASE = """\
title: {title}
routes: {{r: {{legs: [{{from: [30.7, 46.4], to: [33.0, 45.0], mode: air}}]}}}}
"""


@pytest.fixture
def watched(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(title="The first title"), encoding="utf-8")
    with Watch(path) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server, path
        server.shutdown()
        thread.join()


def ask(server, path, host=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def test_the_page_shows_the_map_and_asks_for_its_version(watched):
    server, _ = watched
    answer, body = ask(server, "/")
    assert answer.status == 200
    assert "<iframe" in body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    answer, body = ask(server, "/map?1")
    assert answer.status == 200
    assert "The first title" in body


def test_a_saved_file_has_a_new_version_and_a_new_map(watched):
    server, path = watched
    before = ask(server, "/version")[1]
    assert ask(server, "/version")[1] == before
    path.write_text(CASE.format(title="Another, longer title"), encoding="utf-8")
    assert ask(server, "/version")[1] != before
    assert "Another, longer title" in ask(server, "/map")[1]


def test_a_fault_is_shown_and_the_next_save_heals_it(watched):
    server, path = watched
    path.write_text("title: <script>alert(1)</script>\nroutes: 3\n", encoding="utf-8")
    answer, body = ask(server, "/map")
    assert answer.status == 200
    assert "An error in the case" in body
    assert "<script>alert" not in body
    path.unlink()
    assert ask(server, "/version")[1] == "missing"
    assert "no such file" in ask(server, "/map")[1]
    path.write_text(CASE.format(title="Healed"), encoding="utf-8")
    assert "Healed" in ask(server, "/map")[1]


def test_a_fault_is_told_without_a_page(tmp_path):
    path, told = tmp_path / "case.yaml", Queue()
    path.write_text(CASE.format(title="Whole"), encoding="utf-8")
    with Watch(path, tell=told.put) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        path.write_text("title: x\nroutes: 3\n", encoding="utf-8")
        assert "routes" in told.get(timeout=60)
        server.shutdown()
        thread.join()


def test_a_case_that_is_not_there_is_not_watched(tmp_path):
    result = CliRunner().invoke(cli.app, ["watch", str(tmp_path / "nope.yaml")])
    assert isinstance(result.exception, gr.CaseError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["."], "folder"), (["/dev/stdin"], "with -o"), (["case.yaml", "-o", "x.txt"], "'.txt'")],
)
def test_a_map_has_a_place_and_a_kind(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli.app, ["map", *arguments])
    assert isinstance(result.exception, gr.GeoroutesError)
    assert said in str(result.exception)
    assert not list(tmp_path.iterdir())


def test_only_this_machine_is_answered(watched):
    server, _ = watched
    assert server.server_address[0] == "127.0.0.1"
    assert ask(server, "/map", host="evil.example:80")[0].status == 421
    assert ask(server, "/map", host=f"localhost:{server.server_port}")[0].status == 200
    assert ask(server, "/../case.yaml")[0].status == 404


def test_a_browser_that_leaves_is_no_error(watched, capfd):
    server, _ = watched
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.server_port)) as leaver:
            leaver.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )  # it hangs up at once
            leaver.sendall(f"GET /map HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
    assert ask(server, "/map")[0].status == 200
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "path", ["/case.yaml", "/%2e%2e/case.yaml", "//etc/passwd", "/map/../case.yaml", "/versions"]
)
def test_nothing_else_is_served(watched, path):
    answer, body = ask(watched[0], path)
    assert (answer.status, body) == (404, "there is / only\n")


def test_control_c_ends_it_quietly(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE.format(title="x"), encoding="utf-8")
    program = "from georoutes.cli import main; main()"
    command = [sys.executable, "-u", "-c", program, "watch", "case.yaml"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        address = process.stdout.readline().split()[0]
        with urllib.request.urlopen(f"{address}version", timeout=60) as answer:  # noqa: S310  our own address
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=60)
    assert (process.returncode, said, errors) == (0, "ended\n", "")
