"""The link check against a web that is slow, broken, hostile or merely moved.

Everything happens on loopback, on a server of our own; names and addresses of the outside are played by fakes. What a
visit means is tested as a table on pure values, and what a server can do to us over real sockets.
"""

import asyncio
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger import ADVICE_TH, LEDGER_PATH, STATES, STATES_TH, THAI_TIME, Ledger, LinkRecord, read_ledger
from generator.links import LinksError, Summary, visit_links
from generator.links.gate import ForbiddenAddressError, Gate, NoSuchHostError, may_visit
from generator.links.judgement import UNCOUNTED, WALLS, masked, record
from generator.links.page import read_page
from generator.links.visit import USUAL, Limits, Visit, Visitor, reason_of
from generator.links.walls import login_path, service_of, sign_in_service, wall_of

NOON = datetime(2021, 3, 1, 12, 0, tzinfo=THAI_TIME)
DAY = timedelta(days=1)
QUICK = Limits(seconds=1.5, pace=0.005)


# ── a server that does as it is told ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Asked:
    """A request as it arrived: when, and its lines."""

    at: float
    path: str
    host: str
    lines: tuple[str, ...]


Behaviour = Callable[[socket.socket, Asked], None]


class Host(socketserver.ThreadingTCPServer):
    """Answers each path by its behaviour, remembers what it was asked, and forgets nobody who hangs up."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, paths: dict[str, Behaviour]) -> None:
        self.paths, self.asked = paths, list[Asked]()
        super().__init__(("127.0.0.1", 0), Exchange)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is what these tests are about."""


class Exchange(socketserver.BaseRequestHandler):
    server: Host

    def handle(self) -> None:
        self.request.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head and (piece := self.request.recv(65536)):
            head += piece
            if head.startswith(b"\x16"):  # a TLS greeting, and we speak none: say so, as web servers do
                self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        lines = head.decode("latin-1").split("\r\n")
        if len(lines[0].split()) < 2:
            return
        host = next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")), "")
        asked = Asked(time.monotonic(), lines[0].split()[1], host, tuple(lines))
        self.server.asked.append(asked)
        behaviour = self.server.paths.get(asked.path.partition("?")[0], answer(404, b"gone", "text/plain"))
        behaviour(self.request, asked)


@dataclass(frozen=True)
class Answer:
    """One whole answer: what a server sends, and by `seen` what a visit makes of it without a server."""

    status: int
    content: bytes
    headers: dict[str, str]

    def __call__(self, client: socket.socket, _: Asked) -> None:
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in self.headers.items())]
        client.sendall("\r\n".join((*lines, "", "")).encode("latin-1") + self.content)


def answer(status: int, body: bytes | str, media_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    content = body.encode() if isinstance(body, str) else body
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, content, {"Content-Length": str(len(content)), "Content-Type": media_type, **more})


def page(title: str, body: str = "", status: int = 200) -> Answer:
    return answer(status, html(title, body))


