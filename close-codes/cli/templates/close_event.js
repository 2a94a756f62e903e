"use strict";

// The fields of a `CloseEvent`, and `error`: `true` if the event `error` came first.
const FIELDS = ["code", "reason", "wasClean", "error"];

const joined = (...texts) => texts.filter(Boolean).join(" – ");
const isWithin = (code) => (range) => range.first <= code && code <= range.last;
const isEndOfTcp = (step) => ["FIN", "RST"].includes(step);

const section = (number) => [`RFC 6455, ${number}`, `https://www.rfc-editor.org/rfc/rfc6455#section-${number}`];
const FEEDBACK = ["WebSockets Standard", "https://websockets.spec.whatwg.org/#feedback-from-the-protocol"];

// The known ways in which browsers differ from a correct client: the word that explains one, its sources, and its test.
const KNOWN = [
  ["known-no-error", [section("7.2.1"), FEEDBACK], ({ sends, different, correct }) =>
    sends.some(isEndOfTcp) && correct.error && different.join() === "error"],
  ["known-accepts", [section("7.1.7")], ({ correct, told }) => correct.code === 1006 && told.wasClean],
  ["known-after-close", [section("1.4")], ({ after, correct, told }) =>
    after.some((step) => !isEndOfTcp(step)) && correct.wasClean && told.code === 1006 && told.error],
  ["known-unclean", [section("7.1.4")], ({ after, correct, told }) =>
    after.every(isEndOfTcp) && after.length > 0 && correct.wasClean && !told.wasClean],
];

// Makes the functions that describe and compare events. They do not touch the page.
const closeEvents = ({ words, codes, ranges, legal }) => {
  const meaning = (code) => codes.find(({ number }) => number === code) ?? ranges.find(isWithin(code));

  // A reason can have any character.
  const visible = (text) => text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "\uFFFD");

  const textOf = (field, value) => {
    switch (field) {
      case "code": return joined(String(value), meaning(value)?.name);
      case "reason": return value === "" ? words.empty : visible(value);
      case "error": return value ? words.yes : words.no;
      default: return String(value);
    }
  };

  const describe = (code) => joined(textOf("code", code), meaning(code)?.description);

  // Compares an event with that of a correct client. Returns the kind of the verdict, its text, the fields that differ, and the
  // sources that say what a correct client does.
  const compare = (sends, correct, told) => {
    if (!correct) {
      return { kind: "unfinished", text: words.early };
    }
    const different = FIELDS.filter((field) => correct[field] !== null && correct[field] !== told[field]);
    if (different.length === 0) {
      return { kind: "same", text: words.same };
    }
    const close = sends.findIndex((step) => step.startsWith("CLOSE"));
    const after = close < 0 ? [] : sends.slice(close + 1);
    const known = KNOWN.find(([, , isIt]) => isIt({ sends, after, different, correct, told }));
    if (!known) {
      return { kind: "different", text: words.different.replace("{}", different.join(", ")), different };
    }
    const [word, sources] = known;
    return { kind: "known", text: words[word], different, sources };
  };

  // Returns the event of a correct client that gets a close frame with this body.
  const expectedOf = (body) => {
    const failed = { code: 1006, reason: "", wasClean: false, error: true };
    if (body.length === 0) {
      return { code: 1005, reason: "", wasClean: true, error: false };
    }
    const code = body[0] * 256 + body[1];
    if (body.length > 125 || !legal.some(isWithin(code))) {
      return failed;
    }
    try {
      const reason = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body.subarray(2));
      return { code, reason, wasClean: true, error: false };
    } catch {
      return failed;
    }
  };

  return { textOf, describe, compare, expectedOf };
};
