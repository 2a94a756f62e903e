// Plays the peer in each scenario, with `ws`:
//
//     node peer.mjs connect ADAPTER=ADDRESS...    connects a client to each server
//     node peer.mjs serve                         runs a server, and prints its address
//
// For each connection, it prints a line of JSON that says how it closed. `besides` is the error event, if one occurred.

import { argv, exit } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import WebSocket, { WebSocketServer } from "ws";

const PATIENCE = 20_000;
const [TEXT, CLOSE] = [1, 8];

// Makes any frame, even one that is shorter than its length says. A client's frame has a mask of zeros, which changes nothing.
const frame = (ws, opcode, payload, length = payload.length) => {
  const mask = ws._isServer ? [length] : [0x80 | length, 0, 0, 0, 0];
  return Buffer.from([0x80 | opcode, ...mask, ...payload]);
};

const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));

const closes =
  (...given) =>
  (ws) =>
    ws.close(...given);

// Sends a frame without the library. The library still handles the other side's answer.
const sends = (opcode, payload) => (ws) => ws._socket.write(frame(ws, opcode, payload));

const ends = (ws) => ws._socket.end();

const resets = async (ws) => {
  ws._socket.write(frame(ws, TEXT, bytes("hal"), 6));
  // A reset discards unread bytes, so wait until they are read.
  await sleep(300);
  ws._socket.resetAndDestroy();
};

const waits = (ws) => ws.send("ready");

const talks = (ws) => {
  ws.send("ready");
  ws.send("and late");
};

// Closes before it reads what the other side sends after `ready`: before that side's close frame.
const crosses = (close) => async (ws) => {
  ws.pause();
  ws.send("ready");
  // Keep `ready` and the close frame apart: in one read, actix-ws would give an error before the message.
  await sleep(100);
  close(ws);
  ws.resume();
};

// Does not read while the other side waits for an answer.
const sleeps = async (ws) => {
  ws.pause();
  ws.send("ready");
  await sleep(2_000);
  ws.resume();
};

const SCENARIOS = {
  "peer-1000": closes(1000, "bye"),
  "peer-1001": closes(1001, "gone"),
  "peer-1005": closes(),
  "peer-1014": closes(1014, "upstream"),
  "peer-3001": closes(3001),
  "peer-4001": closes(4001, "Tschüß, 再见 👋"),
  "peer-fin": ends,
  "peer-rst": resets,
  "bad-999": sends(CLOSE, bytes([999 >> 8, 999 & 0xff], "bad")),
  "bad-1005": sends(CLOSE, bytes([1005 >> 8, 1005 & 0xff], "bad")),
  "bad-reason": sends(CLOSE, bytes([1000 >> 8, 1000 & 0xff], "bad: ", [0xff])),
  "bad-text": sends(TEXT, bytes("bad: ", [0xff])),
  "own-4001": waits,
  "own-late": talks,
  "own-unanswered": sleeps,
  "own-sink": waits,
  "own-drop": waits,
  "both-4002": crosses(closes(4002, "auch genug")),
  "both-1014": crosses(closes(1014, "upstream")),
  "both-999": crosses(sends(CLOSE, bytes([999 >> 8, 999 & 0xff], "bad"))),
};

const play = (ws, adapter, scenario) => {
  let besides = "";
  const timer = setTimeout(() => ws.terminate(), PATIENCE);
  ws.addEventListener("error", ({ error }) => (besides = String(error)));
  ws.addEventListener("close", ({ code, reason, wasClean }) => {
    clearTimeout(timer);
    const line = { side: "peer", adapter, peer: "node", scenario, code, reason, clean: wasClean, besides };
    console.log(JSON.stringify(line));
  });
  if (ws.readyState === WebSocket.OPEN) {
    SCENARIOS[scenario](ws);
  } else {
    ws.addEventListener("open", () => SCENARIOS[scenario](ws));
  }
};

const [task, ...servers] = argv.slice(2);
if (task === "connect") {
  for (const [adapter, address] of servers.map((server) => server.split("="))) {
    for (const scenario in SCENARIOS) {
      play(new WebSocket(`ws://${address}/node/${scenario}`, { perMessageDeflate: false }), adapter, scenario);
    }
  }
} else if (task === "serve") {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("listening", () => console.log(`127.0.0.1:${server.address().port}`));
  server.on("connection", (ws, { url }) => play(ws, ...url.split("/").slice(1)));
} else {
  console.error("usage: node peer.mjs connect ADAPTER=ADDRESS... | node peer.mjs serve");
  exit(2);
}
