// Opens each path of `close-codes serve` with each client, and compares what the client was told with `expected.txt`.
//
//     node main.mjs URL LOG PYTHON
//
// URL is the server's address, LOG is the file with its standard output, and PYTHON is a Python that has websockets.

import { readFile } from "node:fs/promises";
import { argv, exit } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { clients } from "./clients.mjs";
import { readTable, show } from "./table.mjs";

const [url, log, python] = argv.slice(2);
if (!python) {
  console.error("usage: node main.mjs URL LOG PYTHON");
  exit(2);
}

/** A line of the log about a WebSocket: the path, the code that a correct client sees, and what else is said of it. */
const LINE = /^\S+ #\d+ \S+ (\/\S*); .*; client: (\d+) .*\(([^()]*)\)\n/gm;

/** The time limit of the whole test. All connections take about 80 seconds, most of which Chromium waits. */
const SECONDS = 400;
setTimeout(() => {
  console.error(`not done after ${SECONDS} s`);
  exit(1);
}, SECONDS * 1000).unref();

const failures = [];
const compare = (subject, expected, came) => {
  if (!String(expected).split(" or ").includes(String(came))) {
    failures.push(`${subject}\n  expected: ${expected}\n  came:     ${came}`);
  }
};

const all = clients(python);
const names = Object.keys(all);
const rows = await readTable(names);

const pathname = ({ path }) => path.split("?")[0];
const { paths } = await (await fetch(new URL("index.json", url))).json();
const reports = new Map(paths.map(({ path, report }) => [path, report]));
for (const path of reports.keys()) {
  if (!rows.some((row) => pathname(row) === path)) {
    failures.push(`${path} is in the index, but not in expected.txt`);
  }
}
for (const row of rows) {
  const report = reports.get(pathname(row));
  if (report) {
    // The client of the index closes without a reason.
    const reason = row.acts === "-" && !row.path.includes("?reason=") ? row.reason : "";
    compare(`${row.path}: the index`, row.correct.replace("error", "unclean"), show("index", report, reason));
  } else {
    failures.push(`${row.path} is in expected.txt, but not in the index`);
  }
}

// A client that closes without an answer waits long, so it begins first.
const plan = [...rows].sort((one, other) => (other.acts === "closes") - (one.acts === "closes"));
const results = await Promise.all(Object.values(all).map((client) => client(new URL(url).host, plan)));
console.log(["path", ...names].join(" | "));
for (const { path, reason, expected } of rows) {
  const came = names.map((name, column) => show(name, results[column].get(path) ?? {}, reason));
  console.log([path, ...came].join(" | "));
  for (const [column, name] of names.entries()) {
    compare(`${path}: ${name}`, expected[column], came[column]);
  }
}

/** Returns the log's lines about WebSockets: for each path, the event of a correct client, as in the table without `error`. */
const readLog = async () => {
  const found = new Map(rows.map(({ path }) => [path, []]));
  for (const [, path, code, marks] of (await readFile(log, "utf8")).matchAll(LINE)) {
    found.get(path)?.push(marks.startsWith("clean") ? code : `${code} unclean`);
  }
  return found;
};
// websockets follows the redirection of /http/302.
const connections = ({ path }) => names.length + (path === "/echo" ? 1 : 0);
const deadline = Date.now() + 30_000;
let lines = await readLog();
while (rows.some((row) => lines.get(row.path).length < connections(row)) && Date.now() < deadline) {
  await sleep(100);
  lines = await readLog();
}
for (const row of rows) {
  const found = lines.get(row.path);
  compare(`${row.path}: lines of the log`, connections(row), found.length);
  for (const event of new Set(found)) {
    compare(`${row.path}: the log`, row.correct.replace("error", "unclean"), event);
  }
}

for (const failure of failures) {
  console.log(`\nFAILED: ${failure}`);
}
console.log(`\n${rows.length * names.length} connections, ${failures.length} failures`);
exit(failures.length > 0 ? 1 : 0);
