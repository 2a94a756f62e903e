// Operates the page of `close-codes serve` in Chromium and in Firefox, with the keyboard alone.
//
//     node page.mjs URL [SCREENSHOT_FOLDER]
//
// URL is the address of a server with the table tests/adapters/codes/chat.csv. The environment variables are those of
// browsers.mjs. The expected texts and events were written by hand.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { argv, exit } from "node:process";

import { NAMES, launch } from "./browsers.mjs";

const [url, screenshots] = argv.slice(2);
if (!url) {
  console.error("usage: node page.mjs URL [SCREENSHOT_FOLDER]");
  exit(2);
}
if (screenshots) {
  mkdirSync(screenshots, { recursive: true });
}
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { paths } = await (await fetch(new URL("index.json", url))).json();

/** The words of the page. */
const LANGUAGES = {
  de: {
    title: "Testen, wie WebSockets schließen",
    connect: "Verbinden",
    close: "Schließen",
    run: "Alle ausführen",
    stop: "Anhalten",
    isOpen: "Offen",
    closing: "Wird geschlossen",
    notCompared: "nicht verglichen",
    skipped: "Übersprungen: Die Verbindung ist noch nicht beendet",
    empty: "leer",
    yes: "ja",
    no: "nein",
    same: "Wie ein korrekter Client",
    known: {
      noError: "Dieser Browser löst kein Ereignis „error“ aus, wenn TCP endet: Verlassen Sie sich nur auf „close“",
      accepts: "Dieser Browser akzeptiert den Close-Frame, aber andere Clients melden 1006: Senden Sie ihn nicht",
      afterClose: "Dieser Browser meldet 1006, wenn auf den Close-Frame weitere Frames folgen: Senden Sie den Close-Frame zuletzt",
    },
    finished: "Fertig",
    wrongCode: "Geben Sie eine Zahl von 0 bis 65535 ein oder nichts",
    refused: "Der Browser lehnt ab: InvalidAccessError",
    names: {
      0: "Ungenutzt",
      1000: "Normale Beendigung",
      1005: "Kein Statuscode erhalten",
      1006: "Abnormale Beendigung",
      1016: "Standard",
      4321: "Anwendung",
    },
    description: "Der empfangene Close-Frame enthielt keinen Statuscode.",
  },
  ja: {
    title: "WebSocketの閉じ方をテストする",
    connect: "接続",
    close: "閉じる",
    run: "すべて実行",
    stop: "停止",
    isOpen: "開いています",
    closing: "閉じています…",
    notCompared: "比較対象外",
    skipped: "スキップしました: 接続がまだ終了していません",
    empty: "空",
    yes: "はい",
    no: "いいえ",
    same: "正しいクライアントと同じです",
    known: {
      noError: "このブラウザーは、TCPが終了しても「error」イベントを発生させません。「close」イベントだけを使ってください",
      accepts: "このブラウザーはこのクローズフレームを受け入れますが、ほかのクライアントは1006を報告します。送信しないでください",
      afterClose: "このブラウザーは、クローズフレームの後にフレームが続くと1006を報告します。クローズフレームは最後に送信してください",
    },
    finished: "完了しました",
    wrongCode: "0から65535までの数を入力するか、空のままにしてください",
    refused: "ブラウザーが拒否しました: InvalidAccessError",
    names: {
      0: "未使用",
      1000: "正常クローズ",
      1005: "ステータスコード未受信",
      1006: "異常クローズ",
      1016: "標準",
      4321: "アプリケーション",
    },
    description: "受信したクローズフレームにステータスコードが含まれていなかった。",
  },
};

/** The names in the table, which has one language. */
const TABLE = { 4001: "Token expired" };

const FAILED = [1006, "", false, true];
const LOST = [1006, "", false, false];

/** The paths of the page's first group. */
const FIRST = ["/close/1012", "/drop", "/reset", "/silent", "/echo", "/http/503"];

