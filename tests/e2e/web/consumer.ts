// Uses the exports of `close-codes export`, as a program in a browser does. `run` compiles this file to test the types, and
// runs it to test the values.

import { CloseCode, closeCodeInfo, isCloseCode } from "./registry.ts";
import type { CloseCodeInfo } from "./registry.ts";
import { actionOf, waitMsOf } from "./pusher.ts";
import { GameCode, gameCodeInfo, httpOf, isGameCode, labelOf, retryOf } from "./game.ts";
import type { GameCodeInfo } from "./game.ts";
import { HostileCode, constructorOf, deleteOf, farOf, hostileCodeInfo, waitMs_2Of } from "./hostile.ts";
import { reconnectOf } from "./centrifugo.ts";

function equal(actual: unknown, expected: unknown): void {
  const show = (value: unknown) => (typeof value === "bigint" ? `${value}n` : JSON.stringify(value));
  if (!Object.is(actual, expected) && (typeof actual !== "object" || show(actual) !== show(expected))) {
    throw new Error(`${show(actual)} is not ${show(expected)}`);
  }
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
  void [none, any, label, info, short, sender, far];
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
equal([1008, 1009, 1010, 3000, 3500, 65535].map(reconnectOf), [true, false, true, true, false, true]);
equal([4100, 4150, 4200].map(waitMsOf), [1000, 1000, 0]);
equal([1003, 4000, 4050, 65535].map(actionOf), ["backoff", "tls_only", "refused", "refused"]);
equal(actionOf(1001), undefined);

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
