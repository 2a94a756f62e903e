// Uses the exports of `close-codes export`, as a program in a browser does. `run` compiles this file to test the types, and
// runs it to test the values.

import { CloseCode, closeCodeInfo, isCloseCode, reconnectOf } from "./registry.ts";
import type { CloseCodeInfo } from "./registry.ts";
import { actionOf, waitMsOf as pusherWaitMsOf } from "./pusher.ts";
import { GameCode, gameCodeBandOf, gameCodeInfo, httpOf, isGameCode, labelOf, retryOf } from "./game.ts";
import type { GameCodeInfo } from "./game.ts";
import { HostileCode, constructorOf, deleteOf, farOf, hostileCodeInfo, waitMs_2Of } from "./hostile.ts";
import { reconnectOf as centrifugoReconnectOf } from "./centrifugo.ts";
import { HttpCode, httpCodeBandOf, isHttpCode, retryOf as httpRetryOf } from "./http.ts";
import { hintOf, isNestedCode, nestedCodeBandOf, nestedCodeBands, retryOf as nestedRetryOf, waitMsOf } from "./nested.ts";
import type { NestedCodeBand } from "./nested.ts";

function equal(actual: unknown, expected: unknown): void {
  const show = (value: unknown) => (typeof value === "bigint" ? `${value}n` : JSON.stringify(value));
  if (!Object.is(actual, expected) && (typeof actual !== "object" || show(actual) !== show(expected))) {
    throw new Error(`${show(actual)} is not ${show(expected)}`);
  }
}

// JSON has `null` for `undefined` in lists.
function same(actual: readonly unknown[], expected: readonly unknown[]): void {
  equal(actual.length, expected.length);
  actual.forEach((value, index) => equal(value, expected[index]));
}

// The type is the union of the codes, so the `switch` needs no `default`.
function nextStep(code: GameCode): string {
  switch (code) {
    case GameCode.TokenExpired:
      return "log in";
    case GameCode.Replaced:
      return "stop";
    case GameCode.Flood:
      return "slow down";
  }
}

// @ts-expect-error: one of the codes is missing.
function tooFewSteps(code: GameCode): string {
  switch (code) {
    case GameCode.TokenExpired:
      return "log in";
    case GameCode.Replaced:
      return "stop";
  }
}

// Never called: the compiler must refuse each line.
function mistakes(): void {
  // @ts-expect-error: not a code of the set.
  const none: GameCode = 4003;
  // @ts-expect-error: not every number is a code.
  const any: GameCode = 4000 + 1;
  // @ts-expect-error: the set is constant.
  GameCode.Flood = 4001;
  // @ts-expect-error: the properties of a code are constant.
  gameCodeInfo[4001].retry = true;
  // @ts-expect-error: a code may have no label.
  const label: string = gameCodeInfo[4001].label;
  // @ts-expect-error: the code is not in the set.
  const info: GameCodeInfo = gameCodeInfo[4003];
  // @ts-expect-error: `label` must be present, even if it is `undefined`.
  const short: GameCodeInfo = { key: "", name: "", description: "", references: [], retry: true, http: 0 };
  // @ts-expect-error: not one of the senders.
  const sender: CloseCodeInfo["sender"] = "proxy";
  // @ts-expect-error: 64-bit integers are `bigint`.
  const far: number = hostileCodeInfo[4000].far;
  // @ts-expect-error: bands are constant.
  nestedCodeBands[0]!.name = "";
  // @ts-expect-error: no number is a code of a set without codes.
  const http: HttpCode = 4404;
  void [none, any, label, info, short, sender, far, http];
}
void [tooFewSteps, mistakes];

const flood: GameCode = 4008;
const wait: number = hostileCodeInfo[4000].waitMs_2;
const retry: boolean = gameCodeInfo[flood].retry;
const http: number = gameCodeInfo[flood].http;
const perhaps: string | undefined = gameCodeInfo[flood].label;

equal([retry, http, perhaps], [true, 429, "slow down"]);
equal(nextStep(flood), "slow down");
equal(Object.entries(GameCode), [["TokenExpired", 4001], ["Replaced", 4002], ["Flood", 4008]]);
equal(gameCodeInfo[GameCode.TokenExpired], {
  key: "token_expired",
  name: "Token expired",
  description: "The session's token has expired.",
  references: [],
  retry: false,
  http: 401,
  label: "log in again",
});
equal("label" in gameCodeInfo[4002] && gameCodeInfo[4002].label, undefined);

// Any number can arrive.
const arrived = [4001, 4003, 4400, 1000, -0, 4001.5, NaN];
equal(arrived.map(isGameCode), [true, false, false, false, false, false, false]);
const code: number = 4002;
if (isGameCode(code)) {
  equal(nextStep(code), "stop");
  equal(gameCodeInfo[code].http, 409);
}
equal([4000, 4001, 4008, 4499, 4500, 4999].map(retryOf), [true, false, true, true, false, false]);
equal(retryOf(1000), undefined);
equal(retryOf(5000), undefined);
equal(httpOf(4001), 401);
equal(httpOf(4400), undefined);
equal(labelOf(4002), undefined);
equal(labelOf(4008), "slow down");