/**
 * Paths in the order of the page, the event of a correct client, the events of the browsers (code, reason, wasClean, and the
 * event `error`), and the difference that the page explains if they differ.
 */
const EVENTS = [
  ["/drop", FAILED, { chromium: LOST, firefox: LOST }, "noError"],
  ["/http/503", FAILED, {}],
  ["/close/4001", [4001, "", true, false], {}],
  ["/close", [1005, "", true, false], {}],
  ["/close/1000", [1000, "", true, false], {}],
  ["/1000-bye", [1000, "bye", true, false], {}],
  ["/one-byte", FAILED, { firefox: [1005, "", true, false] }, "accepts"],
  ["/bad-utf8", FAILED, {}],
  ["/0", FAILED, { chromium: [0, "", true, false], firefox: [0, "", true, false] }, "accepts"],
  ["/1016", FAILED, { chromium: [1016, "", true, false], firefox: [1016, "", true, false] }, "accepts"],
  ["/masked", FAILED, { firefox: [1000, "", true, false] }, "accepts"],
  ["/data-after-close", [1000, "", true, false], { chromium: FAILED }, "afterClose"],
];

/** The pages that say what a correct client does. */
const SOURCES = {
  noError: [
    "https://www.rfc-editor.org/rfc/rfc6455#section-7.2.1",
    "https://websockets.spec.whatwg.org/#feedback-from-the-protocol",
  ],
  accepts: ["https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7"],
  afterClose: ["https://www.rfc-editor.org/rfc/rfc6455#section-1.4"],
};

const FIELDS = ["code", "reason", "wasClean", "error"];

/** The paths that differ from a correct client if all are run. */
const DIFFERENT = {
  both: [
    ...["/drop", "/fin", "/fin-inside-message"],
    ...["/0", "/999", "/1004", "/1016", "/1100", "/1999", "/2000", "/2999", "/5000", "/65535"],
    ...["/999-bye", "/1999-bye", "/5000-bye"],
  ],
  chromium: ["/two-closes", "/ping-after-close", "/data-after-close", "/close-inside-message"],
  firefox: ["/one-byte", "/1005", "/1006", "/1015", "/1005-bye", "/1006-bye", "/1015-bye", "/masked"],
  // TCP ends, or another frame comes, while the browser answers.
  sometimes: ["/reset", "/rst", "/close-then-rst", "/close-then-fin", "/256-kib"],
};

const shown = (words, [code, reason, wasClean, error]) => [
  `${code} – ${TABLE[code] ?? words.names[code]}`,
  reason === "" ? words.empty : reason,
  String(wasClean),
  error ? words.yes : words.no,
];

let failures = 0;

/** Runs a test in a new page. A message in the console, an error, or a request of another host is a failure. */
const test = async (browser, name, language, steps) => {
  const page = await browser.newPage();
  const unwanted = [];
  page.on("console", (message) => unwanted.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => unwanted.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) {
      unwanted.push(`request of ${request.url()}`);
    }
  });
  try {
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`${url}?lang=${language}`);
    await steps(page, LANGUAGES[language]);
    // Browsers report connections that fail, and a refused request.
    const isExpected = (message) => /WebSocket|establish a connection|interrupted while the page|status of 400/.test(message);
    assert.deepEqual(unwanted.filter((message) => !isExpected(message)), []);
    console.log(`ok      ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
  await page.close();
};

const shoot = async (page, name, fullPage = false) => {
  if (screenshots) {
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
  }
};

/** Returns the name of the focused element for assistive technologies. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labels = element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id));
    return (labels ?? (element.labels?.length ? [...element.labels] : [element]))
      .map((label) => label.textContent.trim())
      .join(" ");
  });

/** Presses Tab until an element with this name has the focus. */
const tabTo = async (page, name, key = "Tab") => {
  const seen = [];
  for (let count = 0; count < 400; count += 1) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (typeof name === "string" ? at === name : name.test(at)) {
      return;
    }
    seen.push(at);
  }
  assert.fail(`the keyboard does not reach ${name}: ${seen.slice(0, 5).join(", ")} …`);
};

/** Returns the cells of a column of the focused element's article. */
const column = (page, name) =>
  page.evaluate(
    (name, fields) => {
      const article = document.activeElement.closest("article");
      return fields.map((field) => article.querySelector(`[data-field=${field}] .${name}`).textContent);
    },
    name,
    FIELDS,
  );
const verdict = (page) =>
  page.evaluate(() => document.activeElement.closest("article").querySelector(".verdict").textContent);
const status = (page) => page.$eval("#status", (element) => element.textContent);

/** Presses a key, and waits until the WebSocket of the focused element's article has ended. */
const pressAndEnd = async (page, key) => {
  await page.evaluate(() => {
    const article = document.activeElement.closest("article");
    const verdict = article.querySelector(".verdict");
    window.ended = new Promise((resolve) => {
      new MutationObserver(() => {
        if (!article.querySelector(".connect").hasAttribute("aria-disabled") && /same|known|different/.test(verdict.className)) {
          resolve();
        }
      }).observe(verdict, { childList: true });
    });
  });
  await page.keyboard.press(key);
  await page.evaluate(() => window.ended);
};

const assertAccessible = async (page) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(" ")}`);
  assert.deepEqual(found, []);
};

