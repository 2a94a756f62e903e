// Checks each FOLDER/NAME.json with FOLDER/NAME.schema.json, and checks that the schemas refuse damaged files:
//
//     node json.mjs FOLDER

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import Ajv from "ajv/dist/2020.js";

const folder = argv[2];
const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const schemas = new Map();
const names = readdirSync(folder).filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"));
// A column may be named `constructor`, which every object inherits.
const options = { strict: true, allowUnionTypes: true, ownProperties: true, allErrors: true };
for (const name of names.map((file) => file.slice(0, -".json".length))) {
  const check = new Ajv(options).compile(read(`${name}.schema.json`));
  check(read(`${name}.json`));
  assert.equal(check.errors, null, `${name}: ${JSON.stringify(check.errors, null, 2)}`);
  schemas.set(name, check);
  assert.deepEqual(read(`${name}.schema.json`), read("registry.schema.json"), "all files have the same schema");
}
assert.equal(schemas.size, 11);

// File, change, and the path of the error.
const damages = [
  ["game", (json) => delete json.name, ""],
  ["game", (json) => (json.name = "Game Code"), "/name"],
  ["game", (json) => (json.more = true), ""],
  ["game", (json) => (json.$schema = 1), "/$schema"],
  ["game", (json) => (json.codes[0].code = 65536), "/codes/0/code"],
  ["game", (json) => (json.codes[0].code = "4001"), "/codes/0/code"],
  ["game", (json) => (json.codes[0].variant = "Token Expired"), "/codes/0/variant"],
  ["game", (json) => (json.codes[0].key = "Token"), "/codes/0/key"],
  ["game", (json) => (json.codes[0].values = [true]), "/codes/0/values"],
  ["game", (json) => delete json.codes[0].values, "/codes/0"],
  ["game", (json) => (json.codes[0].sender = "proxy"), "/codes/0/sender"],
  ["game", (json) => delete json.codes[0].allowedOnWire, "/codes/0"],
  ["game", (json) => (json.codes[0].reconnect = true), "/codes/0"],
  ["game", (json) => delete json.bands[0].name, "/bands/0"],
  ["game", (json) => (json.bands[0].description = null), "/bands/0/description"],
  ["game", (json) => delete json.bands[0].last, "/bands/0"],
  ["game", (json) => (json.bands[0].values = null), "/bands/0/values"],
  ["game", (json) => (json.bands[0].last = 65536), "/bands/0/last"],
  ["game", (json) => (json.columns[0].json = "bool"), "/columns/0/json"],
  ["game", (json) => (json.columns[0].more = 1), "/columns/0"],
  ["game", (json) => delete json.columns[0].type, "/columns/0"],
  ["registry", (json) => (json.languages[0].tag = 1), "/languages/0/tag"],
  ["registry", (json) => (json.titles.es = null), "/titles/es"],
  ["registry", (json) => (json.codes[0].texts.es.name = ""), "/codes/0/texts/es/name"],
  ["registry", (json) => delete json.codes[0].texts.es.description, "/codes/0/texts/es"],
  ["registry", (json) => (json.codes[0].sender = "proxy"), "/codes/0/sender"],
  ["registry", (json) => (json.codes[0].reconnect = "yes"), "/codes/0/reconnect"],
  ["registry", (json) => (json.codes[0].httpStatus = 99), "/codes/0/httpStatus"],
  ["registry", (json) => delete json.codes[0].allowedOnWire, "/codes/0"],
  ["registry", (json) => (json.codes[0].references[0].url = "javascript:"), "/codes/0/references/0/url"],
  ["registry", (json) => (json.ranges[0].first = -1), "/ranges/0/first"],
  ["registry", (json) => (json.columns = {}), "/columns"],
];
for (const [name, damage, path] of damages) {
  const [check, json] = [schemas.get(name), read(`${name}.json`)];
  damage(json);
  assert(!check(json), `${name}: no error after ${damage}`);
  assert(check.errors.some((error) => error.instancePath === path), `${damage}: ${JSON.stringify(check.errors)}`);
}

const [game, nested, http, registry, spanish, hostile] =
  ["game", "nested", "http", "registry", "spanish", "hostile"].map((name) => read(`${name}.json`));
