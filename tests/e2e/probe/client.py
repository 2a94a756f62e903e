"""Connects a client of a Python library again and again, until the server refuses a connection.

    python3 client.py websockets|aiohttp|tornado URL

The client sends each message back. All its settings are the library's own.
"""

import asyncio
import sys

import aiohttp
import tornado.websocket
import websockets.asyncio.client

# More than the server has cases.
MOST = 1000


async def connect_websockets(url):
    async with websockets.asyncio.client.connect(url) as ws:
        yield
        async for message in ws:
            await ws.send(message)


async def connect_aiohttp(url):
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
        yield
        async for message in ws:
            if message.type == aiohttp.WSMsgType.TEXT:
                await ws.send_str(message.data)
            elif message.type == aiohttp.WSMsgType.BINARY:
                await ws.send_bytes(message.data)


async def connect_tornado(url):
    ws = await tornado.websocket.websocket_connect(url)
    yield
    while (message := await ws.read_message()) is not None:
        await ws.write_message(message, binary=isinstance(message, bytes))


CLIENTS = {
    "websockets": connect_websockets,
    "aiohttp": connect_aiohttp,
    "tornado": connect_tornado,
}


async def connect_repeatedly(connect, url):
    for number in range(MOST):
        is_open = False
        try:
            # A client gives one value: when the connection is open.
            async for _ in connect(url):
                is_open = True
        except Exception as error:
            print(f"connection {number}: {error!r}", file=sys.stderr)
            if not is_open:
                return number
    return MOST


match sys.argv[1:]:
    case [name, url] if name in CLIENTS:
        if asyncio.run(connect_repeatedly(CLIENTS[name], url)) in (0, MOST):
            sys.exit("the server refuses all connections, or none")
    case _:
        sys.exit(__doc__)
