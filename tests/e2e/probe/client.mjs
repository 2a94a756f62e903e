// Connects a client of a Node.js library again and again, until the server refuses a connection:
//
//     node client.mjs ws|undici URL
//
// The client sends each message back. All its settings are the library's own.

import { argv, exit } from "node:process";

import * as undici from "undici";
import WebSocket from "ws";

// More than the server has cases.
const MOST = 1_000;

const CLIENTS = { ws: WebSocket, undici: undici.WebSocket };

// Returns `false` if the server refuses the connection.
const connect = (Client, url, number) =>
  new Promise((resolve) => {
    const ws = new Client(url);
    let opened = false;
    ws.binaryType = "arraybuffer";
    ws.addEventListener("open", () => (opened = true));
    ws.addEventListener("message", ({ data }) => ws.send(data));
    ws.addEventListener("error", ({ error, message }) => {
      console.error(`connection ${number}: ${error ?? message}`);
      // undici has no event `close` if the connection was not opened.
      if (!opened) {
        resolve(false);
      }
    });
    ws.addEventListener("close", () => resolve(opened));
  });

const [name, url] = argv.slice(2);
if (!CLIENTS[name] || !url) {
  console.error("usage: node client.mjs NAME URL");
  exit(2);
}
let number = 0;
while (number < MOST && (await connect(CLIENTS[name], url, number))) {
  number += 1;
}
if (number === 0 || number === MOST) {
  console.error("the server refuses all connections, or none");
  exit(1);
}
