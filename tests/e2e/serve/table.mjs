// Reads `expected.txt`, and writes what a client was told in its words.

import { readFile } from "node:fs/promises";

/** Returns the reason of a cell: texts in JSON, each perhaps repeated, as in `"*" x 123 + "end"`. */
const reasonOf = (cell) => {
  const parts = [...cell.matchAll(/("(?:[^"\\]|\\.)*")(?: x (\d+))?/g)];
  return parts.map(([, text, times = 1]) => JSON.parse(text).repeat(times)).join("");
};

/** Returns the rows of the table: what each client is expected to be told, by its name. */
export const readTable = async (names) => {
  const file = await readFile(new URL("expected.txt", import.meta.url), "utf8");
  const rows = [];
  for (const [index, line] of file.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const [path, acts, reason, correct, ...expected] = line.split(" | ").map((cell) => cell.trim());
    if (expected.length !== names.length) {
      throw new Error(`expected.txt:${index + 1}: ${expected.length + 4} columns`);
    }
    rows.push({ path, acts, reason: reasonOf(reason), correct, expected });
  }
  return rows;
};

const besides = { ws: (error) => error.replace("WS_ERR_", "") };

const words = {
  /** An event `close`, and the event `error` before it. */
  event: (name, { code, reason, wasClean, error }, expectedReason) => {
    const detail = error && (besides[name]?.(error) ?? "error");
    if (code === undefined) {
      return `${detail || "no error"}, no close`;
    }
    const facts = [code, wasClean ? "" : detail || "unclean", wasClean && detail ? `clean, ${detail}` : ""];
    const own = reason === undefined || reason === (wasClean ? expectedReason : "") ? "" : JSON.stringify(reason);
    return [...facts, own].filter((word) => word !== "").join(" ");
  },
  /** An exception of websockets. */
  exception: ({ exception, received, sent }, expectedReason) => {
    if (received === undefined) {
      return exception;
    }
    const codes = [received, sent].map((close) => close?.code ?? "-").join("/");
    const reason = received && received.reason !== expectedReason ? JSON.stringify(received.reason) : "";
    return `${exception.replace("ConnectionClosed", "")} ${codes} ${reason}`.trim();
  },
};

/** Returns what a client was told, as in the table. A reason is only in it if it is not the expected one. */
export const show = (name, told, expectedReason) =>
  told.exception ? words.exception(told, expectedReason) : words.event(name, told, expectedReason);
