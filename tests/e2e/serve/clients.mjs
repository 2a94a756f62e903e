// The clients. Each opens all paths of a plan, and gives what it was told about each.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

import { WebSocket as Undici } from "undici";
import Ws from "ws";

import { launch } from "./browsers.mjs";
import { play } from "./play.mjs";

/** The time limit of a connection in milliseconds. Chromium waits for the answer to a close frame for a minute. */
const PATIENCE = 100_000;

/** The number of connections of a browser at a time. With more, Chromium delays each by seconds. */
const PARALLEL = 6;

/** Runs a task for each item, some at a time. Returns the results by path. */
const forEach = async (plan, parallel, task) => {
  const left = [...plan];
  const results = new Map();
  const work = async () => {
    for (let item = left.shift(); item; item = left.shift()) {
      results.set(item.path, await task(item));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
};

const inNode = (Socket) => (address, plan) =>
  forEach(plan, 16, ({ path, acts }) => play(`ws://${address}${path}`, acts, PATIENCE, Socket));

const inBrowser = (name) => async (address, plan) => {
  const browser = await launch(name);
  try {
    console.log(await browser.version());
    const page = await browser.newPage();
    // Any page of the server: a page of another origin may not be allowed to connect.
    await page.goto(`http://${address}/`);
    return await forEach(plan, PARALLEL, ({ path, acts }) =>
      page.evaluate(play, `ws://${address}${path}`, acts, PATIENCE),
    );
  } finally {
    await browser.close();
  }
};

const inPython = (python) => async (address, plan) => {
  const program = fileURLToPath(new URL("client.py", import.meta.url));
  const child = spawn(python, [program, address, String(PATIENCE / 1000)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  child.stdin.end(plan.map(({ path, acts }) => `${JSON.stringify([path, acts])}\n`).join(""));
  const results = new Map();
  for await (const line of createInterface(child.stdout)) {
    const { path, ...told } = JSON.parse(line);
    results.set(path, told);
  }
  const [status] = await ended;
  if (status !== 0) {
    throw new Error(`client.py ended with ${status}`);
  }
  return results;
};

/** Returns the clients by name, in the order of the columns of `expected.txt`. */
export const clients = (python) => ({
  chromium: inBrowser("chromium"),
  firefox: inBrowser("firefox"),
  undici: inNode(Undici),
  websockets: inPython(python),
  ws: inNode(Ws),
});