// Bands: of a single number, with gaps between them, and up to the last number.
equal([1008, 1009, 1010, 3000, 3500, 65535].map(centrifugoReconnectOf), [true, false, true, true, false, true]);
equal([4100, 4150, 4200].map(pusherWaitMsOf), [1000, 1000, 0]);
equal([1003, 4000, 4050, 65535].map(actionOf), ["backoff", "tls_only", "refused", "refused"]);
equal(actionOf(1001), undefined);

// Bands in bands: the narrowest band whose cell is not empty decides.
const none = undefined;
const numbers = [1005, 1006, 2000, 4000, 4001, 4100, 4110, 4112, 4120, 4150, 4499, 4500, 4999, 5000];
same(numbers.map(nestedRetryOf), [none, true, true, true, false, true, none, none, true, true, true, false, false, none]);
same(numbers.map(waitMsOf), [none, 0, 100, 1000, none, 5000, 5000, 5000, 5000, 5000, 1000, none, none, none]);
same([4000, 4001, 4112, 4150, 4500].map(hintOf), ["report it", "log in again", none, "wait", "report it"]);
equal([1006, 2000, 4112, 4113].map(isNestedCode), [true, true, true, false]);
const fatal: NestedCodeBand | undefined = nestedCodeBandOf(4999);
equal(fatal, { first: 4500, last: 4999, name: "Fatal errors", description: "" });
equal(nestedCodeBandOf(4150), { first: 4100, last: 4199, name: "Maintenance", description: "The server is being updated." });
same([3999, 4000, 4112, 4499, 5000].map((code) => nestedCodeBandOf(code)?.first), [none, 4000, 4110, 4000, none]);
equal(nestedCodeBands.map(({ first }) => first), [4000, 4100, 4110, 4500]);
equal(gameCodeBandOf(4600)?.name, "Give up");

// Bands alone.
equal(Object.keys(HttpCode), []);
equal([4400, 4404].map(isHttpCode), [false, false]);
same([4399, 4404, 4500, 4501, 4503, 4600].map(httpRetryOf), [none, false, true, none, true, none]);
equal([4404, 4501, 4503].map((code) => httpCodeBandOf(code)?.name), ["Client errors", "Not implemented", "Server errors"]);

// The table first, then IANA's hint.
const mayReconnect = (code: number) => retryOf(code) ?? reconnectOf(code);
same([4001, 4008, 4600, 1000, 1006, 1011, 1999].map(mayReconnect), [false, true, false, false, true, none, none]);

equal(Object.keys(CloseCode).length >= 19, true);
equal(CloseCode.ServiceRestart, 1012);
equal(isCloseCode(1999), false);
const mandatory = closeCodeInfo[CloseCode.MandatoryExtension];
equal([mandatory.name, mandatory.sender, mandatory.allowedOnWire, mandatory.reconnect], ["Mandatory Ext.", "client", true, false]);
const lost = closeCodeInfo[1006];
equal([lost.sender, lost.allowedOnWire, lost.reconnect], ["local", false, true]);
equal(closeCodeInfo[1011].reconnect, undefined);
equal(closeCodeInfo[1011].references, ["RFC6455", "RFC Errata 3227"]);

const { Quoted, Bidi, Error: failed, None, Option } = HostileCode;
equal(hostileCodeInfo[Quoted].name, 'Say "no" \\ to */ `{}` ${x} {@link Y} <b> &amp;');
equal(hostileCodeInfo[Bidi].description.startsWith("Hidden \u202Etxet\u2066 \u200Bx\u00ADx. From right"), true);
equal(hostileCodeInfo[Quoted].note, "It's \"so\" \\ */ `x` ${y}\nand\tso {}");
equal(hostileCodeInfo[failed].sign, "\\");
equal(hostileCodeInfo[None].sign, String.fromCodePoint(0xe0001));
equal(hostileCodeInfo[Option].sign, "\u202E");
equal(hostileCodeInfo[Quoted].far, 2n ** 53n + 1n);
equal(farOf(0), -(2n ** 63n));
equal(farOf(65536), undefined);
equal([hostileCodeInfo[Quoted].share, hostileCodeInfo[failed].share], [3.14, 1e300]);
equal(hostileCodeInfo[Bidi].share, -0);
equal([hostileCodeInfo[Quoted].waitMs, wait, waitMs_2Of(4001)], [4294967295, 7, 8]);
equal([deleteOf(0), deleteOf(4001)], [true, false]);
equal(constructorOf(4000), 255);
equal(constructorOf(4001), undefined);
equal(hostileCodeInfo[Quoted].valueOf, 65535);
