// Runs an echo server of a Node.js library, and prints its URL:
//
//     node server.mjs ws|faye-websocket
//
// The server closes with 4001 when it receives the text `close`. All its settings are the library's own.

import { createServer } from "node:http";
import { argv, exit } from "node:process";

import FayeWebSocket from "faye-websocket";
import { WebSocketServer } from "ws";

const ASK = "close";
const [CODE, REASON] = [4001, "as asked"];

const listen = (server) => {
  server.listen(0, "127.0.0.1", () => console.log(`ws://127.0.0.1:${server.address().port}/`));
};

const SERVERS = {
  ws(server) {
    new WebSocketServer({ server }).on("connection", (socket) => {
      socket.on("error", console.error);
      socket.on("message", (data, isBinary) => {
        if (!isBinary && data.toString() === ASK) {
          socket.close(CODE, REASON);
        } else {
          socket.send(data, { binary: isBinary });
        }
      });
    });
  },

  "faye-websocket"(server) {
    server.on("upgrade", (request, socket, body) => {
      const ws = new FayeWebSocket(request, socket, body);
      ws.on("message", ({ data }) => {
        if (data === ASK) {
          ws.close(CODE, REASON);
        } else {
          ws.send(data);
        }
      });
    });
  },
};

const serve = SERVERS[argv[2]];
if (!serve) {
  console.error("usage: node server.mjs NAME");
  exit(2);
}
const server = createServer();
serve(server);
listen(server);
