"""Runs an echo server of a Python library, and prints its URL.

    python3 server.py websockets|aiohttp|tornado|uvicorn

The server closes with 4001 when it receives the text `close`. All its settings are the library's own.
"""

import asyncio
import socket
import sys

import aiohttp.web
import tornado.httpserver
import tornado.netutil
import tornado.web
import tornado.websocket
import uvicorn
import websockets.asyncio.server

ASK, CODE, REASON = "close", 4001, "as asked"


def listen():
    """Listens on a free port, and prints the URL. A client can connect from now on, and waits until the server accepts."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    print(f"ws://127.0.0.1:{listener.getsockname()[1]}/", flush=True)
    return listener


async def serve_websockets():
    async def echo(ws):
        async for message in ws:
            if message == ASK:
                await ws.close(CODE, REASON)
            else:
                await ws.send(message)

    async with websockets.asyncio.server.serve(echo, sock=listen()) as server:
        await server.serve_forever()


async def serve_aiohttp():
    async def echo(request):
        ws = aiohttp.web.WebSocketResponse()
        await ws.prepare(request)
        async for message in ws:
            if message.type == aiohttp.WSMsgType.TEXT and message.data == ASK:
                await ws.close(code=CODE, message=REASON.encode())
            elif message.type == aiohttp.WSMsgType.TEXT:
                await ws.send_str(message.data)
            elif message.type == aiohttp.WSMsgType.BINARY:
                await ws.send_bytes(message.data)
        return ws

    app = aiohttp.web.Application()
    app.router.add_get("/", echo)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    await aiohttp.web.SockSite(runner, listen()).start()
    await asyncio.Event().wait()


class TornadoEcho(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        if message == ASK:
            self.close(CODE, REASON)
        else:
            self.write_message(message, binary=isinstance(message, bytes))


async def serve_tornado():
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/", TornadoEcho)]))
    server.add_socket(listen())
    await asyncio.Event().wait()


async def serve_uvicorn():
    async def echo(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] == "websocket.receive":
            text, data = event.get("text"), event.get("bytes")
            if text == ASK:
                await send({"type": "websocket.close", "code": CODE, "reason": REASON})
                return
            await send({"type": "websocket.send", "text": text, "bytes": data})

    config = uvicorn.Config(echo, ws="wsproto", lifespan="off", log_level="warning")
    await uvicorn.Server(config).serve(sockets=[listen()])


SERVERS = {
    "websockets": serve_websockets,
    "aiohttp": serve_aiohttp,
    "tornado": serve_tornado,
    "uvicorn": serve_uvicorn,
}

match sys.argv[1:]:
    case [name] if name in SERVERS:
        asyncio.run(SERVERS[name]())
    case _:
        sys.exit(__doc__)
