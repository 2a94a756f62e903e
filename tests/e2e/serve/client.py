"""Opens each path that standard input names with `websockets`, and prints what the client was told.

    python3 client.py ADDRESS PATIENCE

A line of input is a JSON array of a path and what the client does. A line of output is a JSON object.
"""

import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

PARALLEL = 16
# Without pings: websockets logs a ping that fails as an error.
OPTIONS = {"ping_interval": None, "proxy": None}
ADDRESS, PATIENCE = sys.argv[1], float(sys.argv[2])


async def act(ws, acts):
    if acts == "echoes":
        await ws.send("hello")
        while await ws.recv() != "hello":
            pass
    elif acts == "reads":
        await ws.recv()
    if acts != "-":
        await ws.close(1000, "done")
    while True:
        await ws.recv()


def show(close):
    return None if close is None else {"code": close.code, "reason": close.reason}


async def play(path, acts):
    try:
        async with asyncio.timeout(PATIENCE), connect(f"ws://{ADDRESS}{path}", **OPTIONS) as ws:
            await act(ws, acts)
    except ConnectionClosed as closed:
        return {"exception": type(closed).__name__, "received": show(closed.rcvd), "sent": show(closed.sent)}
    except InvalidStatus as refused:
        return {"exception": f"InvalidStatus {refused.response.status_code}"}
    except (OSError, WebSocketException) as failure:
        # Among them is TimeoutError.
        return {"exception": type(failure).__name__}


async def play_all(plan):
    slots = asyncio.Semaphore(PARALLEL)

    async def play_one(path, acts):
        async with slots:
            told = await play(path, acts)
        print(json.dumps({"path": path, **told}), flush=True)

    async with asyncio.TaskGroup() as group:
        for path, acts in plan:
            group.create_task(play_one(path, acts))


asyncio.run(play_all([json.loads(line) for line in sys.stdin]))
