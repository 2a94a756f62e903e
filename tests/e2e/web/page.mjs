// Tests the pages of `close-codes export --format html` in a browser.
//
//     node tests/e2e/web/page.mjs PAGE.html TABLE_PAGE.html NESTED_PAGE.html [SCREENSHOT_FOLDER]
//
// PAGE.html shows the registry, TABLE_PAGE.html shows close-codes/examples/codes/game.csv, and NESTED_PAGE.html shows
// close-codes/cli/tests/export/nested.csv. The browser is Chromium: the executable in the environment variable CHROMIUM, or
// /usr/bin/chromium.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const [pageFile, tableFile, nestedFile, screenshots] = process.argv.slice(2);
if (!nestedFile) {
  console.error("usage: node page.mjs PAGE.html TABLE_PAGE.html NESTED_PAGE.html [SCREENSHOT_FOLDER]");
  process.exit(2);
}
const PAGE = pathToFileURL(resolve(pageFile)).href;
const TABLE = pathToFileURL(resolve(tableFile)).href;
const NESTED = pathToFileURL(resolve(nestedFile)).href;
if (screenshots) {
  mkdirSync(screenshots, { recursive: true });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

let failures = 0;

// Each test has a new browser context. A message in the console or a request to a network is a failure.
const test = async (name, options, steps) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", ...options });
  const page = await context.newPage();
  const unwanted = [];
  page.on("console", (message) => unwanted.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => unwanted.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) {
      unwanted.push(`request of ${request.url()}`);
    }
  });
  try {
    await steps(page);
    assert.deepEqual(unwanted, []);
    console.log(`ok      ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
  await context.close();
};

const shoot = async (page, name, fullPage = false) => {
  if (screenshots) {
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
  }
};

const codes = (page) => page.locator("[data-code]:visible .number").allTextContents();
const text = async (page, selector) => (await page.locator(selector).innerText()).trim();
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const nameOf = (page, code) => text(page, `[id="${code}"] h3 [data-text=name]`);

// The registered codes in IANA's file.
const IANA = new URL("../../../registry/data/close-code-number.csv", import.meta.url);
const ALL = [...readFileSync(IANA, "utf8").matchAll(/^(\d+),(?!Unassigned)/gm)].map(([, number]) => number);

// Contrast as in WCAG 2.2, section 1.4.3. Chromium returns a computed colour in one of two notations.
const contrast = (page, selectors) =>
  page.evaluate((selectors) => {
    const parse = (colour) => {
      const numbers = colour.match(/[\d.]+/g).map(Number);
      const isShares = colour.startsWith("color(");
      return isShares ? [...numbers.slice(0, 3).map((part) => part * 255), numbers[3] ?? 1] : numbers;
    };
    const luminance = (colour) => {
      const [red, green, blue] = colour.slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const background = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if ((colour[3] ?? 1) === 1) {
          return colour;
        }
      }
      return [255, 255, 255];
    };
    return selectors.map((selector) => {
      const element = [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
      if (!element) {
        return [selector, 0];
      }
      const style = selector === "#query" ? getComputedStyle(element, "::placeholder") : getComputedStyle(element);
      const [one, other] = [luminance(parse(style.color)), luminance(background(element))];
      return [selector, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
    });
  }, selectors);

const TEXTS = [
  ...["h1", "header p", ".switches label", "select", ".search label", "#query", "#count", ".ranges h3 span", "h2"],
  ...[".ranges h3 a", ".ranges li p", "dd.yes", "dd.no"],
  ...["section h2 .numbers", "article .number", "article h3 span", ".about p", "dt", "dd", "dd a", "code"],
  ...["article.target .number", "article.target .about p", "article.target dt", "article.target dd a"],
];

const assertNoSideways = async (page) => {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${content} pixels wide in a window of ${window}`);
};

await test("the page has all codes, and says how many", {}, async (page) => {
  await page.goto(PAGE);
  assert.deepEqual(await codes(page), ALL);
  assert.equal(await text(page, "#count"), `Codes: ${ALL.length}`);
  assert.equal(await page.locator("#count").getAttribute("aria-live"), "polite");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await shoot(page, "light", true);
});

