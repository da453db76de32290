"""The only way out to the network: which addresses may be visited, and a transport that asks before it connects.

A name is resolved here, its addresses are judged, and exactly an address that was judged is connected to. To check a
name and let a library resolve it again would leave the gap that DNS rebinding uses. Every redirect comes through here
too, and so do the odd spellings (`127.1`, `0x7f000001`, `2130706433`), because the system's resolver reads them first.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore
import httpx

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

PRIVATE = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7"))
)
"""Visited with `--allow-private` alone."""

NEVER = tuple(
    map(
        ip_network,
        (
            "169.254.0.0/16", "fe80::/10", "fec0::/10",  # link- and site-local; 169.254.169.254 hands out keys
            "fd00:ec2::/32", "fd20:ce::/32",  # the same service of AWS and Google under IPv6
            "192.0.0.0/24", "100.64.0.0/10",  # …of Oracle and Alibaba; the latter shared among an operator's customers
            "168.63.129.16/32",  # …of Azure, amid the public space
            "3fff::/20",  # documentation, which older Pythons take for public
        ),
    )
)  # fmt: skip
"""Visited under no circumstances."""

_SPELLINGS = tuple(map(ip_network, ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "::/96")))
"""IPv6 blocks whose last 32 bits are the IPv4 address that is meant: mapped, translated, NAT64, compatible."""

_UNICAST = ip_network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)
_MOST_ADDRESSES = 4


class ForbiddenAddressError(Exception):
    """The name leads only to addresses that may not be visited."""


class NoSuchHostError(Exception):
    """The name leads to no address."""


def may_visit(address: str, *, allow_private: bool) -> bool:
    """Return whether `address` (as the resolver wrote it) and every address hidden within it may be visited."""
    try:
        given = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_may_visit(face, allow_private=allow_private) for face in _faces(given))


def _faces(given: Address) -> Iterator[Address]:
    """Yield each address that a packet to `given` may end at."""
    if isinstance(given, IPv4Address):
        yield given
        return
    number = int(given)
    last = IPv4Address(number & 0xFFFF_FFFF)
    if number > 1 and any(given in block for block in _SPELLINGS):
        yield last
        return
    if given.sixtofour:
        # Such a packet ends at the IPv4 address within; what is said of the outer one differs between Python versions.
        yield given.sixtofour
        return
    yield given
    if given.teredo:
        yield from given.teredo
    if (number >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield last


def _may_visit(address: Address, *, allow_private: bool) -> bool:
    if any(address in block for block in NEVER):
        return False
    if any(address in block for block in PRIVATE):
        return allow_private
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, in the system's order of preference; raises OSError or ValueError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


class Gate(httpcore.AsyncNetworkBackend):
    """Connects httpcore to judged addresses and to no other. The TLS name stays the name that was asked for."""

    def __init__(
        self, *, allow_private: bool, resolve: Resolve = resolve, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; raises NoSuchHostError, ForbiddenAddressError, or what httpcore's own backend raises."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
        except (OSError, ValueError) as fault:  # no such name, no resolver, a label that is no label, too slow
            raise NoSuchHostError(host) from fault
        allowed = [address for address in addresses if may_visit(address, allow_private=self._allow_private)]
        if not allowed:
            raise ForbiddenAddressError(host)
        *others, last = allowed[:_MOST_ADDRESSES]
        share = timeout / len([*others, last]) if timeout else timeout
        for address in others:
            try:
                return await self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # as browsers do: the next address of the same host
        return await self._network.connect_tcp(last, port, share, local_address, socket_options)


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


class Transport(httpx.AsyncBaseTransport):
    """httpx over httpcore through the gate. No connection is kept, so each request is judged anew.

    httpcore's exceptions come through as they are: `links.visit` tells them apart.
    """

    def __init__(self, gate: Gate, context: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, network_backend=gate, max_keepalive_connections=0
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the response is yet to be read."""
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close what is still open."""
        await self._pool.aclose()
