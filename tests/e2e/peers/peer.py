"""Plays the peer in each scenario, with `websockets`.

    python3 peer.py connect ADAPTER=ADDRESS...    connects a client to each server
    python3 peer.py serve                         runs a server, and prints its address

For each connection, it prints a line of JSON that says how it closed. `besides` names the exception, and says if the
first close frame was sent or received.
"""

import asyncio
import json
import socket
import struct
import sys

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

PATIENCE = 20
TEXT, CLOSE = 1, 8
# Without compression and pings, so that only the scenario sends frames.
OPTIONS = {"compression": None, "ping_interval": None}


def frame(ws, opcode, payload, length=None):
    """Makes any frame, even one that is shorter than its length says.

    A client's frame has a mask of zeros, which changes nothing.
    """
    length = len(payload) if length is None else length
    mask = bytes([0x80 | length, 0, 0, 0, 0]) if isinstance(ws, ClientConnection) else bytes([length])
    return bytes([0x80 | opcode]) + mask + payload


def closes(code, reason=""):
    return lambda ws: ws.close(code, reason)


def sends(opcode, payload):
    """Sends a frame without the library. The library still handles the other side's answer."""

    async def play(ws):
        ws.transport.write(frame(ws, opcode, payload))

    return play


async def ends(ws):
    ws.transport.close()


async def resets(ws):
    ws.transport.write(frame(ws, TEXT, b"hal", length=6))
    # A reset discards unread bytes, so wait until they are read.
    await asyncio.sleep(0.3)
    linger = struct.pack("ii", 1, 0)
    ws.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    ws.transport.abort()


async def waits(ws):
    await ws.send("ready")


async def talks(ws):
    await ws.send("ready")
    await ws.send("and late")


def crosses(close):
    """Closes before it reads what the other side sends after `ready`: before that side's close frame."""

    async def play(ws):
        ws.transport.pause_reading()
        await ws.send("ready")
        # Keep `ready` and the close frame apart: in one read, actix-ws would give an error before the message.
        await asyncio.sleep(0.1)
        closing = asyncio.create_task(close(ws))
        await asyncio.sleep(0.1)
        ws.transport.resume_reading()
        await closing

    return play


async def sleeps(ws):
    """Does not read while the other side waits for an answer."""
    ws.transport.pause_reading()
    await ws.send("ready")
    await asyncio.sleep(2)
    ws.transport.resume_reading()


SCENARIOS = {
    "peer-1000": closes(1000, "bye"),
    "peer-1001": closes(1001, "gone"),
    "peer-1005": closes(None),
    "peer-1014": closes(1014, "upstream"),
    "peer-3001": closes(3001),
    "peer-4001": closes(4001, "Tschüß, 再见 👋"),
    "peer-fin": ends,
    "peer-rst": resets,
    "bad-999": sends(CLOSE, struct.pack("!H", 999) + b"bad"),
    "bad-1005": sends(CLOSE, struct.pack("!H", 1005) + b"bad"),
    "bad-reason": sends(CLOSE, struct.pack("!H", 1000) + b"bad: \xff"),
    "bad-text": sends(TEXT, b"bad: \xff"),
    "own-4001": waits,
    "own-late": talks,
    "own-unanswered": sleeps,
    "own-sink": waits,
    "own-drop": waits,
    "both-4002": crosses(closes(4002, "auch genug")),
    "both-1014": crosses(closes(1014, "upstream")),
    "both-999": crosses(sends(CLOSE, struct.pack("!H", 999) + b"bad")),
}


async def play(ws, adapter, scenario):
    async with asyncio.timeout(PATIENCE):
        await SCENARIOS[scenario](ws)
        try:
            while True:
                await ws.recv()
        except ConnectionClosed as closed:
            exception = closed
    first = {None: "", True: ", received first", False: ", sent first"}[exception.rcvd_then_sent]
    line = {
        "side": "peer",
        "adapter": adapter,
        "peer": "python",
        "scenario": scenario,
        "code": ws.close_code,
        "reason": ws.close_reason,
        "clean": exception.rcvd is not None and exception.sent is not None,
        "besides": type(exception).__name__ + first,
    }
    print(json.dumps(line), flush=True)


async def play_client(adapter, address, scenario):
    async with connect(f"ws://{address}/python/{scenario}", proxy=None, **OPTIONS) as ws:
        await play(ws, adapter, scenario)


async def play_clients(servers):
    async with asyncio.TaskGroup() as group:
        for adapter, address in (server.split("=") for server in servers):
            for scenario in SCENARIOS:
                group.create_task(play_client(adapter, address, scenario))


async def play_server():
    async def handle(ws):
        _, adapter, scenario = ws.request.path.split("/")
        await play(ws, adapter, scenario)

    async with serve(handle, "127.0.0.1", 0, **OPTIONS) as server:
        host, port = server.sockets[0].getsockname()
        print(f"{host}:{port}", flush=True)
        await server.serve_forever()


match sys.argv[1:]:
    case ["connect", *servers]:
        asyncio.run(play_clients(servers))
    case ["serve"]:
        asyncio.run(play_server())
    case _:
        sys.exit(__doc__)