await test("a search finds by number, name, key and text", {}, async (page) => {
  await page.goto(PAGE);
  for (const [query, found] of [
    ["gateway", ["1014"]],
    ["1006", ["1006"]],
    ["100", ["1000", "1001", "1002", "1003", "1004", "1005", "1006", "1007", "1008", "1009"]],
    ["tls_handshake", ["1015"]],
    ["  ABNORMAL   closure ", ["1006"]],
    ["upon", []],
    ["502", ["1014"]],
    ["http 403", ["3003"]],
    ["load balancer", ["1006"]],
    ["１００６", ["1006"]],
  ]) {
    await page.fill("#query", query);
    assert.deepEqual(await codes(page), found, query);
    assert.equal(await text(page, "#count"), `Codes: ${found.length} / ${ALL.length}`, query);
    assert.equal(await page.locator(".no-match").isVisible(), found.length === 0, query);
  }
  await page.fill("#query", "gateway");
  await shoot(page, "search");
  await page.fill("#query", "xyzzy");
  assert.equal(await text(page, ".no-match"), "No code matches.");
  await page.fill("#query", "");
  assert.deepEqual(await codes(page), ALL);
});

await test("a number without a name has the meaning of its range", {}, async (page) => {
  await page.goto(PAGE);
  for (const [number, range, allowed] of [
    ["4001", "Application 4000–4999", "yes"],
    ["1999", "Standard 1000–1999", "no"],
    ["65535", "Undefined 5000–65535", "no"],
  ]) {
    await page.fill("#query", number);
    assert.equal(await text(page, ".unnamed h3"), `${number} not registered`);
    assert.equal(await text(page, ".unnamed .about p >> nth=0"), range);
    assert.equal(await text(page, ".unnamed dd"), allowed);
    assert.equal(await page.locator(".no-match").isVisible(), false);
  }
  for (const none of ["65536", "10", "1006", "-1"]) {
    await page.fill("#query", none);
    assert.equal(await page.locator(".unnamed").isVisible(), false, none);
  }
});

await test("all texts are in Spanish", {}, async (page) => {
  await page.goto(PAGE);
  await page.selectOption("#language", "es");
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  assert.equal(await nameOf(page, 1006), "Cierre anormal");
  assert.equal(await text(page, "h1"), "Códigos de cierre de WebSocket");
  assert.equal(await page.title(), "Códigos de cierre de WebSocket");
  assert.equal(await page.locator("#query").getAttribute("placeholder"), "Número, nombre o texto");
  await page.click("[id='1006'] summary");
  assert.equal(await text(page, "[id='1006'] summary"), "Causas habituales");
  const causes = await page.locator("[id='1006'] li [data-text=name]").allInnerTexts();
  assert.equal(causes.length, 6);
  assert.equal(causes[0], "Un proxy o balanceador de carga cierra una conexión inactiva");
  const visible = await text(page, "body");
  for (const english of ["Abnormal Closure", "Sent by", "client or server", "Standard", "Search", "System"]) {
    assert.ok(!visible.includes(english), english);
  }
  assert.ok(page.url().endsWith("#es"));
  for (const [query, found] of [["violacion", ["1008"]], ["CONEXIÓN tls", []], ["Puerta", ["1014"]]]) {
    await page.fill("#query", query);
    assert.deepEqual(await codes(page), found, query);
  }
  await page.fill("#query", "");
  await shoot(page, "spanish");
  // The address and the links to codes keep the language.
  await page.reload();
  assert.equal(await nameOf(page, 1006), "Cierre anormal");
  assert.equal(await page.locator("[id='1006'] .number").getAttribute("href"), "#es/1006");
  await page.click(".ranges a >> nth=1");
  assert.ok(page.url().endsWith("#es/3000-3999"));
  // The page moves the focus after the address has changed.
  await page.waitForFunction(() => document.activeElement.textContent === "3000");
  await page.selectOption("#language", "en");
  assert.equal(await nameOf(page, 1006), "Abnormal Closure");
});

