"use strict";

// Set the colours before the page is shown, so that a dark page does not flash. If a browser does not allow storage, the choice
// lasts as long as the page.
const paint = (colours) => {
  document.documentElement.dataset.colours = colours;
  return colours;
};
try {
  paint(localStorage.getItem("close-codes-colours") ?? "system");
} catch {
  paint("system");
}

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const [query, count, languageSwitch, coloursSwitch, data] =
    ["query", "count", "language", "colours", "data"].map((id) => document.getElementById(id));
  const { isRegistry, languages, ranges, bands } = JSON.parse(data.textContent);
  const [unnamed] = all(".unnamed");
  const articles = all("[data-code]");
  const rows = [...articles, ...all(".band")];
  const links = all("a.number, .ranges a").map((link) => [link, link.hash.slice(1)]);
  let language = languages[0];
  // True if the language was chosen by a link or the switch. Then links include it.
  let isChosen = false;

  // The search ignores case, accents and width.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const find = (tag) => {
    const primary = (other) => other.toLowerCase().split("-")[0];
    return languages.find((other) => other.tag.toLowerCase() === tag.toLowerCase())
      ?? languages.find((other) => primary(other.tag) === primary(tag));
  };

  const speak = (next) => {
    language = next;
    Object.assign(document.documentElement, { lang: next.tag, dir: next.direction });
    for (const element of all("[data-say]")) {
      element.textContent = next.words[element.dataset.say];
    }
    query.placeholder = next.words[query.dataset.sayPlaceholder];
    for (const element of all("[data-text]")) {
      const { code, range } = element.closest("[data-code], [data-range]").dataset;
      const texts = code ? next.codes[code] : next.ranges[range];
      const cause = element.closest("[data-cause]")?.dataset.cause;
      element.textContent = (cause ? texts.causes[cause] : texts)[element.dataset.text];
    }
    if (isRegistry) {
      document.title = next.words.title;
    }
    if (languageSwitch) {
      languageSwitch.value = next.tag;
    }
    for (const [link, to] of links) {
      link.setAttribute("href", isChosen ? `#${next.tag}/${to}` : `#${to}`);
    }
    search();
  };

  // A number finds the codes that begin with it. If there are none, it finds texts, such as one with HTTP's 502.
  const finder = (term) => {
    const begins = (row) => row.id.startsWith(term);
    const said = (row) => all(".number, [data-text], .said, .labels code, .facts bdi", row)
      .some((element) => fold(element.textContent).includes(term));
    return /^\d+$/.test(term) && articles.some(begins) ? begins : said;
  };

  const search = () => {
    const text = fold(query.value).trim();
    const finders = text.split(/\s+/u).filter(Boolean).map(finder);
    const isSearching = finders.length > 0;
    for (const row of rows) {
      row.hidden = !finders.every((fits) => fits(row));
    }
    const found = articles.filter((article) => !article.hidden).length;
    for (const section of all("#codes > section")) {
      section.hidden = isSearching && all(".band:not([hidden]), [data-code]:not([hidden])", section).length === 0;
    }
    all(".ranges")[0].hidden = isSearching;
    showUnnamed(text);
    all(".no-match")[0].hidden = rows.some((row) => !row.hidden) || !unnamed.hidden;
    count.textContent = `${language.words.codes}: ${isSearching ? `${found} / ` : ""}${articles.length}`;
  };

  // A number without a name has the meaning of its range. It is not shown while 1 or 10 may become 1006.
  const showUnnamed = (text) => {
    const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    const within = ({ first, last }) => first <= number && number <= last;
    const index = ranges.findIndex(within);
    unnamed.hidden = index < 0 || articles.some(({ id }) => id.startsWith(text) || Number(id) === number);
    if (unnamed.hidden) {
      return;
    }
    // The narrowest band comes first, and the range last.
    const around = bands.filter(within).reverse();
    const { wire } = ranges[index];
    const { numbers } = around[0] ?? ranges[index];
    const [name, description] =
      ["name", "description"].map((part) => [...around, language.ranges[index]].map((texts) => texts[part]).find(Boolean));
    for (const [part, said] of Object.entries({ number, numbers, description, "of-range": name })) {
      all(`.${part}`, unnamed)[0].textContent = said;
    }
    // The narrowest band whose cell is not empty decides.
    const of = (position) => around.map(({ values }) => values[position - 1]).find(({ length }) => length > 0)?.[0];
    for (const [position, answer] of all("dd", unnamed).entries()) {
      const value = (position === 0 ? wire : of(position)) ?? null;
      const word = typeof value === "boolean" ? (value ? "yes" : "no") : "";
      answer.parentElement.hidden = value === null;
      answer.className = word;
      answer.textContent = word ? language.words[word] : value;
    }
  };

  // `#1006` leads to a code, `#es` to a language, and `#es/1006` to both.
  const follow = () => {
    const parts = location.hash.slice(1).split("/");
    const asked = languages.find(({ tag }) => tag === parts[0]);
    if (asked) {
      parts.shift();
      isChosen = true;
      speak(asked);
    }
    for (const element of all(".target")) {
      element.classList.remove("target");
    }
    const target = parts[0] ? document.getElementById(parts[0]) : null;
    // The browser itself scrolls to `#codes`.
    if (!target?.matches("#codes section, #codes article")) {
      return;
    }
    if (target.closest("[hidden]")) {
      query.value = "";
      search();
    }
    target.classList.add("target");
    target.scrollIntoView();
    target.querySelector("a.number")?.focus({ preventScroll: true });
  };

  languageSwitch?.addEventListener("change", () => {
    isChosen = true;
    speak(find(languageSwitch.value));
    // The address has the language, so that it can be shared. The history does not get an entry.
    const [code] = all("article.target");
    history.replaceState(null, "", `#${language.tag}${code ? `/${code.id}` : ""}`);
  });
  coloursSwitch.value = document.documentElement.dataset.colours;
  coloursSwitch.addEventListener("change", () => {
    paint(coloursSwitch.value);
    try {
      localStorage.setItem("close-codes-colours", coloursSwitch.value);
    } catch {
      // Storage is not allowed.
    }
  });

  // Moves the focus from the search to the first code found, or from one code to the next.
  const step = (by) => {
    const found = articles.filter((article) => !article.hidden).map((article) => article.querySelector("a.number"));
    const next = found.indexOf(document.activeElement) + by;
    (next < 0 ? query : found[next])?.focus();
  };
  query.addEventListener("input", search);
  query.form.addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const isWriting = target.matches("input, select");
    const isReset = key === "Escape" && (target === query || !isWriting) && query.value !== "";
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if ((key === "/" && !isWriting) || isReset) {
      event.preventDefault();
      if (isReset) {
        query.value = "";
        search();
      }
      query.focus();
      query.select();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && target.matches("#query, a.number")) {
      event.preventDefault();
      step(key === "ArrowDown" ? 1 : -1);
    }
  });

  for (const element of all(".switches, .search")) {
    element.hidden = false;
  }
  speak((navigator.languages ?? [navigator.language]).map(find).find(Boolean) ?? languages[0]);
  follow();
  window.addEventListener("hashchange", follow);
});
