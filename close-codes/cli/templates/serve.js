document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const first = (selector, within) => all(selector, within)[0];
  const [run, progress, status, summary, data] =
    ["run", "progress", "status", "summary", "data"].map((id) => document.getElementById(id));
  const facts = JSON.parse(data.textContent);
  const { words, items, sendable } = facts;
  const { textOf, describe, compare, expectedOf } = closeEvents(facts);
  // A run waits as long as this for the end of a WebSocket, and closes those that do not end by themselves. Milliseconds.
  const PATIENCE = 30_000;
  const UNTIL_CLOSE = 500;
  const seconds = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: "second", minimumFractionDigits: 1, maximumFractionDigits: 1,
  });

  // The template engine would replace control characters in a reason.
  for (const { correct } of Object.values(items)) {
    if (correct) {
      correct.reason = decodeURIComponent(correct.reason);
    }
  }

  // Fills a column of an article's table. Without values, they are not known yet. `null` is a value that is not compared.
  const fill = (article, column, values) => {
    for (const field of FIELDS) {
      const value = values?.[field];
      const cell = first(`[data-field=${field}] .${column}`, article);
      cell.textContent = value === undefined ? "–" : value === null ? words["not-compared"] : textOf(field, value);
      cell.classList.remove("differs");
    }
  };

  const linkTo = (href, text) => {
    const link = document.createElement("a");
    [link.href, link.textContent, link.rel] = [href, text, "noreferrer"];
    return link;
  };

  const judge = (article, kind, text, { different = [], sources = [] } = {}) => {
    const verdict = first(".verdict", article);
    verdict.className = `verdict ${kind}`;
    verdict.textContent = text;
    const links = sources.flatMap(([name, href]) => [", ", linkTo(href, name)]);
    first(".sources", article).replaceChildren(...links.slice(1));
    for (const field of different) {
      first(`[data-field=${field}] .here`, article).classList.add("differs");
    }
  };

  // Shows the event of a correct client. A client that closes by itself gets its own code and reason.
  const expect = (article, ends, correct) => {
    fill(article, "correct", correct ?? (ends ? null : { wasClean: true, error: false }));
    if (!correct && !ends) {
      for (const field of ["code", "reason"]) {
        first(`[data-field=${field}] .correct`, article).textContent = words.echo;
      }
    }
  };

  // The WebSockets that are open or opening, by article.
  const playing = new Map();

  const start = (article, { path, ends, sends, correct }, isRun) => {
    const [state, button, form, sense] = [".state", ".connect", "form.close", ".meaning"].map((part) => first(part, article));
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + path);
    let expected = correct;
    let opened = null;
    let messages = 0;
    let hasError = false;
    let finish;
    const finished = new Promise((resolve) => {
      finish = resolve;
    });

    const show = (word) => {
      const time = opened === null ? null : seconds.format((performance.now() - opened) / 1000);
      state.textContent = joined(word, time, messages > 0 && `${words.messages}: ${messages}`);
    };
    let last;
    const live = () => {
      const word = [words.connecting, words["is-open"], words.closing, words.closing][socket.readyState];
      show(word);
      if (word !== last) {
        last = word;
        judge(article, "", word);
      }
    };
    const timer = setInterval(live, 250);

    const close = (code, reason) => {
      socket.close(...(code === null ? [] : [code, reason]));
      // Without fixed values, the server answers with the same code and reason (RFC 6455, section 5.5.1).
      expected ??= { code: code ?? 1005, reason, wasClean: true, error: false };
      fill(article, "correct", expected);
      live();
    };

    const end = ({ kind, text, ...details }) => {
      clearInterval(timer);
      clearTimeout(patience);
      playing.delete(article);
      button.removeAttribute("aria-disabled");
      if (form?.contains(document.activeElement)) {
        button.focus();
      }
      if (form) {
        form.hidden = true;
      }
      show(opened === null && words["no-open"]);
      judge(article, kind, text, details);
      finish({ kind, text, isOpen: opened !== null });
    };

    const patience = isRun && setTimeout(() => {
      socket.close();
      end({ kind: "unfinished", text: words.unfinished.replace("{}", PATIENCE / 1000) });
    }, PATIENCE);

    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      opened = performance.now();
      live();
      if (ends) {
        return;
      }
      if (isRun) {
        setTimeout(close, UNTIL_CLOSE, 1000, "");
        return;
      }
      form.hidden = false;
      status.textContent = joined(path, words["is-open"]);
    };
    socket.onmessage = () => {
      messages += 1;
    };
    socket.onerror = () => {
      hasError = true;
    };
    socket.onclose = ({ code, reason, wasClean }) => {
      if (!playing.has(article)) {
        return;
      }
      const told = { code, reason, wasClean, error: hasError };
      fill(article, "here", told);
      sense.textContent = describe(code);
      end(compare(sends, expected, told));
      if (!isRun) {
        status.textContent = joined(path, textOf("code", code), first(".verdict", article).textContent);
      }
    };

    button.setAttribute("aria-disabled", "true");
    expect(article, ends, expected);
    fill(article, "here", null);
    sense.textContent = "";
    live();
    playing.set(article, { close, finished });
    return finished;
  };

  // Opens a path, unless its WebSocket is open. Resolves to the verdict.
  const play = (article, item) => playing.get(article)?.finished ?? start(article, item, false);

  // Shows that the values of inputs are wrong, or that they are right.
  const complain = (article, inputs, text) => {
    const verdict = first(".verdict", article);
    for (const input of all("input", article)) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    for (const input of inputs) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", verdict.id);
    }
    if (inputs.length > 0) {
      judge(article, "different", text);
      status.textContent = text;
      inputs[0].focus();
    }
  };

  for (const form of all("form.close")) {
    const article = form.closest("article");
    const { code, reason } = form.elements;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const number = code.value.trim();
      try {
        playing.get(article)?.close(number === "" ? null : Number(number), number === "" ? "" : reason.value);
        complain(article, []);
      } catch (error) {
        // `InvalidAccessError` for a code, and `SyntaxError` for a long reason.
        complain(article, [error.name === "SyntaxError" ? reason : code], words.refused.replace("{}", error.name));
      }
    });
  }

  for (const button of all("article > .about > .actions > .connect")) {
    const article = button.closest("article");
    button.addEventListener("click", () => play(article, items[article.id]));
  }

  const hexOf = (bytes, between) =>
    [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(between);

  // `read` returns the path and the body of the close frame, or the input that is wrong and the words for it.
  const own = (id, read) => {
    const article = document.getElementById(id);
    const form = first("form", article);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (playing.has(article)) {
        return;
      }
      const { after } = form.elements;
      const wait = after.value.trim();
      const { path, body, wrong, text } = read(form.elements);
      if (wrong) {
        complain(article, [wrong], text);
        return;
      }
      if (!/^((\d+ ?(ms|s|m|h) ?)+)?$/.test(wait)) {
        complain(article, [after], words["wrong-after"]);
        return;
      }
      complain(article, []);
      const address = new URL(path, location.origin);
      if (wait !== "") {
        address.searchParams.set("after", wait);
      }
      const item = { path: address.pathname + address.search, ends: true, sends: ["CLOSE"], correct: expectedOf(body) };
      first(".sends", article).textContent = joined(item.path, hexOf(body, " ") || words.empty);
      const { isOpen } = await play(article, item);
      // The server says what is wrong, but not to a WebSocket.
      const answer = isOpen ? null : await fetch(item.path);
      if (answer?.status === 400) {
        const answered = await answer.text();
        judge(article, "different", answered);
        status.textContent = answered;
      }
    });
  };

  own("own-code", ({ code, reason }) => {
    const number = code.value.trim();
    if (!/^\d{0,5}$/.test(number) || Number(number) > 0xFFFF) {
      return { wrong: code, text: words["wrong-code"] };
    }
    if (number === "") {
      return reason.value === ""
        ? { path: "/close", body: new Uint8Array() }
        : { wrong: reason, text: words["wrong-reason"] };
    }
    const value = Number(number);
    const body = new Uint8Array([value >> 8, value & 0xFF, ...new TextEncoder().encode(reason.value)]);
    // The server closes with a legal frame. It sends any other as bytes.
    if (body.length > 125 || !sendable.some(isWithin(value))) {
      return { path: `/raw/${hexOf(body, "")}`, body };
    }
    return { path: `/close/${value}${reason.value === "" ? "" : `?${new URLSearchParams({ reason: reason.value })}`}`, body };
  });

  own("own-hex", ({ hex }) => {
    const digits = hex.value.replace(/\s/g, "");
    if (!/^([0-9a-f]{2})+$/i.test(digits)) {
      return { wrong: hex, text: words["wrong-hex"] };
    }
    return { path: `/raw/${digits}`, body: new Uint8Array(digits.match(/../g).map((pair) => parseInt(pair, 16))) };
  });

  const count = (kind, number) => {
    first(`[data-count=${kind}]`, summary).textContent = number;
  };

  // Adds a path to the list of those that did not end as they should. Paths with the same verdict are in one row.
  const list = (article, path, text) => {
    let row = all(".paths > li", summary).find(({ firstChild }) => firstChild.textContent === text);
    if (!row) {
      const heading = document.createElement("p");
      heading.textContent = text;
      row = document.createElement("li");
      row.append(heading);
      first(".paths", summary).append(row);
    }
    row.append(row.childElementCount > 1 ? ", " : "", linkTo(`#${article.id}`, path));
  };

  // Opens one path after the other, until `stopped` resolves. Paths whose WebSocket is open are left alone.
  const runAll = async (stopped) => {
    const counts = { same: 0, known: 0, different: 0, unfinished: 0 };
    Object.entries(counts).forEach(([kind, number]) => count(kind, number));
    first(".paths", summary).replaceChildren();
    summary.hidden = false;
    const articles = all("article").filter(({ id }) => id in items);
    for (const [index, article] of articles.entries()) {
      const item = items[article.id];
      progress.textContent = joined(`${index + 1} / ${articles.length}`, item.path);
      // A short time for the paths that wait for the client.
      const path = item.ends ? item.path : `${item.path}?after=2s`;
      const verdict = playing.has(article)
        ? { kind: "unfinished", text: words.skipped }
        : await Promise.race([start(article, { ...item, path }, true), stopped]);
      if (verdict === undefined) {
        return words.stopped;
      }
      const { kind, text } = verdict;
      counts[kind] += 1;
      count(kind, counts[kind]);
      if (kind !== "same") {
        list(article, item.path, text);
      }
    }
    return words.finished;
  };

  let stop = null;
  run.addEventListener("click", async () => {
    if (stop) {
      stop();
      return;
    }
    run.textContent = words.stop;
    status.textContent = "";
    const text = await runAll(new Promise((resolve) => {
      stop = resolve;
    }));
    stop = null;
    run.textContent = words.run;
    progress.textContent = "";
    const counts = all(".counts > div").map((row) => all("dt, dd", row).map(({ textContent }) => textContent).join(": "));
    status.textContent = joined(text, counts.join(", "));
  });

  for (const article of all("article")) {
    expect(article, items[article.id]?.ends ?? true, items[article.id]?.correct);
    fill(article, "here", null);
  }
  status.textContent = "";
  for (const element of all(".scripted")) {
    element.hidden = false;
  }
});