await test("the page is in the browser's language, unless the address has another", { locale: "es-MX" }, async (page) => {
  await page.goto(PAGE);
  assert.equal(await nameOf(page, 1006), "Cierre anormal");
  assert.equal(await page.locator("#language").inputValue(), "es");
  await page.goto("about:blank");
  await page.goto(`${PAGE}#en/3003`);
  assert.equal(await nameOf(page, 1006), "Abnormal Closure");
  assert.deepEqual(await page.locator("article.target").getAttribute("id"), "3003");
});

await test("the page is in English if it lacks the browser's language", { locale: "cy-GB" }, async (page) => {
  await page.goto(PAGE);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

await test("each code has an address", {}, async (page) => {
  await page.goto(`${PAGE}#1006`);
  assert.equal(await page.locator("article.target").getAttribute("id"), "1006");
  const inView = (code) => page.locator(`[id="${code}"]`).evaluate((article) => {
    const search = document.querySelector(".search").getBoundingClientRect();
    const { top } = article.getBoundingClientRect();
    return top >= search.bottom - 1 && top < innerHeight;
  });
  assert.ok(await inView(1006));
  // A link to a code that a search has hidden shows all codes again.
  await page.fill("#query", "gateway");
  await page.evaluate(() => { location.hash = "#3008"; });
  await page.waitForSelector("[id='3008'].target");
  assert.deepEqual(await codes(page), ALL);
  await page.evaluate(() => { location.hash = "#<img src=x onerror=alert(1)>%"; });
  assert.deepEqual(await codes(page), ALL);
});

for (const colorScheme of ["light", "dark"]) {
  await test(`texts can be read in ${colorScheme} colours`, { colorScheme, reducedMotion: "reduce" }, async (page) => {
    await page.goto(`${PAGE}#1006`);
    for (const [selector, ratio] of await contrast(page, TEXTS)) {
      assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
    }
    await shoot(page, `${colorScheme}-1006`);
    await page.fill("#query", "xyzzy");
    const [[, ratio]] = await contrast(page, [".no-match"]);
    assert.ok(ratio >= 4.5, `.no-match: ${ratio}`);
    await page.goto(TABLE);
    for (const [selector, ratio] of await contrast(page, [".band h3", ".band .said", ".band dt", "dd bdi", "article .number"])) {
      assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
    }
    await shoot(page, `table-${colorScheme}`, true);
  });
}

await test("the chosen colours are remembered", { colorScheme: "light" }, async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(PAGE);
  const light = await background();
  await page.selectOption("#colours", "dark");
  const dark = await background();
  assert.notEqual(light, dark);
  await page.reload();
  assert.deepEqual([await background(), await page.locator("#colours").inputValue()], [dark, "dark"]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.selectOption("#colours", "light");
  assert.equal(await background(), light);
  await page.selectOption("#colours", "system");
  assert.equal(await background(), dark);
});

await test("the keyboard reaches everything", {}, async (page) => {
  await page.goto(PAGE);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const outline = () => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(await outline(), "solid");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "language");
  assert.equal(await outline(), "solid");
  await page.keyboard.press("E");
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "colours");
  await page.keyboard.press("/");
  assert.equal(await focused(page), "colours");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "query");
  assert.equal(await outline(), "solid");
  await page.keyboard.press("Tab");
  await page.keyboard.press("/");
  assert.equal(await focused(page), "query");
  await page.keyboard.type("tls");
  assert.deepEqual(await codes(page), ["1015"]);
  await page.keyboard.press("/");
  assert.equal(await page.locator("#query").inputValue(), "tls/");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#query").inputValue(), "");
  assert.deepEqual(await codes(page), ALL);
  await page.keyboard.type("30");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "3000");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "3003");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "query");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("article.target").getAttribute("id"), "3000");
});

await test("the skip link leads to the codes", {}, async (page) => {
  await page.goto(PAGE);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "1000");
});

await test("without JavaScript, the page shows all codes", { javaScriptEnabled: false }, async (page) => {
  await page.goto(PAGE);
  assert.deepEqual(await codes(page), ALL);
  assert.equal(await nameOf(page, 1006), "Abnormal Closure");
  assert.equal(await page.locator("select:visible, input:visible, .no-match:visible, .unnamed:visible").count(), 0);
  assert.ok(!(await text(page, "body")).includes("Cierre"));
  await shoot(page, "no-script");
});