assert.deepEqual(game.columns, [
  { name: "retry", description: "", type: "bool", json: "boolean" },
  { name: "http", description: "", type: "u16", json: "integer" },
  { name: "label", description: "", type: "str", json: "string" },
]);
assert.deepEqual(game.bands, [
  { first: 4000, last: 4499, name: "Try again", description: "", values: { retry: true } },
  { first: 4500, last: 4999, name: "Give up", description: "", values: { retry: false } },
]);
assert.deepEqual(nested.columns[0], { name: "retry", description: "Connect again.", type: "bool", json: "boolean" });
// `(none)` is null, and an empty cell is missing.
assert.deepEqual(nested.bands, [
  {
    first: 4000,
    last: 4999,
    name: "Application errors",
    description: "Any error of the application.",
    values: { retry: true, wait_ms: 1000, hint: "report it" },
  },
  { first: 4100, last: 4199, name: "Maintenance", description: "The server is being updated.", values: { wait_ms: 5000 } },
  { first: 4110, last: 4119, name: "", description: "", values: { retry: null, hint: null } },
  { first: 4500, last: 4999, name: "Fatal errors", description: "", values: { retry: false, wait_ms: null } },
]);
assert.deepEqual(nested.codes.map(({ code, sender, allowedOnWire, values }) => [code, sender, allowedOnWire, values]), [
  [1006, "local", false, { retry: true, wait_ms: 0 }],
  [2000, "nobody", false, { retry: true, wait_ms: 100 }],
  [4001, "either", true, { retry: false, hint: "log in again" }],
  [4112, "either", true, { wait_ms: 5000 }],
  [4150, "either", true, { retry: true, wait_ms: 5000, hint: "wait" }],
]);
assert.deepEqual([http.codes, http.bands.map(({ name }) => name)], [[], ["Client errors", "Server errors", "Not implemented"]]);
assert.deepEqual(game.codes[2], {
  code: 4008,
  variant: "Flood",
  key: "flood",
  texts: { en: { name: "Flood", description: "Too many messages, too fast." } },
  references: [],
  sender: "either",
  allowedOnWire: true,
  values: { retry: true, http: 429, label: "slow down" },
});
const numbers = registry.codes.map(({ code }) => code);
assert.deepEqual(numbers.slice(0, 16), [...Array(16).keys()].map((index) => 1000 + index));
// IANA may register more.
assert.ok([3000, 3003, 3008].every((number) => numbers.includes(number)));
assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
assert.deepEqual([registry.titles.en, registry.titles.es], ["WebSocket close codes", "Códigos de cierre de WebSocket"]);
assert.deepEqual(spanish.languages.map(({ tag }) => tag).slice(0, 3), ["es", "en", "de"]);
const { texts, causes, ...internal } = registry.codes.find(({ code }) => code === 1011);
assert.deepEqual([texts.en.name, texts.es.name], ["Internal Error", "Error interno"]);
assert.deepEqual(causes.map(({ key }) => key), ["ping_timeout", "error_in_code"]);
assert.deepEqual(internal, {
  code: 1011,
  variant: "InternalError",
  key: "internal_error",
  references: [
    { name: "RFC6455", url: "https://www.rfc-editor.org/rfc/rfc6455" },
    { name: "RFC Errata 3227", url: "https://www.rfc-editor.org/errata/eid3227" },
  ],
  registrants: ["IESG_HYBI"],
  sender: "either",
  allowedOnWire: true,
  reconnect: null,
  httpStatus: null,
});
const known = registry.codes.filter(({ code }) => code <= 1015 || [3000, 3003, 3008].includes(code));
const statuses = known.filter(({ httpStatus }) => httpStatus !== null);
assert.deepEqual(statuses.map(({ code, httpStatus }) => [code, httpStatus]), [
  [1014, 502],
  [3000, 401],
  [3003, 403],
  [3008, 408],
]);
assert.deepEqual(registry.ranges.map(({ first, last, unregisteredOnWire: any }) => [first, last, any]), [
  [0, 999, false],
  [1000, 1999, false],
  [2000, 2999, false],
  [3000, 3999, true],
  [4000, 4999, true],
  [5000, 65535, false],
]);
assert.deepEqual(hostile.codes.slice(0, 4).map(({ values }) => values.far), [
  "9007199254740993",
  "0",
  "1",
  "-9223372036854775808",
]);
assert.equal(hostile.codes[0].values.note, "It's \"so\" \\ */ `x` ${y}\nand\tso {}");
assert.ok(hostile.codes[1].texts.en.description.startsWith("Hidden \u202Etxet\u2066 \u200Bx\u00ADx. From right"));
assert.equal(hostile.codes[3].values.sign, "\u{E0001}");