def html(title: str, body: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def to(location: str, status: int = 302) -> Answer:
    return answer(status, b"", Location=location)


def raw(*pieces: bytes, pause: float = 0, times: int = 1) -> Behaviour:
    def behave(client: socket.socket, _: Asked) -> None:
        for piece in pieces * times:
            client.sendall(piece)
            time.sleep(pause)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    waiting = list(behaviours)

    def behave(client: socket.socket, asked: Asked) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(client, asked)

    return behave


def hang_up(client: socket.socket, _: Asked) -> None:
    """Cut the connection as a crashing server does: with a reset, not a goodbye."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def say_nothing(client: socket.socket, _: Asked) -> None:
    """Take the request and wait until the visitor has enough."""
    client.recv(1)


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, Behaviour]], Host]]:
    hosts = list[Host]()

    def start(paths: dict[str, Behaviour]) -> Host:
        hosts.append(Host(paths))
        return hosts[-1]

    yield start
    for host in hosts:
        host.shutdown()
        host.server_close()


# ── offices ──────────────────────────────────────────────────────────────────────────────────────────────────────

OFFICE = """
name: สพป.ทดสอบ เขต 1
url: http://office.invalid
body_type: esao
current_year: 2564
contact: {email: web@office.invalid}
"""


def office(root: Path, urls: Iterable[str], extra: str = "") -> Path:
    """Write an office whose documents stand at these URLs."""
    folder = root / "disclosures" / "documents"
    shutil.rmtree(root / "disclosures", ignore_errors=True)
    folder.mkdir(parents=True)
    (root / "disclosures" / "office.yaml").write_text(OFFICE + extra, "utf-8")
    for number, url in enumerate(urls):
        (folder / f"d{number}.yaml").write_text(f"title: เอกสาร {number}\nurl: {json.dumps(url)}\n", "utf-8")
    return root


def check(root: Path, now: datetime = NOON, limits: Limits = QUICK, **options: Any) -> Summary:
    chosen = {"only_stale": False, "allow_private": True, "report": lambda *_: None, **options}
    return visit_links(root, now=now, limits=limits, **chosen)


def ledger(root: Path) -> dict[str, Any]:
    content = json.loads((root / LEDGER_PATH).read_text("utf-8"))
    assert list(content) == ["urls", "version"]
    assert content["version"] == 1
    assert list(content["urls"]) == sorted(content["urls"])
    return dict(content["urls"])


def write_ledger(root: Path, urls: dict[str, dict[str, Any]]) -> None:
    (root / LEDGER_PATH).write_text(json.dumps({"version": 1, "urls": urls}), "utf-8")


# ── which addresses may be visited ───────────────────────────────────────────────────────────────────────────────

PUBLIC = [
    "93.184.216.34", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
]  # fmt: skip
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::1", "fc00::1", "fd12::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b::192.168.1.1", "::127.0.0.1",
    "2002:7f00:1::1", "2002:a00:1::", "2606:4700::5efe:10.0.0.1", "::ffff:0:127.0.0.1",
]  # fmt: skip
NOWHERE = [
    "169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "fe80::a9fe:a9fe%2", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::169.254.169.254", "2606:4700::5efe:169.254.169.254", "fd00:ec2::254",
    "fd20:ce::254", "168.63.129.16", "100.100.100.200", "100.64.0.1", "100.127.255.255", "192.0.0.192",
    "0.0.0.0",  # noqa: S104 - nobody binds it
    "0.1.2.3", "::", "224.0.0.1", "239.255.255.250", "ff02::1", "255.255.255.255", "240.0.0.1", "198.18.0.1",
    "192.0.2.1", "203.0.113.9", "2001:db8::1", "3fff::1", "fec0::1", "64:ff9b:1::7f00:1", "64:ff9b:1::808:808",
    "2001:0:7f00:1::1", "100::1", "5f00::1", "4000::1", "::2", "", "localhost", "127.1", "1.2.3.4.5",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_visited(address: str) -> None:
    assert may_visit(address, allow_private=False)
    assert may_visit(address, allow_private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_visited_only_where_that_is_allowed(address: str) -> None:
    assert not may_visit(address, allow_private=False)
    assert may_visit(address, allow_private=True)


@pytest.mark.parametrize("address", NOWHERE)
def test_link_local_and_special_addresses_are_never_visited(address: str) -> None:
    assert not may_visit(address, allow_private=False)
    assert not may_visit(address, allow_private=True)


class Names:
    """A name server of our own. A list of lists is answered in turn: the first question gets the first."""

    def __init__(self, **names: Sequence[Sequence[str]]) -> None:
        self.names = {name.replace("_", "."): list(answers) for name, answers in names.items()}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        assert 0 < port < 65536
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Wires(httpcore.AsyncNetworkBackend):
    """Takes every connection to our own server, and remembers where it was meant to go."""

    def __init__(self, port: int, dead: frozenset[str] = frozenset()) -> None:
        self.port, self.dead, self.asked = port, dead, list[str]()

    async def connect_tcp(
        self,
        host: str,
        port: int,  # noqa: ARG002 - the signature is httpcore's
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.asked.append(host)
        if host in self.dead:
            raise httpcore.ConnectError("refused")
        real = httpcore.AnyIOBackend()
        return await real.connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


def look(url: str, wires: Wires, names: Names, *, allow_private: bool = False, limits: Limits = QUICK) -> Visit:
    async def visit() -> Visit:
        gate = Gate(allow_private=allow_private, resolve=names, network=wires)
        return await Visitor(gate, "test", limits).visit(url)

    return asyncio.run(visit())


def test_the_connection_goes_to_the_very_address_that_was_judged(serve: Callable[..., Host]) -> None:
    host = serve({"/": page("แผน")})
    wires = Wires(host.server_address[1])

    seen = look("http://a.th/", wires, Names(a_th=[["8.8.8.8"], ["127.0.0.1"]]))

    assert (seen.status, wires.asked) == (200, ["8.8.8.8"])
    assert host.asked[0].host == "a.th"


def test_a_name_that_turns_private_between_two_hops_is_caught_at_the_second(serve: Callable[..., Host]) -> None:
    host = serve({"/": to("/again"), "/again": page("ความลับ")})
    wires = Wires(host.server_address[1])

    seen = look("http://a.th/", wires, Names(a_th=[["8.8.8.8"], ["127.0.0.1"]]))

    assert (seen.trouble, wires.asked) == ("private-address", ["8.8.8.8"])
    assert [asked.path for asked in host.asked] == ["/"]


def test_of_the_addresses_of_a_name_only_the_public_are_tried_one_after_the_other(serve: Callable[..., Host]) -> None:
    host = serve({"/": page("แผน")})
    wires = Wires(host.server_address[1], dead=frozenset({"8.8.8.8"}))

    seen = look("http://a.th/", wires, Names(a_th=[["10.0.0.1", "8.8.8.8", "169.254.169.254", "9.9.9.9"]]))

    assert (seen.status, wires.asked) == (200, ["8.8.8.8", "9.9.9.9"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("inside", [["127.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:10.0.0.1"], ["fe80::1%1"]])
def test_a_redirect_from_outside_never_leads_inside(serve: Callable[..., Host], status: int, inside: list[str]) -> None:
    host = serve({"/": to("http://inside.th/secret", status), "/secret": page("ความลับ")})
    wires = Wires(host.server_address[1])

    seen = look("http://a.th/", wires, Names(a_th=[["8.8.8.8"]], inside_th=[inside]))

    assert (seen.trouble, wires.asked) == ("private-address", ["8.8.8.8"])
    assert [asked.path for asked in host.asked] == ["/"]


@pytest.mark.parametrize(
    "literal", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_spelling_of_a_private_address_gets_through_the_systems_own_resolver(
    serve: Callable[..., Host], literal: str
) -> None:
    host = serve({"/": page("ความลับ")})
    wires = Wires(host.server_address[1])

    async def visit() -> Visit:
        return await Visitor(Gate(allow_private=False, network=wires), "test", QUICK).visit(f"http://{literal}/")

    # Where the system's resolver does not read such a spelling at all, there is no such host.
    assert asyncio.run(visit()).trouble in ("private-address", "dns")
    assert (wires.asked, host.asked) == ([], [])


def test_a_name_without_a_public_address_is_refused_and_one_without_any_unknown() -> None:
    gate = Gate(allow_private=False, resolve=Names(a_th=[["10.0.0.1"]], empty_th=[[]]), network=Wires(1))

    with pytest.raises(ForbiddenAddressError):
        asyncio.run(gate.connect_tcp("a.th", 80))
    with pytest.raises(NoSuchHostError):
        asyncio.run(gate.connect_tcp("b.th", 80))
    with pytest.raises(NoSuchHostError):
        asyncio.run(Gate(allow_private=False).connect_tcp("x" * 64 + ".th", 80))


def test_without_permission_no_private_server_hears_from_us(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/a.pdf": page("ความลับ")})
    office(tmp_path, [f"{host.url}/a.pdf", f"{host.url.replace('127.0.0.1', 'localhost')}/a.pdf"])

    check(tmp_path, allow_private=False)

    assert host.asked == []
    assert {(link["state"], link["reason"]) for link in ledger(tmp_path).values()} == {("unsure", "private-address")}


def test_link_local_addresses_are_out_of_reach_even_with_permission(tmp_path: Path) -> None:
    urls = ["http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://[fe80::1]/", "http://0.0.0.0:1/"]
    office(tmp_path, urls)

    check(tmp_path)

    assert {link["reason"] for link in ledger(tmp_path).values()} <= {"private-address", "dns"}
    assert ledger(tmp_path)[urls[0]]["reason"] == "private-address"


# ── what a server can do to us ───────────────────────────────────────────────────────────────────────────────────

PDF = b"%PDF-1.7\n" + b"x" * 2000
LOGIN = "<h1>เข้าสู่ระบบ</h1><form><input name=u><input type=password name=p></form>"
LONG = "<p>" + "รายงานผลการดำเนินงานตามแผนปฏิบัติการ " * 60 + "</p>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(b"\0" * 40_000_000)

COOKIES = [
    b"Set-Cookie: " + cookie + b"\r\n"
    for cookie in (
        b"=",
        b";;;",
        b"k=v; expires=\xff\xff; max-age=x; port=abc; version=zz; domain=..",
        b"k=" + b"v" * 9000,
    )
] + [b"Set-Cookie: k%d=v; expires=Thu, 01 Jan 9999999 00:00:00 GMT; path=/\xff\r\n" % number for number in range(500)]

HOSTILE: dict[str, tuple[Behaviour, str, str | None]] = {
    # fine
    "/page": (page("แผนปฏิบัติการ", LONG), "ok", None),
    "/plan.pdf": (answer(200, PDF, "application/pdf"), "ok", None),
    "/octet.pdf": (answer(200, PDF, "application/octet-stream"), "ok", None),
    "/chunked": (raw(CHUNKED, *map(chunk, [b"<title>a</title>", b"<p>b</p>", b""])), "ok", None),
    "/until-closed": (raw(OK + b"\r\n<title>a</title>b"), "ok", None),
    "/packed": (answer(200, gzip.compress(html("แผน", LONG).encode()), Content_Encoding="gzip"), "ok", None),
    "/tis-620": (answer(200, html("แผน", LONG).encode("tis-620"), "text/html; charset=tis-620"), "ok", None),
    "/sidebar-login": (page("ข่าว", LONG + "<aside>เข้าสู่ระบบ<input type=password></aside>"), "ok", None),
    "/about-404": (page("คู่มือ", LONG + "<p>ข้อความ ไม่พบหน้าเว็บ page not found 404 คืออะไร</p>"), "ok", None),
    "/none-found": (page("เรื่องร้องเรียน", f"<h1>ไม่พบเรื่องร้องเรียนการทุจริต</h1>{LONG}"), "ok", None),
    "/sheet.xls": (answer(200, "<html><table><tr><td>1</td></tr></table>", "application/vnd.ms-excel"), "ok", None),
    "/ask-for-access": (page("แบบฟอร์มขอสิทธิ์เข้าถึงข้อมูลข่าวสาร", LONG), "ok", None),
    "/menu-with-login": (page("ข้อมูลพื้นฐาน", "<a>เข้าสู่ระบบ</a> <a>หน้าแรก</a><p>โครงสร้าง</p>"), "ok", None),
    "/news-of-closing": (page("ประกาศปิดปรับปรุงระบบ", LONG), "ok", None),
    "/duty": (page("อำนาจหน้าที่", "<h1>หน้าที่ของหน่วยงานนี้</h1>"), "ok", None),
    "/drive-viewer": (page("แผน.pdf - Google Drive", "<script>var a</script>"), "ok", None),
    "/cookies": (raw(OK, *COOKIES, b"Content-Length: 20\r\n\r\n<title>a</title>12345"), "ok", None),
    "/odd-headers": (raw(OK, b"X: \xff\xfe\xe0\xb8\r\n\r\n<title>a</title>b"), "ok", None),
    # redirects
    "/moved": (to("/page", 301), "moved", None),
    "/moved-twice": (to("/moved", 308), "moved", None),
    "/elsewhere-today": (to("/page", 302), "ok", None),
    "/first-today-then-for-good": (to("/moved", 307), "ok", None),
    "/moved-to-nothing": (to("/no-such-page", 301), "unsure", "not-found"),
    "/five-hops": (to("/hop1"), "ok", None),
    **{f"/hop{number}": (to(f"/hop{number + 1}"), "ok", None) for number in range(1, 4)},
    "/hop4": (to("/page"), "ok", None),
    "/thirty-hops": (to("/thirty-hops?1"), "unsure", "too-many-redirects"),
    "/loop": (to("/loop"), "unsure", "too-many-redirects"),
    "/to-link-local": (to("http://169.254.169.254/latest/meta-data/"), "unsure", "private-address"),
    "/to-mapped-link-local": (to("http://[::ffff:169.254.169.254]/"), "unsure", "private-address"),
    "/to-file": (to("file:///etc/passwd"), "unsure", "bad-redirect"),
    "/to-gopher": (to("gopher://127.0.0.1/"), "unsure", "bad-redirect"),
    "/to-javascript": (to("javascript:alert(1)"), "unsure", "bad-redirect"),
    "/to-user": (to("http://user:pass@127.0.0.1/"), "unsure", "bad-redirect"),
    "/to-nonsense": (to("http://[::1"), "unsure", "bad-redirect"),
    "/to-far": (to("/" + "x" * 20_000), "unsure", "bad-redirect"),
    "/to-thai": (to("/หน้า".encode().decode("latin-1")), "ok", None),
    "/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2": (page("หน้า", LONG), "ok", None),
    "/to-nowhere": (answer(302, b""), "unsure", "bad-answer"),
    # time and size
    "/silent": (say_nothing, "unsure", "timeout"),
    "/drip-head": (raw(b"HTTP/1.1 200 OK\r\n", *[b"x"] * 50, pause=0.1), "unsure", "timeout"),
    "/drip-body": (raw(CHUNKED, *[chunk(b"x")] * 50, pause=0.1), "unsure", "timeout"),
    "/slow.pdf": (
        raw(CHUNKED.replace(b"text/html", b"application/pdf") + chunk(PDF * 40), *[chunk(b"x")] * 50, pause=0.1),
        "unsure",
        "slow",
    ),
    "/endless": (raw(CHUNKED, *[chunk(b"x" * 65536)] * 400), "unsure", "too-big"),
    "/boastful.pdf": (raw(OK + b"Content-Length: 999999999999\r\n\r\n%PDF-1.7", pause=3), "unsure", "too-big"),
    "/bomb": (answer(200, BOMB, Content_Encoding="gzip"), "unsure", "too-big"),
    "/bomb-deflate": (answer(200, BOMB, Content_Encoding="deflate"), "unsure", "too-big"),
    "/packed-strangely": (answer(200, b"\x0b\x02\x80hi\x03", Content_Encoding="br"), "unsure", "encoded"),
    "/packed-falsely": (answer(200, html("a"), Content_Encoding="gzip"), "unsure", "encoded"),
    "/headers": (raw(OK, *[b"X: " + b"y" * 4000 + b"\r\n"] * 200, b"\r\nhi"), "unsure", "bad-answer"),
    "/one-long-header": (raw(OK, b"X: " + b"y" * 300_000, b"\r\n\r\nhi"), "unsure", "bad-answer"),
    "/cut-short": (raw(OK + b"Content-Length: 500\r\n\r\nhalf"), "unsure", "bad-answer"),
    "/garbage": (raw(b"\x00\xff\x00\xffSSH-2.0-nothing\r\n\r\n"), "unsure", "bad-answer"),
    "/hang-up": (hang_up, "unsure", "reset"),
    "/hang-up-once": (in_turn(hang_up, page("แผน", LONG)), "ok", None),
    "/say-nothing": (raw(b""), "unsure", "bad-answer"),
    # what is not there
    "/no-such-page": (answer(404, b"gone"), "unsure", "not-found"),
    "/gone": (answer(410, b"gone"), "unsure", "not-found"),
    "/login-in-404": (page("เข้าสู่ระบบ", LOGIN, 404), "unsure", "not-found"),
    "/bad-request": (answer(400, b"no"), "unsure", "refused"),
    "/crash": (page("Error", "<h1>500</h1>", 500), "unsure", "server-error"),
    "/unavailable": (answer(503, b"no"), "unsure", "server-error"),
    "/empty": (answer(200, b""), "unsure", "empty"),
    "/nothing": (answer(204, b""), "unsure", "empty"),
    "/soft-thai": (page("ไม่พบหน้าเว็บ", LONG), "unsure", "soft-404"),
    "/soft-thai-wordpress": (page("ไม่พบหน้า – สพป.", f"<h1>อ๊ะ! ไม่พบหน้านั้น</h1>{LONG}"), "unsure", "soft-404"),
    "/soft-thai-heading": (page("สพป.ลำพูน", f"<h1>ขออภัยไม่พบหน้าที่คุณต้องการ</h1>{LONG}"), "unsure", "soft-404"),
    "/soft-thai-short": (page("สพป.ลำพูน", "<h2>404</h2><p>ขออภัย ไม่มีไฟล์ที่คุณขอ</p>"), "unsure", "soft-404"),
    "/soft-tis-620": (answer(200, html("ไม่พบหน้านี้", LONG).encode("cp874"), "text/html"), "unsure", "soft-404"),
    "/soft-english": (page("Page not found | School", LONG), "unsure", "soft-404"),
    "/soft-wordpress": (page("School", f"<h1>Oops! That page can&rsquo;t be found.</h1>{LONG}"), "unsure", "soft-404"),
    "/soft-marked": (answer(200, f"<html><body class='home error404'>{LONG}"), "unsure", "soft-404"),
    "/soft-number": (page("404", LONG), "unsure", "soft-404"),
    "/soft-plain": (answer(200, "ไม่พบหน้านี้", "text/plain; charset=utf-8"), "unsure", "soft-404"),
    "/parked": (page("example.com", "<h1>This domain is for sale</h1>"), "unsure", "parked"),
    # files that are none
    "/html.pdf": (page("แผน", LONG), "unsure", "wrong-type"),
    "/not-found.pdf": (page("ไม่พบหน้า", LONG), "unsure", "soft-404"),
    "/html-as-pdf.pdf": (answer(200, html("แผน", LONG), "application/pdf"), "unsure", "wrong-type"),
    "/words.pdf": (answer(200, b"hello" * 1000, "application/pdf"), "unsure", "wrong-type"),
    "/PLAN.PDF": (answer(200, b"hello" * 1000, "application/octet-stream"), "unsure", "wrong-type"),
    "/pdf-without-the-name": (answer(200, b"hello" * 1000, "application/pdf"), "unsure", "wrong-type"),
    "/pdf-to-viewer.pdf": (to("/page"), "unsure", "wrong-type"),
    "/html.docx": (page("แผน", LONG), "unsure", "wrong-type"),
    "/words.xlsx": (answer(200, b"hello", "application/octet-stream"), "unsure", "wrong-type"),
    "/photo.jpg": (page("ภาพ", LONG), "unsure", "wrong-type"),
    # walls
    "/wall-drive": (to("https://accounts.google.com/ServiceLogin?service=wise&passive=1209600&continue="
                       "https://drive.google.com/file/d/1AbC/view"), "needs-login", "google-drive"),
    "/wall-sites": (to("https://accounts.google.com/v3/signin/identifier?continue=https://sites.google.com/view/a"),
                    "needs-login", "google-sites"),
    "/wall-onedrive": (to("https://login.microsoftonline.com/common/oauth2/authorize?client_id=1"),
                       "needs-login", "onedrive"),
    "/wall-facebook": (to("https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fa"),
                       "needs-login", "facebook"),
    "/wall-access": (page("Google Drive: Sign-in", "<p>You need access</p><p>Request access</p>"),
                     "needs-login", "google-drive"),
    "/wall-access-thai": (page("Google ไดรฟ์", "<p>คุณต้องมีสิทธิ์เข้าถึง</p>", 403), "needs-login", "google-drive"),
    "/wall-signin": (to("/signin?next=/wall-signin"), "needs-login", "sign-in"),
    "/signin": (page("ระบบสารสนเทศ", LOGIN + LONG), "needs-login", "sign-in"),
    "/wall-scripted": (to("/member/login.php"), "needs-login", "sign-in"),
    "/member/login.php": (page("App", "<div id=app></div>"), "ok", None),
    "/wall-in-place": (page("Sign in to continue", LOGIN), "needs-login", "sign-in"),
    "/wall-please": (page("ระบบภายใน", "<p>กรุณาเข้าสู่ระบบก่อนใช้งาน</p>"), "needs-login", "sign-in"),
    "/wall-basic": (answer(401, b"no", WWW_Authenticate='Basic realm="x"'), "needs-login", "sign-in"),
    "/wall-pdf.pdf": (to("/login?next=/wall-pdf.pdf"), "needs-login", "sign-in"),
    "/login": (page("Login", LOGIN), "needs-login", "sign-in"),
    # robots and hurry
    "/forbidden": (page("403 Forbidden", "<p>You don't have permission to access this resource.</p>", 403),
                   "unsure", "robots"),
    "/unauthorized": (answer(401, b"no"), "needs-login", "sign-in"),
    "/cloudflare": (page("Just a moment...", "", 503), "unsure", "robots"),
    "/challenge": (answer(403, html("x", LONG), Cf_Mitigated="challenge"), "unsure", "robots"),
    "/hurry": (answer(429, b"slow down", Retry_After="86400"), "unsure", "busy"),
    "/later": (answer(503, b"later", Retry_After="86400"), "unsure", "busy"),
    "/maintenance": (page("สพป.", "<p>ปิดปรับปรุงระบบชั่วคราว</p>"), "unsure", "busy"),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """One run over everything in HOSTILE."""

    links: dict[str, Any]
    asked: list[Asked]
    summary: Summary
    seconds: float


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    host = Host({path: behaviour for path, (behaviour, _, _) in HOSTILE.items()})
    root = office(tmp_path_factory.mktemp("hostile"), [f"{host.url}{path}" for path in HOSTILE])
    started = time.monotonic()
    summary = check(root)
    links = {url.removeprefix(host.url): link for url, link in ledger(root).items()}
    yield Outcome(links, list(host.asked), summary, time.monotonic() - started)
    host.shutdown()
    host.server_close()


@pytest.mark.slow
def test_no_server_keeps_us_for_long(hostile: Outcome) -> None:
    most = QUICK.seconds * len(HOSTILE)
    assert hostile.seconds < most / 2
    assert len(hostile.links) == len(HOSTILE) == hostile.summary.visited


@pytest.mark.slow
@pytest.mark.parametrize("path", HOSTILE)
def test_what_a_server_does_is_called_by_its_name(hostile: Outcome, path: str) -> None:
    _, state, reason = HOSTILE[path]

    link = hostile.links[path]

    assert (link["state"], link["reason"]) == (state, reason)
    assert reason is None or reason in ADVICE_TH
    assert (link["last_ok"] is not None) == (state in ("ok", "moved"))
    counted = state == "unsure" and reason not in UNCOUNTED
    assert (link["fail_streak"], link["first_failure"] is not None) == (int(counted), counted)


def seen(path: str) -> Visit | None:
    """Return what a visit sees at a path of HOSTILE, or None where that takes a server."""
    trail, kept = [f"http://a.th{path}"], list[bool]()
    while isinstance(given := HOSTILE.get(urlsplit(trail[-1]).path, (None,))[0], Answer):
        if "Content-Encoding" in given.headers or len(trail) > USUAL.hops:
            return None
        if "Location" not in given.headers:
            return whole(given, trail, permanent=bool(kept) and all(kept))
        if not given.headers["Location"].startswith(("/", "https://")):
            return None
        kept.append(given.status in (301, 308))
        trail.append(urljoin(trail[-1], given.headers["Location"]))
        if sign_in_service(trail[-1]):
            return whole(given, trail)
    return None


def whole(given: Answer, trail: Sequence[str], *, permanent: bool = False) -> Visit:
    return Visit(
        tuple(trail),
        permanent=permanent,
        status=given.status,
        headers={name.lower(): value for name, value in given.headers.items()},
        sample=given.content,
        size=len(given.content),
        sha256=hashlib.sha256(given.content).hexdigest(),
    )


SEEN = {path: visit for path in HOSTILE if (visit := seen(path))}


@pytest.mark.parametrize("path", SEEN)
def test_what_is_seen_is_called_by_its_name_without_a_server_too(path: str) -> None:
    _, state, reason = HOSTILE[path]

    link = record(SEEN[path], None, NOON)

    assert (link.state, link.reason) == (state, reason)


OAUTH = "https://accounts.google.com/o/oauth2/auth"


@pytest.mark.parametrize(
    ("trail", "title", "wall"),
    [
        (["https://drive.google.com/file/d/1"], "", "google-drive"),
        (["https://sites.google.com/view/a", "https://accounts.google.com/ServiceLogin"], "", "google-sites"),
        (["http://a.th/x", "https://accounts.google.com/ServiceLogin"], "", "google-drive"),
        (["http://a.th/x", OAUTH], "", "sign-in"),
        (["http://a.th/x", OAUTH], "Google Drive", "google-drive"),
        (["http://a.th/x", "https://accounts.google.com/x?continue=https://sites.google.com/a"], "", "google-sites"),
        (["http://a.th/x", "https://b.th/login?next=https://www.facebook.com/a"], "", "facebook"),
        (["http://a.th/x", "https://b.th/login?next=drive.google.com"], "", "sign-in"),
        (["http://a.th/x", "https://login.microsoftonline.com/common"], "", "onedrive"),
        (["http://a.th/x", "https://login.microsoftonline.com/common"], "Google Docs", "onedrive"),
        (["http://a.th/x"], "Google ไดรฟ์", "google-drive"),
        (["http://a.th/x"], "ระบบภายใน", "sign-in"),
        (["about:blank"], "", "sign-in"),
    ],
)
def test_a_wall_is_called_by_whoever_can_open_it(trail: list[str], title: str, wall: str) -> None:
    assert wall_of(trail, title) == wall


@pytest.mark.parametrize(
    ("url", "service", "asks"),
    [
        ("https://www.facebook.com/a", "facebook", False),
        ("https://www.facebook.com/LOGIN/?next=a", "facebook", True),
        ("https://www.facebook.com./checkpoint/1", "facebook", True),
        ("https://drive.google.com./file", "google-drive", False),
        ("https://accounts.google.com./ServiceLogin", None, True),
        ("https://accounts.google.com/ServiceLogin?passive=true&a=b", None, False),
        ("https://accounts.google.com/ServiceLogin?a=b&prompt=none", None, False),
        ("https://access.line.me/x", None, True),
        ("https://a.sharepoint.com/_layouts/15/Authenticate.aspx?x", "onedrive", True),
        ("https://a.th/accounts.google.com", None, False),
        ("mailto:web@a.th", None, False),
    ],
)
def test_a_service_is_known_by_its_host_and_its_door_by_the_path(url: str, service: str | None, asks: bool) -> None:
    assert (service_of(url), sign_in_service(url)) == (service, asks)


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("https://a.th/member/Login.php", True),
        ("https://a.th/WP-Login.php?a=b", True),
        ("https://a.th/sso-signin/x", True),
        ("https://a.th/news/login-guide", False),
        ("https://login.a.th/", False),
        ("https://a.th/?login", False),
    ],
)
def test_a_path_says_that_one_signs_in_there_by_one_whole_part(url: str, asks: bool) -> None:
    assert login_path(url) is asks


@pytest.mark.parametrize(
    ("sample", "title"),
    [
        (b"<!DOCTYPE HTML><title>a</title>", "a"),
        (b"\xef\xbb\xbf \n<html><title>a</title>", "a"),
        (b"<HTML><title>a</title>", "a"),
        (b"<head><title>a</title>", "a"),
        (b"x<html><title>a</title>", None),
        (b"<title>a</title>", None),
    ],
)
def test_what_comes_without_a_type_is_a_page_if_it_begins_as_one(sample: bytes, title: str | None) -> None:
    link = record(Visit(("http://a.th/x",), status=200, sample=sample, size=len(sample)), None, NOON)

    assert (link.state, link.media_type, link.title) == ("ok", None, title)


@pytest.mark.slow
def test_five_hops_are_followed_and_the_sixth_is_not(hostile: Outcome) -> None:
    assert hostile.links["/five-hops"]["final_url"].endswith("/page")
    for path in ("/loop", "/thirty-hops"):
        assert sum(asked.path.partition("?")[0] == path for asked in hostile.asked) == 1 + USUAL.hops


@pytest.mark.slow
def test_a_cut_connection_is_tried_once_more_and_never_a_third_time(hostile: Outcome) -> None:
    paths = [asked.path for asked in hostile.asked]
    assert (paths.count("/hang-up"), paths.count("/hang-up-once"), paths.count("/gone")) == (2, 2, 1)


@pytest.mark.slow
def test_the_record_holds_what_was_seen(hostile: Outcome) -> None:
    link = hostile.links["/plan.pdf"]
    assert link == {
        "state": "ok",
        "checked_at": "2021-03-01T12:00:00+07:00",
        "last_ok": "2021-03-01T12:00:00+07:00",
        "first_failure": None,
        "fail_streak": 0,
        "status": 200,
        "final_url": link["final_url"],
        "media_type": "application/pdf",
        "bytes": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "title": None,
        "reason": None,
    }
    assert hostile.links["/tis-620"]["title"] == "แผน"
    assert hostile.links["/moved-twice"]["final_url"].endswith("/page")
    assert hostile.links["/gone"]["status"] == 410
    assert hostile.links["/silent"]["status"] is None


@pytest.mark.slow
def test_a_file_system_path_is_not_read_through_a_redirect(hostile: Outcome) -> None:
    assert "root:" not in json.dumps(hostile.links)
    assert {asked.lines[0].split()[0] for asked in hostile.asked} == {"GET"}


@pytest.mark.slow
def test_we_say_who_we_are_and_ask_for_nothing_packed(hostile: Outcome) -> None:
    lines = hostile.asked[0].lines
    agent = next(line for line in lines if line.startswith("User-Agent:"))
    assert "compatible; Prongsai" in agent
    assert "+http://office.invalid; +web@office.invalid" in agent
    assert "Accept-Encoding: identity" in lines


@pytest.mark.slow
def test_the_summary_counts_and_says_in_thai_what_to_change(hostile: Outcome) -> None:
    expected = [state for _, state, _ in HOSTILE.values()]
    assert hostile.summary.counts == {state: expected.count(state) for state in STATES}
    assert list(hostile.summary.counts) == list(STATES)
    drive = next(line for line in hostile.summary.attention if "/wall-drive" in line)
    assert "ต้องเข้าสู่ระบบก่อน" in drive
    assert "“ทุกคนที่มีลิงก์”" in drive
    assert len(hostile.summary.attention) == len(hostile.summary.changes) == len(HOSTILE) - expected.count("ok")


def test_the_limits_are_those_of_the_contract() -> None:
    assert (USUAL.seconds, USUAL.body, USUAL.hops, USUAL.hosts) == (15, 20_000_000, 5, 8)
    assert 1 <= USUAL.pace < 1.2


def test_a_limit_in_bytes_is_a_limit_in_bytes_read(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/just": answer(200, b"x" * 1000, "text/plain"), "/over": answer(200, b"x" * 1001, "text/plain")})
    office(tmp_path, [f"{host.url}/just", f"{host.url}/over"])

    check(tmp_path, limits=replace(QUICK, body=1000))

    links = ledger(tmp_path)
    assert [links[f"{host.url}/{name}"]["reason"] for name in ("just", "over")] == [None, "too-big"]
    assert links[f"{host.url}/just"]["bytes"] == 1000


def test_a_bomb_is_unpacked_to_the_limit_and_one_byte_more(serve: Callable[..., Host]) -> None:
    host = serve({"/": answer(200, BOMB, Content_Encoding="gzip")})

    wires = Wires(host.server_address[1])

    seen = look("http://a.th/", wires, Names(a_th=[["8.8.8.8"]]), limits=replace(QUICK, body=5000))

    assert (seen.trouble, seen.size) == ("too-big", 5001)


def test_at_the_door_of_a_sign_in_service_nobody_knocks(serve: Callable[..., Host]) -> None:
    host = serve({"/": to("https://accounts.google.com/ServiceLogin?passive=1209600"), "/asking": to("/")})
    wires = Wires(host.server_address[1])
    names = Names(a_th=[["8.8.8.8"]], accounts_google_com=[["9.9.9.9"]])

    seen = look("http://a.th/asking", wires, names)

    assert (seen.trouble, len(seen.trail), wires.asked) == (None, 3, ["8.8.8.8", "8.8.8.8"])


def test_a_service_that_only_asks_in_passing_is_followed(serve: Callable[..., Host]) -> None:
    host = serve(
        {"/": to("http://accounts.google.com/back?passive=true"), "/back": to("http://a.th/plan"), "/plan": page("แผน")}
    )
    wires = Wires(host.server_address[1])

    seen = look("http://a.th/", wires, Names(a_th=[["8.8.8.8"]], accounts_google_com=[["9.9.9.9"]]))

    assert (seen.status, wires.asked) == (200, ["8.8.8.8", "9.9.9.9", "8.8.8.8"])


def test_no_proxy_of_the_environment_comes_between(
    serve: Callable[..., Host], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    host = serve({"/a": page("แผน", LONG)})
    office(tmp_path, [f"{host.url}/a"])

    assert check(tmp_path).counts["ok"] == 1


def test_cookies_hold_for_one_address_and_its_hops(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve(
        {"/a": answer(302, b"", Location="/b", Set_Cookie="k=v"), "/b": page("แผน", LONG), "/c": page("แผน", LONG)}
    )
    office(tmp_path, [f"{host.url}/a", f"{host.url}/c"])

    check(tmp_path)

    sent = {asked.path: "Cookie: k=v" in asked.lines for asked in host.asked}
    assert sent == {"/a": False, "/b": True, "/c": False}


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_certificate_that_nobody_vouches_for_is_never_accepted(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    host = Host({"/": page("ความลับ")})
    host.socket = context.wrap_socket(host.socket, server_side=True)
    office(tmp_path, [f"https://localhost:{host.server_address[1]}/"])

    check(tmp_path)

    host.shutdown()
    host.server_close()
    [link] = ledger(tmp_path).values()
    assert (link["state"], link["reason"], link["fail_streak"]) == ("unsure", "tls-self-signed", 1)
    assert host.asked == []


def test_a_plain_server_at_an_https_address_is_a_fault_of_tls(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/": page("แผน")})
    office(tmp_path, [host.url.replace("http:", "https:") + "/"])

    check(tmp_path)

    assert [link["reason"] for link in ledger(tmp_path).values()] == ["tls"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [(10, "tls-expired"), (62, "tls-name"), (18, "tls-self-signed"), (19, "tls-self-signed"), (20, "tls")],
)
def test_each_fault_of_a_certificate_has_its_name(code: int, reason: str) -> None:
    cause = ssl.SSLCertVerificationError("no")
    cause.verify_code = code
    fault = httpcore.ConnectError("no")
    fault.__cause__ = cause

    assert reason_of(fault) == reason


def test_a_network_that_is_unreachable_is_told_from_a_refusal() -> None:
    fault = httpcore.ConnectError("all attempts failed")
    fault.__cause__ = ExceptionGroup("all", [OSError(101 if sys.platform == "linux" else 51, "unreachable")])

    assert reason_of(fault) == "unreachable"
    assert reason_of(httpcore.ConnectError("refused")) == "no-connection"
    assert reason_of(RuntimeError("anything at all")) == "bad-answer"


# ── pace ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_requests_to_one_host_keep_their_distance_hops_and_retries_included(
    serve: Callable[..., Host], tmp_path: Path
) -> None:
    paths = {"/a": to("/b"), "/b": page("ข", LONG), "/c": page("ค", LONG), "/d": in_turn(hang_up, page("ง", LONG))}
    host = serve(paths)
    office(tmp_path, [f"{host.url}/{name}" for name in "acd"] + [f"{host.url}/c#top"])

    check(tmp_path, limits=replace(USUAL, pace=0.4))

    assert [asked.path for asked in host.asked] == ["/a", "/b", "/c", "/d", "/d"]
    moments = [asked.at for asked in host.asked]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) > 0.3


@pytest.mark.slow
def test_hosts_that_lead_to_the_same_third_host_wait_for_their_turn_there(serve: Callable[..., Host]) -> None:
    host = serve({"/": to("http://c.th/end"), "/end": page("จบ", LONG)})
    wires = Wires(host.server_address[1])
    names = Names(a_th=[["8.8.8.8"]], b_th=[["8.8.4.4"]], c_th=[["9.9.9.9"]])

    async def visit() -> list[Visit]:
        visitor = Visitor(Gate(allow_private=False, resolve=names, network=wires), "test", replace(USUAL, pace=0.5))
        return await asyncio.gather(*(visitor.visit(f"http://{name}.th/") for name in "ab"))

    assert [seen.status for seen in asyncio.run(visit())] == [200, 200]
    there = sorted(asked.at for asked in host.asked if asked.host == "c.th")
    assert there[1] - there[0] > 0.4


# ── three failures on two days ───────────────────────────────────────────────────────────────────────────────────

GONE = Visit(("http://a.th/x",), status=404)
FINE = Visit(
    ("http://a.th/x",), status=200, headers={"content-type": "text/plain"}, sample=b"x" * 700, size=700, sha256="a"
)
LATER = Visit(("http://a.th/x",), status=503, headers={"retry-after": "9"})
WALL = Visit(("http://a.th/x", "https://accounts.google.com/ServiceLogin"), status=302)
NIGHT = datetime(2021, 3, 1, 23, 50, tzinfo=THAI_TIME)


@pytest.mark.parametrize(
    ("days", "states"),
    [
        ([0, 0, 0, 0, 0], ["unsure"] * 5),
        ([0, 1], ["unsure"] * 2),
        ([0, 1, 1], ["unsure", "unsure", "broken"]),
        ([0, 0, 1], ["unsure", "unsure", "broken"]),
        ([0, 0, 0, 2, 2], ["unsure", "unsure", "unsure", "broken", "broken"]),
    ],
)
def test_broken_takes_three_failures_on_two_days(days: list[int], states: list[str]) -> None:
    link: LinkRecord | None = None
    seen = []
    for number, day in enumerate(days):
        link = record(GONE, link, NOON + day * DAY + timedelta(minutes=number))
        seen.append(link.state)
        assert (link.fail_streak, link.first_failure) == (number + 1, NOON)

    assert seen == states


def test_days_are_those_of_the_calendar_in_thailand() -> None:
    evening = record(GONE, record(GONE, None, NIGHT), NIGHT)

    assert record(GONE, evening, NIGHT + timedelta(minutes=5)).state == "unsure"
    assert record(GONE, evening, NIGHT + timedelta(minutes=11)).state == "broken"
    utc = datetime.fromisoformat("2021-03-01T17:01:00+00:00")  # already the second of March there
    assert record(GONE, evening, utc).state == "broken"
    assert record(GONE, evening, utc).checked_at == datetime(2021, 3, 2, 0, 1, tzinfo=THAI_TIME)


def test_one_success_and_one_wall_forget_the_failures_and_a_busy_host_does_not() -> None:
    twice = record(GONE, record(GONE, None, NOON), NOON)

    again = record(GONE, record(FINE, twice, NOON + DAY), NOON + 2 * DAY)
    assert (again.state, again.fail_streak, again.first_failure) == ("unsure", 1, NOON + 2 * DAY)
    assert again.last_ok == NOON + DAY
    assert record(WALL, twice, NOON).fail_streak == 0
    later = record(LATER, twice, NOON + DAY)
    assert (later.state, later.reason, later.fail_streak, later.first_failure) == ("unsure", "busy", 2, NOON)
    assert record(GONE, later, NOON + DAY).state == "broken"
    assert record(LATER, record(FINE, None, NOON), NOON + DAY).last_ok == NOON


def test_a_failure_keeps_what_was_known_of_the_content() -> None:
    before = record(FINE, None, NOON)

    after = record(GONE, before, NOON + DAY)

    assert (after.sha256, after.bytes, after.media_type) == (before.sha256, before.bytes, before.media_type)
    assert (after.status, after.reason) == (404, "not-found")
    assert record(FINE, after, NOON + DAY).state == "ok"
    assert record(replace(FINE, sha256="b"), after, NOON + DAY).state == "changed"


def test_over_several_runs_a_dead_page_becomes_broken_and_comes_back(
    serve: Callable[..., Host], tmp_path: Path
) -> None:
    host = serve({"/x": in_turn(*[answer(404, b"gone")] * 3, page("กลับมาแล้ว", LONG))})
    url = f"{host.url}/x"
    office(tmp_path, [url])

    states = [check(tmp_path, NOON + days * DAY) for days in (0, 0, 1, 1)]

    told = [[(change.before, change.after.state) for change in summary.changes] for summary in states]
    assert told == [[(None, "unsure")], [], [("unsure", "broken")], [("broken", "ok")]]
    assert states[2].changes[0].url == url
    assert "3 ครั้งติดต่อกัน" in str(states[2].changes[0])
    assert ledger(tmp_path)[url]["first_failure"] is None


# ── what counts as changed ───────────────────────────────────────────────────────────────────────────────────────


def test_other_bytes_of_a_file_are_a_change_that_is_told_once(serve: Callable[..., Host], tmp_path: Path) -> None:
    other = answer(200, PDF + b"1", "application/pdf")
    host = serve({"/a.pdf": in_turn(answer(200, PDF, "application/pdf"), other)})
    office(tmp_path, [f"{host.url}/a.pdf"])

    summaries = [check(tmp_path, NOON + days * DAY) for days in range(3)]

    assert [[state for state, count in summary.counts.items() if count] for summary in summaries] == [
        ["ok"],
        ["changed"],
        ["ok"],
    ]
    assert ledger(tmp_path)[f"{host.url}/a.pdf"]["bytes"] == len(PDF) + 1


def fingerprint(body: str, title: str = "แผนปฏิบัติการ") -> str:
    return read_page(html(title, body).encode(), "utf-8").fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>แผน</p><p>ผู้เข้าชม 123 คน</p>", "<p>แผน</p><p>ผู้เข้าชม 1,024 คน</p>"),
        ("<p>แผน</p><p>ผู้เข้าชม ๑๒ คน</p>", "<p>แผน</p><p>ผู้เข้าชม ๙ คน</p>"),
        ("<p>แผน</p>วันจันทร์ที่ 1 มีนาคม พ.ศ. 2564 12:00 น.", "<p>แผน</p>วันศุกร์ที่ 30 เม.ย. 2564 9:30 น."),
        ("<p>แผน</p>Monday, 1 March 2021 9:00 am", "<p>แผน</p>Fri, 30 Apr 2021 10:15 PM"),
        ("<p>แผน</p>เมื่อ 5 นาทีที่แล้ว", "<p>แผน</p>เมื่อ 2 ชั่วโมงที่แล้ว"),
        ("<p>แผน</p>5 minutes ago", "<p>แผน</p>1 hour ago"),
        ("<p>แผน งาน</p>", "<div>แผน   <b>งาน</b>\n</div>"),
        ("<p>แผน</p><script>var t=1</script>", "<p>แผน</p><script>var t='ใหม่'</script><!-- ใหม่ -->"),
        ("<p>แผนปฏิบัติการ</p><div class='sidebar'>ข่าว ก</div>", "<p>แผนปฏิบัติการ</p><div class='sidebar'>ข่าว ข</div>"),
        ("<p>แผนปฏิบัติการ</p><nav>ก</nav><footer>ข</footer>", "<p>แผนปฏิบัติการ</p><nav>ค</nav><footer>ง</footer>"),
        ("<aside>ก</aside><main>แผน</main>นอก", "<aside>ข</aside><main>แผน</main>เปลี่ยน"),
        ("<p>แผนปฏิบัติการ</p><div id='visitor-counter'>ก</div>", "<p>แผนปฏิบัติการ</p><div id='visitor-counter'>ข</div>"),
    ],
)  # fmt: skip
def test_counters_dates_and_what_stands_around_are_no_change(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>แผนปฏิบัติการ</p>", "<p>แผนยุทธศาสตร์</p>"),
        ("<main>แผน ก</main>", "<main>แผน ข</main>"),
        ("<div class='content-with-sidebar'>แผน ก</div>", "<div class='content-with-sidebar'>แผน ข</div>"),
        ("<ul><li>รายงาน</li></ul>", "<ul><li>รายงาน</li><li>ประกาศ</li></ul>"),
        ("<p>น้ำ</p>", "<p>นำ</p>"),
    ],
)
def test_other_words_are_a_change(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) != fingerprint(one, title="เว็บขายของ")


def test_a_page_whose_counter_runs_stays_ok(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/": in_turn(*[page("แผน", f"{LONG}<p>เข้าชม {visits} ครั้ง</p>") for visits in (9, 10, 1_234)])})
    office(tmp_path, [f"{host.url}/"])

    assert [check(tmp_path, NOON + days * DAY).counts["ok"] for days in range(3)] == [1, 1, 1]
    assert len(host.asked) == 3


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: f"<p>{text}<h1>{text}".encode())))
def test_no_page_whatsoever_stops_the_reading(sample: bytes) -> None:
    for charset in (None, "idna", "utf-16", "rot13", "no-such-charset"):
        seen = read_page(sample, charset)
        assert seen.title.isprintable()


def test_a_page_nested_beyond_measure_is_read_in_time() -> None:
    for sample in (b"<div class=menu>" * 60_000, b"<b>" * 300_000, b"<!--" * 200_000, b"<a id=menu>x" * 50_000):
        started = time.monotonic()
        read_page(sample, None)
        assert time.monotonic() - started < 5


# ── which addresses, and how often ───────────────────────────────────────────────────────────────────────────────


def test_evidence_of_every_kind_is_visited_once_and_in_order(serve: Callable[..., Host], tmp_path: Path) -> None:
    names = ["disclosure", "assessment", "survey", "document"]
    host = serve(
        {f"/{name}.pdf": answer(200, PDF, "application/pdf") for name in names} | {"/%E0%B8%81": page("ก", LONG)}
    )
    office(tmp_path, [f"{host.url}/document.pdf", f"{host.url}/ก", f"{host.url}/%E0%B8%81"])
    content = {
        "catalogues/oit-2564.yaml": "fiscal_year: 2564\nbody_type: esao\ntitle: {th: ก}\nverified: true\n"
        "indicators: [{id: '9', title: {th: ก}, sub_indicators: [{id: '9.1', title: {th: ก}, items: "
        "[{code: O1, title: {th: ก}, concept: structure, period: any, elements: [ก]}]}]}]\n",
        "oit/2564/o01.yaml": "item: O1\nstatus: published\nevidence:\n"
        f"  - {{title: ก, covers: [1], url: '{host.url}/disclosure.pdf'}}\n"
        f"  - {{title: ข, covers: [1], url: '{host.url}/document.pdf#page=2'}}\n"
        "  - {document: d0, covers: [1]}\n",
        "assessments/2564.yaml": "fiscal_year: 2564\ntotal: '90'\n"
        f"evidence: [{{title: ก, url: '{host.url}/assessment.pdf'}}]\n",
        "surveys/2564/a.yaml": f"title: ก\nfiscal_year: 2564\nevidence: [{{title: ก, url: '{host.url}/survey.pdf'}}]\n",
    }
    for path, text in content.items():
        target = tmp_path / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    told = list[tuple[str, int, int]]()

    check(tmp_path, report=lambda *step: told.append(step))

    assert [asked.path for asked in host.asked] == [
        "/%E0%B8%81",
        "/assessment.pdf",
        "/disclosure.pdf",
        "/document.pdf",
        "/survey.pdf",
    ]
    assert told == [("ตรวจลิงก์", number, 5) for number in range(1, 6)]
    links = ledger(tmp_path)
    assert list(links) == sorted(
        f"{host.url}/{path}" for path in (*(f"{name}.pdf" for name in names), "document.pdf#page=2", "ก", "%E0%B8%81")
    )
    assert {link["state"] for link in links.values()} == {"ok"}
    assert links[f"{host.url}/document.pdf#page=2"]["final_url"] == f"{host.url}/document.pdf#page=2"


def test_only_stale_leaves_alone_what_was_fine_within_three_days(serve: Callable[..., Host], tmp_path: Path) -> None:
    ages = {"fresh": 71, "changed": 1, "old": 72, "future": -5, "unsure": 1, "broken": 1, "moved": 1, "needs-login": 1}
    host = serve({f"/{name}": page(name, LONG) for name in (*ages, "new", "undated")})
    office(tmp_path, [f"{host.url}/{name}" for name in (*ages, "new", "undated")])
    seen = {
        f"{host.url}/{name}": {
            "state": name if name in STATES else "ok",
            "checked_at": (NOON - timedelta(hours=hours)).isoformat(),
        }
        for name, hours in ages.items()
    }
    write_ledger(tmp_path, seen | {f"{host.url}/undated": {"state": "ok", "checked_at": "เมื่อวาน"}})

    summary = check(tmp_path, only_stale=True)

    asked = {request.path.strip("/") for request in host.asked}
    assert asked == {"old", "future", "unsure", "broken", "moved", "needs-login", "new", "undated"}
    assert summary.visited == len(asked)
    assert sum(summary.counts.values()) == len(ages) + 2
    assert ledger(tmp_path)[f"{host.url}/fresh"]["checked_at"] == "2021-02-26T13:00:00+07:00"


def test_urls_that_left_the_content_leave_the_ledger_unless_the_content_can_not_be_read(
    serve: Callable[..., Host], tmp_path: Path
) -> None:
    host = serve({"/a": page("ก", LONG)})
    office(tmp_path, [f"{host.url}/a"])
    write_ledger(tmp_path, {"http://left.th/": {"state": "ok"}})
    broken = tmp_path / "disclosures" / "documents" / "broken.yaml"
    broken.write_text("title: [\n", "utf-8")

    check(tmp_path)
    assert list(ledger(tmp_path)) == [f"{host.url}/a", "http://left.th/"]
    broken.unlink()
    summary = check(tmp_path)

    assert list(ledger(tmp_path)) == [f"{host.url}/a"]
    assert sum(summary.counts.values()) == 1


def test_an_office_without_links_gets_an_empty_ledger(tmp_path: Path) -> None:
    office(tmp_path, [])

    summary = check(tmp_path)

    assert (ledger(tmp_path), summary.visited, summary.left) == ({}, 0, 0)


# ── what must not be lost ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content", ["{", '{"version": 2, "urls": {}}', '{"version": 1, "urls": {"a": {"state": "fine"}}}', ""]
)
def test_a_ledger_that_can_not_be_read_is_reported_and_kept(tmp_path: Path, content: str) -> None:
    office(tmp_path, [])
    (tmp_path / LEDGER_PATH).write_text(content, "utf-8")

    with pytest.raises(LinksError) as caught:
        check(tmp_path)

    assert (caught.value.content, "ledger.json" in caught.value.th) == (True, True)
    assert (tmp_path / LEDGER_PATH).read_text("utf-8") == content


def test_a_ledger_that_is_a_link_elsewhere_is_not_followed(tmp_path: Path) -> None:
    office(tmp_path, [])
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"version": 1, "urls": {}}', "utf-8")
    (tmp_path / LEDGER_PATH).symlink_to(elsewhere)

    with pytest.raises(LinksError):
        check(tmp_path)

    assert (tmp_path / LEDGER_PATH).is_symlink()


def test_without_an_office_there_is_nothing_to_visit(tmp_path: Path) -> None:
    (tmp_path / "disclosures").mkdir()

    with pytest.raises(LinksError) as caught:
        check(tmp_path)

    assert "office.yaml" in caught.value.th


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_it_saw_and_the_next_takes_up_the_rest(
    serve: Callable[..., Host], tmp_path: Path
) -> None:
    host = serve({f"/{number:02}": page(f"หน้า {number}", LONG) for number in range(25)})
    office(tmp_path, [f"{host.url}/{number:02}" for number in range(25)])

    def interrupt(_: str, done: int, __: int) -> None:
        if done == 13:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        check(tmp_path, report=interrupt)
    seen = ledger(tmp_path)
    assert 13 <= len(seen) < 25
    host.asked.clear()
    check(tmp_path, only_stale=True)

    assert len(host.asked) == 25 - len(seen)
    assert len(ledger(tmp_path)) == 25


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_a_whole_ledger_behind(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({f"/{number:02}": page(f"หน้า {number}", LONG) for number in range(25)})
    office(tmp_path, [f"{host.url}/{number:02}" for number in range(25)])
    program = """
import os, sys
from datetime import datetime, timezone
from pathlib import Path
from generator.links import visit_links
from generator.links.visit import Limits
visit_links(Path(sys.argv[1]), only_stale=False, allow_private=True, now=datetime.now(timezone.utc),
            limits=Limits(pace=0.005), report=lambda stage, done, total: done == 16 and os._exit(9))
"""

    killed = subprocess.run([sys.executable, "-c", program, tmp_path], check=False, env=os.environ, timeout=60)

    assert killed.returncode == 9
    assert len(ledger(tmp_path)) == 10


@pytest.mark.slow
def test_a_run_has_an_end_and_says_what_is_left(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/1": page("ก", LONG), "/2": say_nothing, "/3": page("ค", LONG)})
    office(tmp_path, [f"{host.url}/{number}" for number in (1, 2, 3)])

    summary = check(tmp_path, limits=replace(QUICK, seconds=30, run=1, run_each=0))

    assert (summary.visited, summary.left) == (1, 2)
    assert list(ledger(tmp_path)) == [f"{host.url}/1"]
    check(tmp_path, NOON + DAY, limits=replace(QUICK, seconds=30, run=1, run_each=0))
    assert [asked.path for asked in host.asked] == ["/1", "/2", "/2"]  # those never seen come first


def test_a_ledger_that_can_not_be_written_is_the_machines_fault(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/1": page("ก", LONG)})
    office(tmp_path, [f"{host.url}/1"])
    (tmp_path / LEDGER_PATH).mkdir()

    with pytest.raises((OSError, LinksError)):
        check(tmp_path)


# ── no network ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_when_no_name_is_known_the_network_is_blamed_and_nothing_is_written(tmp_path: Path) -> None:
    office(tmp_path, ["http://one.invalid/a", "http://one.invalid/b", "https://two.invalid/"])
    write_ledger(tmp_path, {"http://one.invalid/a": {"state": "ok", "fail_streak": 0}})
    before = (tmp_path / LEDGER_PATH).read_bytes()

    with pytest.raises(LinksError) as caught:
        check(tmp_path)

    assert not caught.value.content
    assert "อินเทอร์เน็ต" in caught.value.th
    assert (tmp_path / LEDGER_PATH).read_bytes() == before


def test_a_name_that_is_gone_while_the_office_is_known_is_a_failure(tmp_path: Path) -> None:
    office(tmp_path, ["http://one.invalid/a", "http://one.invalid/b"], extra="own_hosts: [localhost]\n")

    check(tmp_path)

    assert {(link["state"], link["reason"], link["fail_streak"]) for link in ledger(tmp_path).values()} == {
        ("unsure", "dns", 1)
    }


def test_a_name_that_is_gone_beside_a_host_that_answers_is_a_failure(
    serve: Callable[..., Host], tmp_path: Path
) -> None:
    host = serve({"/": page("ก", LONG), "/to-gone": to("http://one.invalid/")})
    office(tmp_path, ["http://one.invalid/a", f"{host.url}/", f"{host.url}/to-gone"])

    check(tmp_path)

    links = ledger(tmp_path)
    assert {url.rpartition("/")[2]: link["reason"] for url, link in links.items()} == {
        "a": "dns",
        "": None,
        "to-gone": "dns",
    }


def test_a_closed_port_is_a_failure_of_the_host(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office(tmp_path, [f"http://127.0.0.1:{port}/"])

    check(tmp_path)

    assert [link["reason"] for link in ledger(tmp_path).values()] == ["no-connection"]


def came(*trail: str, body: str | bytes = "", status: int | None = 200, **headers: str) -> Visit:
    """Return a visit to `trail` on our host, with a page or with the bytes that are given."""
    raw = body if isinstance(body, bytes) else html("สพป.", body).encode()
    named = {name.replace("_", "-"): value for name, value in {"content_type": "text/html", **headers}.items()}
    whole = tuple(urljoin("http://a.th/", step) for step in trail)
    return Visit(whole, status=status, headers=named, sample=raw, size=len(raw), sha256="a")


def exactly(words: str, length: int) -> str:
    """Return a page whose text has so many characters, with these words at its end."""
    return f"<p>{'ก' * (length - len(words) - 1)} {words}</p>"


FB, DOOR = "https://www.facebook.com/a", "กรุณาเข้าสู่ระบบ"
BYTES = "application/octet-stream"


@pytest.mark.parametrize(
    ("visit", "reason"),
    [
        (came("x", body=LOGIN, status=410), "not-found"),
        (came("x", body=exactly("you need access", 1_500)), "sign-in"),
        (came("x", body=exactly("you need access", 1_501)), None),
        (came("x", body=exactly(DOOR, 600)), "sign-in"),
        (came("x", body=exactly(DOOR, 601)), None),
        (came("x", body=exactly("under construction", 600)), "busy"),
        (came("x", body=exactly("under construction", 601)), None),
        (came("x", body=LONG, cf_mitigated="challenge"), "robots"),
        (came("x", body=LONG, x_amzn_waf_action="captcha"), "robots"),
        (came(FB, body=exactly("Content isn't available", 20_000)), "facebook"),
        (came(FB, body=exactly("เนื้อหานี้ไม่พร้อมใช้งาน", 20_001)), None),
        (came("x", body=exactly("content isn't available", 2_000)), None),
        (came(FB, body=LONG, status=400), "robots"),
        (came(FB, body=LONG, status=500), "server-error"),
        (came("x", body=LONG, status=400), "refused"),
        (came("x", body=LONG, status=None), "bad-answer"),
        (came("x", "y", "login", body=LONG), "sign-in"),
        (came("x", "login", "y", body=LONG), None),
        (came("login", "login.php", body=LONG), None),
        (came("login", body=f"{LONG}<input type=password>"), "sign-in"),
        (came("x", body=f"<h1>Sign in</h1>{LONG}<input type=password>"), "sign-in"),
        (came("x", body=f"<h1>{DOOR}</h1>{LONG}<input type=password>"), "sign-in"),
        (came("x", body=f"<h1>ไม่พบข้อมูล - สพป. - ลำพูน</h1>{LONG}"), None),
        (came("x", body=html("ไม่พบข้อมูล - สพป. - ลำพูน", LONG).encode()), "soft-404"),
        (came("x", body=html("ไม่พบข้อมูล | สพป.", LONG).encode()), "soft-404"),
        (came("x", "a.pdf", body=LONG), "wrong-type"),
        (came("a.docx", body=PDF, content_type="application/pdf"), "wrong-type"),
        (came("a.docx", body=b"PK\x03\x04", content_type=BYTES), None),
        (came("a.jpg", body=LONG, content_type=BYTES), "wrong-type"),
        (came("a.xls", body=LONG, content_type=BYTES), None),
        (came("a.pdf", body=b"x" * 1_019 + PDF, content_type=BYTES), None),
        (came("a.pdf", body=b"x" * 1_020 + PDF, content_type=BYTES), "wrong-type"),
        (came("a", body=b"\0", content_type="application/pdf"), "wrong-type"),
    ],
)
def test_what_is_the_matter_with_what_came(visit: Visit, reason: str | None) -> None:
    assert record(visit, None, NOON).reason == reason


FAR = "http://a.th/" + "x" * 1_985


@pytest.mark.parametrize(
    ("visit", "final"),
    [
        (came("x", status=None), None),
        (came("x", "y", status=None), "http://a.th/y"),
        (came("x", f"{FAR}?ab"), f"{FAR}?ab"),
        (came("x", f"{FAR}?abc"), FAR),
        (came("x", f"{FAR}{FAR}"), f"{FAR}{FAR}"[:2_000]),
        (came("x", "y?key=0123456789abcdef"), "http://a.th/y?key=***"),
        (came("x", "y?key=0123456789abcde"), "http://a.th/y?key=0123456789abcde"),
    ],
)
def test_where_it_ended_is_kept_without_keys_and_not_too_long(visit: Visit, final: str | None) -> None:
    assert record(visit, None, NOON).final_url == final


def test_a_record_is_all_that_is_known_after_a_visit() -> None:
    first = record(GONE, None, NOON)
    walled = record(WALL, first, NOON + DAY)
    fine = record(FINE, walled, NOON + 2 * DAY)

    assert (first.state, first.first_failure, first.fail_streak) == ("unsure", NOON, 1)
    assert (walled.state, walled.first_failure, walled.fail_streak) == ("needs-login", None, 0)
    assert fine == LinkRecord(
        "ok", checked_at=NOON + 2 * DAY, last_ok=NOON + 2 * DAY, status=200, final_url="http://a.th/x",
        media_type="text/plain", bytes=700, sha256="a",
    )  # fmt: skip
    assert record(LATER, fine, NOON + 3 * DAY).state == "unsure"
    old = replace(fine, first_failure=NOON, fail_streak=0)
    assert record(GONE, old, NOON + 3 * DAY).first_failure == NOON + 3 * DAY


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.th/x?id=12&page=3#top", "https://a.th/x?id=12&page=3#top"),
        ("https://a.th/x?access_token=abc&id=1", "https://a.th/x?access_token=***&id=1"),
        ("https://a.th/x?X-Amz-Signature=abc", "https://a.th/x?X-Amz-Signature=***"),
        ("https://a.th/x?sig=a%2Fb&se=2021", "https://a.th/x?sig=***&se=2021"),
        ("https://a.th/x?code=12&key=0123456789abcdef0", "https://a.th/x?code=12&key=***"),
        ("https://a.th/x;jsessionid=0A1B?id=1", "https://a.th/x;jsessionid=***?id=1"),
        ("https://a.th/x#access_token=abc", "https://a.th/x#access_token=***"),
        ("https://a.th/x?pass%77ord=abc", "https://a.th/x?pass%77ord=***"),
    ],
)
def test_keys_to_somebodys_door_are_hidden(url: str, shown: str) -> None:
    assert masked(url) == shown


def test_no_secret_of_a_url_is_said_or_kept_beyond_the_url_itself(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({"/a": to("/b?signature=verysecret", 301), "/b": page("ก", LONG)})
    url = f"{host.url}/a?token=mysecret"
    office(tmp_path, [url])

    summary = check(tmp_path)

    assert ledger(tmp_path)[url]["final_url"] == f"{host.url}/b?signature=***"
    said = repr(summary) + "".join(map(str, summary.changes))
    assert "secret" not in said
    assert "/a?token=***" in summary.attention[0]
    assert "/b?signature=***" in summary.attention[0]


def test_every_state_and_reason_has_its_words() -> None:
    reasons = {reason for _, _, reason in HOSTILE.values()} - {None}
    assert set(ADVICE_TH) == reasons | set(STATES[1:]) | {
        "dns", "unreachable", "no-connection", "tls", "tls-expired", "tls-name", "tls-self-signed",
    }  # fmt: skip
    assert set(ADVICE_TH) >= WALLS | UNCOUNTED
    assert all(re.search("[ก-๙]", words) for words in (*STATES_TH.values(), *ADVICE_TH.values()))


def test_the_ledger_is_read_however_it_was_edited(tmp_path: Path) -> None:
    office(tmp_path, [])
    write_ledger(
        tmp_path,
        {
            "http://a.th/": {
                "state": "moved",
                "checked_at": "2021-03-01T05:00:00Z",
                "last_ok": "2021-03-01",
                "first_failure": 7,
                "fail_streak": "3",
                "status": True,
                "bytes": -1,
                "title": "\ud800ก",
                "sha256": ["x"],
                "extra": 1,
            },
            "http://b.th/": {"state": "ok", "checked_at": "0001-01-01T00:00:00+14:00"},
        },
    )

    found, problems = read_ledger(tmp_path)

    assert problems == []
    assert found.record("http://a.th/") == LinkRecord(
        state="moved", checked_at=NOON, last_ok=datetime(2021, 3, 1, tzinfo=THAI_TIME), title="?ก"
    )
    assert found.record("http://b.th/") == LinkRecord("ok")
    assert found.record("http://c.th/") is None
    assert (found.state("http://a.th/"), found.state("http://c.th/")) == ("moved", None)
    link = found.record("http://a.th/")
    assert link is not None
    assert (link.state_th, link.advice_th) == (STATES_TH["moved"], ADVICE_TH["moved"])
    assert replace(link, reason="google-drive").advice_th == ADVICE_TH["google-drive"]
    assert LinkRecord("ok").advice_th is None
    assert Ledger().record("x") is None


def test_the_same_web_gives_the_same_bytes(serve: Callable[..., Host], tmp_path: Path) -> None:
    host = serve({f"/{name}": page(name, LONG) for name in "abc"})
    written = []
    for order in ("abc", "cab"):
        root = office(tmp_path / order, [f"{host.url}/{name}" for name in order])
        check(root)
        written.append((root / LEDGER_PATH).read_bytes())

    assert written[0] == written[1]
    assert written[0].endswith(b"}\n")
    with suppress(FileNotFoundError):
        assert [path.name for path in (tmp_path / "abc" / "disclosures").glob("*.tmp")] == []