for (const width of [320, 360, 768, 1024, 1920]) {
  await test(`nothing is too wide for ${width} pixels`, { viewport: { width, height: 740 } }, async (page) => {
    for (const address of [PAGE, `${PAGE}#es/1007`, TABLE, NESTED]) {
      await page.goto("about:blank");
      await page.goto(address);
      await assertNoSideways(page);
    }
    await page.goto(PAGE);
    await shoot(page, `width-${width}`);
    await page.fill("#query", "4001");
    await assertNoSideways(page);
  });
}

await test("the page of a table has its columns, and no choice of languages", {}, async (page) => {
  await page.goto(TABLE);
  assert.deepEqual(await codes(page), ["4001", "4002", "4008"]);
  assert.equal(await page.locator("#language").count(), 0);
  assert.equal(await text(page, "h1"), "game");
  const facts = (await text(page, "[id='4001'] .facts")).split(/\s*\n\s*/);
  assert.deepEqual(facts, ["retry", "no", "http", "401", "label", "log in again"]);
  assert.ok(!(await text(page, "main")).includes("Reconnect"));
  await page.fill("#query", "slow down");
  assert.deepEqual(await codes(page), ["4008"]);
  await page.fill("#query", "4600");
  const unnamed = (await text(page, ".unnamed .facts")).split(/\s*\n\s*/);
  assert.deepEqual(unnamed, ["May be sent", "yes", "retry", "no"]);
});

await test("a number in bands has the values of the narrowest", {}, async (page) => {
  await page.goto(NESTED);
  const wire = ["May be sent", "yes"];
  for (const [number, name, numbers, description, values] of [
    ["4099", "Application errors", "4000–4999", "Any error of the application.", ["retry", "yes", "wait_ms", "1000", "hint", "report it"]],
    ["4190", "Maintenance", "4100–4199", "The server is being updated.", ["retry", "yes", "wait_ms", "5000", "hint", "report it"]],
    // The narrowest band does not have a name, and hides two values.
    ["4115", "Maintenance", "4110–4119", "The server is being updated.", ["wait_ms", "5000"]],
    ["4999", "Fatal errors", "4500–4999", "Any error of the application.", ["retry", "no", "hint", "report it"]],
  ]) {
    await page.fill("#query", number);
    assert.equal(await text(page, ".unnamed h3"), `${number} ${name}`);
    assert.equal(await text(page, ".unnamed .numbers"), numbers);
    assert.equal(await page.locator(".unnamed .description").textContent(), description);
    assert.deepEqual((await text(page, ".unnamed .facts")).split(/\s*\n\s*/), [...wire, ...values], number);
  }
  await page.fill("#query", "3500");
  assert.equal(await text(page, ".unnamed h3"), "3500 Library");
});

await test("a search finds bands by name and description", {}, async (page) => {
  await page.goto(NESTED);
  const bands = () => page.locator(".band:visible h3").allTextContents();
  const all = ["4000–4999 Application errors", "4100–4199 Maintenance", "4110–4119", "4500–4999 Fatal errors"];
  assert.deepEqual(await bands(), all);
  for (const [query, found, foundCodes] of [
    ["maintenance", ["4100–4199 Maintenance"], []],
    ["being updated", ["4100–4199 Maintenance"], []],
    ["errors", ["4000–4999 Application errors", "4500–4999 Fatal errors"], []],
    ["update", ["4100–4199 Maintenance"], ["4150"]],
    // A number finds codes.
    ["41", [], ["4112", "4150"]],
    ["xyzzy", [], []],
  ]) {
    await page.fill("#query", query);
    assert.deepEqual(await bands(), found, query);
    assert.deepEqual(await codes(page), foundCodes, query);
    assert.equal(await page.locator(".no-match").isVisible(), found.length + foundCodes.length === 0, query);
  }
  await page.fill("#query", "");
  assert.deepEqual(await bands(), all);
});

await test("the printed page has the codes and no controls", {}, async (page) => {
  await page.goto(PAGE);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("select:visible, input:visible").count(), 0);
  assert.deepEqual(await codes(page), ALL);
  await shoot(page, "print", true);
});

await browser.close();
console.log(failures === 0 ? "all tests passed" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