const assertNoSideways = async (page) => {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${content} pixels wide in a window of ${window}`);
};

const opens = (browserName) => async (page, words) => {
  assert.equal(await page.$eval("h1", (heading) => heading.textContent), words.title);
  for (const [path, correct, { [browserName]: told = correct }, difference] of EVENTS) {
    await tabTo(page, new RegExp(`^${words.connect} ${path}( |$)`));
    assert.deepEqual(await column(page, "correct"), shown(words, correct), path);
    await pressAndEnd(page, "Enter");
    assert.deepEqual(await column(page, "here"), shown(words, told), path);
    const isSame = told.join() === correct.join();
    const said = isSame ? words.same : words.known[difference];
    assert.equal(await verdict(page), said, path);
    const sources = await page.evaluate(() =>
      [...document.activeElement.closest("article").querySelectorAll(".sources a")].map(({ href }) => href));
    assert.deepEqual(sources, isSame ? [] : SOURCES[difference], path);
    assert.equal(await status(page), `${path} – ${shown(words, told)[0]} – ${said}`);
  }
};

const describes = async (page, words) => {
  await tabTo(page, new RegExp(`^${words.connect} /close( |$)`));
  await pressAndEnd(page, " ");
  const meaning = await page.evaluate(() =>
    document.activeElement.closest("article").querySelector(".meaning").textContent);
  assert.ok(meaning.startsWith(`1005 – ${words.names[1005]} – ${words.description}`), meaning);
};

/** Closes a WebSocket that does not end by itself. */
const closes = async (page, words) => {
  await tabTo(page, new RegExp(`^${words.connect} /echo( |$)`));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    document.activeElement.closest("article").querySelector("form.close").checkVisibility());
  assert.equal(await status(page), `/echo – ${words.isOpen}`);
  // The code, which is selected, and the reason.
  await page.keyboard.press("Tab");
  await page.keyboard.type("1001");
  await page.keyboard.press("Enter");
  // A script in a page may not send 1001.
  assert.equal(await verdict(page), words.refused);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
  for (let count = 0; count < 4; count += 1) {
    await page.keyboard.press("Backspace");
  }
  await page.keyboard.type("4321");
  await page.keyboard.press("Tab");
  await page.keyboard.type("done");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), words.close);
  await pressAndEnd(page, "Enter");
  // The form is hidden, so the focus goes back.
  assert.match(await focused(page), new RegExp(`^${words.connect} /echo`));
  assert.deepEqual(await column(page, "here"), shown(words, [4321, "done", true, false]));
  assert.equal(await verdict(page), words.same);
};

/** Sends a close frame of the reader's choice. */
const chooses = async (page, words) => {
  await page.focus("#own-code-code");
  const enter = async (text) => {
    await page.evaluate(() => document.activeElement.select());
    await page.keyboard.type(text);
  };
  await enter("70000");
  await page.keyboard.press("Enter");
  assert.equal(await verdict(page), words.wrongCode);
  assert.equal(await page.evaluate(() => document.activeElement.id), "own-code-code");
  await enter("4321");
  await page.keyboard.press("Tab");
  await enter("tschüs 終 &?#%");
  await page.keyboard.press("Tab");
  await enter("100ms");
  await pressAndEnd(page, "Enter");
  assert.deepEqual(await column(page, "here"), shown(words, [4321, "tschüs 終 &?#%", true, false]));
  assert.equal(await verdict(page), words.same);
  // The server refuses the path, and the page shows why.
  await enter("99m");
  await pressAndEnd(page, "Enter");
  await page.waitForFunction(() =>
    document.querySelector("#own-code .verdict").textContent.startsWith("`after` is longer than a connection may be open"));
  await enter("0s");
  // The server does not close with this code, so the page asks for its bytes.
  await page.focus("#own-code-code");
  await enter("1016");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Backspace");
  await pressAndEnd(page, "Enter");
  assert.deepEqual(await column(page, "here"), shown(words, [1016, "", true, false]));
  assert.deepEqual(await column(page, "correct"), shown(words, FAILED));
  assert.equal(await verdict(page), words.known.accepts);
  await page.focus("#own-hex-hex");
  await enter("03e8 6162");
  await pressAndEnd(page, "Enter");
  assert.deepEqual(await column(page, "here"), shown(words, [1000, "ab", true, false]));
};

/** Opens all paths, one after the other. A path that is open already is left alone. */
const runsAll = (browserName) => async (page, words) => {
  await tabTo(page, new RegExp(`^${words.connect} /silent( |$)`));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    document.activeElement.closest("article").querySelector("form.close").checkVisibility());
  assert.equal(await verdict(page), words.isOpen);
  for (const key of ["Tab", "Tab", "Tab", "Enter"]) {
    await page.keyboard.press(key);
  }
  assert.equal(await verdict(page), words.closing);
  // How a browser stops waiting for an answer is left open.
  assert.equal((await column(page, "correct"))[3], words.notCompared);
  await page.focus("#run");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), words.stop);
  await page.waitForFunction((run) => document.activeElement.textContent === run, { timeout: 120_000 }, words.run);
  assert.ok((await status(page)).startsWith(`${words.finished} – `), await status(page));
  const counts = await page.$$eval("[data-count]", (all) =>
    Object.fromEntries(all.map(({ dataset, textContent }) => [dataset.count, Number(textContent)])));
  assert.equal(Object.values(counts).reduce((sum, count) => sum + count), paths.length);
  assert.equal(counts.unfinished, 1);
  const rows = await page.$$eval("#summary .paths li", (rows) => rows.map(({ textContent }) => textContent));
  assert.ok(rows.includes(`${words.skipped}/silent`), rows.join("\n"));
  // The page explains each difference.
  assert.equal(counts.different, 0, rows.join("\n"));
  const listed = await page.$$eval("#summary .paths a", (links) => links.map(({ textContent }) => textContent));
  const different = listed.filter((path) => path !== "/silent");
  assert.equal(counts.known, different.length);
  const always = different.filter((path) => !DIFFERENT.sometimes.includes(path));
  assert.deepEqual(always.sort(), [...DIFFERENT.both, ...DIFFERENT[browserName]].sort());
  // A link of the summary leads to the path.
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), listed[0]);
  await page.keyboard.press("Enter");
  await page.waitForSelector("article:target");
  assert.ok((await page.$eval("article:target h3", (heading) => heading.textContent)).startsWith(listed[0]));
  await assertAccessible(page);
  await shoot(page, `${browserName}-all`, true);
  // On a narrow screen, the long status does not cover what a link leads to.
  await page.setViewport({ width: 320, height: 700 });
  const [bar, padding] = await page.evaluate(() => [
    document.querySelector(".bar").getBoundingClientRect().height,
    parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart),
  ]);
  assert.ok(bar <= padding, `${bar} > ${padding}`);
};

const stops = async (page, words) => {
  await tabTo(page, words.run);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), words.stop);
  await page.keyboard.press("Enter");
  await page.waitForFunction((run) => document.activeElement.textContent === run, {}, words.run);
};

/** Goes through the whole page and out of it. */
const isReachable = async (page, words) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const order = [];
  for (let count = 0; count < 1000; count += 1) {
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) {
        return null;
      }
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom, left, right } = element.getBoundingClientRect();
      const bar = document.querySelector(".bar");
      const isCovered = !bar.contains(element) && element.className !== "skip"
        && bar.getBoundingClientRect().bottom > top + 1 && bar.getBoundingClientRect().top < bottom;
      const isInView = top >= -1 && left >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1;
      return { isVisible: outlineStyle !== "none" && outlineWidth !== "0px", isCovered, isInView, path: element.id };
    });
    if (at === null) {
      break;
    }
    assert.deepEqual([at.isVisible, at.isCovered, at.isInView], [true, false, true], await focused(page));
    order.push(await focused(page));
    await page.keyboard.press("Tab");
  }
  // Each path has a button, in the order of the index after the first group.
  const buttons = order.filter((name) => name.startsWith(`${words.connect} /`)).map((name) => name.split(" ")[1]);
  const others = paths.map(({ path }) => path).filter((path) => !FIRST.includes(path));
  assert.deepEqual(buttons, [...FIRST, ...others]);
};

const changesLanguage = async (page) => {
  assert.deepEqual(await page.$eval("html", ({ lang, dir }) => [lang, dir]), ["de", "ltr"]);
  await tabTo(page, "日本語");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.deepEqual(await page.$eval("html", ({ lang, dir }) => [lang, dir]), ["ja", "ltr"]);
  assert.equal(await page.$eval("h1", (heading) => heading.textContent), LANGUAGES.ja.title);
  assert.equal(await page.$eval("nav [aria-current]", (link) => link.textContent), "日本語");
};

const skips = async (page, words) => {
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "own-code-code");
};

const fits = (browserName) => async (page) => {
  for (const [width, height] of [[320, 700], [768, 1000], [1280, 900], [1920, 1000]]) {
    await page.setViewport({ width, height });
    await assertNoSideways(page);
    await shoot(page, `${browserName}-${width}`);
  }
};

const isAccessible = (browserName) => async (page) => {
  await assertAccessible(page);
  // Puppeteer cannot do this in Firefox.
  if (browserName === "chromium") {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    assert.equal(await page.$eval("body", (body) => getComputedStyle(body).backgroundColor), "rgb(19, 20, 24)");
    await assertAccessible(page);
    await shoot(page, `${browserName}-dark`);
  }
};

for (const name of NAMES) {
  const browser = await launch(name);
  for (const language of Object.keys(LANGUAGES)) {
    const run = (what, steps) => test(browser, `${name}, ${language}: ${what}`, language, steps);
    await run("each path shows its event", opens(name));
    await run("a code has a description", describes);
    await run("the page closes a WebSocket", closes);
    await run("a close frame can be chosen", chooses);
    await run("nothing is too wide", fits(name));
    await run("axe finds nothing", isAccessible(name));
  }
  await test(browser, `${name}: the keyboard reaches everything`, "de", isReachable);
  await test(browser, `${name}: the skip link leads to the paths`, "de", skips);
  await test(browser, `${name}: the language can be changed`, "de", changesLanguage);
  await test(browser, `${name}: a run can be stopped`, "ja", stops);
  await test(browser, `${name}: all paths can be run`, "de", runsAll(name));
  await browser.close();
}
console.log(failures > 0 ? `\n${failures} failures` : "\nAll tests passed.");
exit(failures > 0 ? 1 : 0);
