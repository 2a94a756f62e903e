"use strict";

(() => {
  const root = document.documentElement;

  // Where a browser forbids a file to remember anything, a choice lasts as long as the page.
  const memory = {
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // It is forgotten.
      }
    },
  };

  // Before anything is shown, so that a dark page never begins with a flash.
  const colours = memory.get("close-codes-colours");
  if (colours === "light" || colours === "dark") {
    root.dataset.colours = colours;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const query = document.getElementById("query");
    const count = document.getElementById("count");
    const noMatch = document.querySelector(".no-match");
    const unnamed = document.querySelector(".unnamed");
    const ranges = document.querySelector(".ranges");
    const languageSwitch = document.getElementById("language");
    const articles = [...document.querySelectorAll("[data-code]")];
    const sections = [...document.querySelectorAll("#codes > section")];

    const links = [...document.querySelectorAll("a.number, .ranges a")];
    for (const link of links) {
      link.dataset.to = link.hash.slice(1);
    }

    let language = data.languages[0];
    // Whether somebody asked for the language, by a link or the switch: then it belongs into links.
    let isChosen = false;
    // For each code, what a search looks into.
    let haystacks = [];

    // Letters that differ in case, accents or width only are the same to somebody who searches.
    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

    const find = (tag) => {
      const wanted = tag.toLowerCase();
      const primary = (other) => other.toLowerCase().split("-")[0];
      return data.languages.find((other) => other.tag.toLowerCase() === wanted)
        ?? data.languages.find((other) => primary(other.tag) === primary(wanted));
    };

    const speak = (next) => {
      language = next;
      root.lang = next.tag;
      root.dir = next.direction;
      for (const element of document.querySelectorAll("[data-say]")) {
        element.textContent = next.words[element.dataset.say];
      }
      query.placeholder = next.words[query.dataset.sayPlaceholder];
      const write = (elements, texts, index) => {
        for (const element of elements) {
          for (const part of element.querySelectorAll("[data-text]")) {
            if (part.closest("[data-code], [data-range]") === element) {
              part.textContent = texts[index(element)][part.dataset.text];
            }
          }
        }
      };
      write(articles, next.codes, (element) => element.dataset.code);
      write(document.querySelectorAll("[data-range]"), next.ranges, (element) => element.dataset.range);
      if (data.isRegistry) {
        document.title = next.words.title;
        document.querySelector("meta[name=description]").content = next.words.subtitle;
      }
      haystacks = data.codes.map((code, index) => {
        const { name, description } = next.codes[index];
        return fold([code.number, name, code.key, code.variant, description, code.more].join("\n"));
      });
      if (languageSwitch) {
        languageSwitch.value = next.tag;
      }
      for (const link of links) {
        link.setAttribute("href", isChosen ? `#${next.tag}/${link.dataset.to}` : `#${link.dataset.to}`);
      }
      search();
    };

    // A number finds the codes that begin with it; if none does, the texts that speak of it, such as HTTP's 502.
    const finder = (term) => {
      const isNumber = /^\d+$/.test(term);
      const begins = (code) => String(code.number).startsWith(term);
      return isNumber && data.codes.some(begins)
        ? (index) => begins(data.codes[index])
        : (index) => haystacks[index].includes(term);
    };

    const search = () => {
      const text = fold(query.value).trim();
      const finders = text.split(/\s+/u).filter(Boolean).map(finder);
      let found = 0;
      for (const article of articles) {
        const fits = finders.every((fits) => fits(Number(article.dataset.code)));
        article.hidden = !fits;
        found += fits ? 1 : 0;
      }
      const isSearching = finders.length > 0;
      for (const section of sections) {
        const hasCodes = section.querySelector("[data-code]:not([hidden])") !== null;
        section.hidden = isSearching && !hasCodes;
        section.classList.toggle("searched", isSearching);
      }
      ranges.hidden = isSearching;
      const isShown = showUnnamed(text);
      noMatch.hidden = found > 0 || isShown;
      const all = articles.length;
      count.textContent = `${language.words.codes}: ${isSearching ? `${found} / ${all}` : all}`;
    };

    // Every number has a meaning, if only that of its range.
    const showUnnamed = (text) => {
      const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
      const within = (numbers) => numbers.first <= number && number <= numbers.last;
      const index = data.ranges.findIndex(within);
      const isNamed = data.codes.some((code) => code.number === number);
      // While somebody types 1006, 1 and 10 are not what they ask for.
      const isPart = data.codes.some((code) => String(code.number).startsWith(text));
      unnamed.hidden = index < 0 || isNamed || isPart;
      if (unnamed.hidden) {
        return false;
      }
      const range = data.ranges[index];
      const { name, description } = language.ranges[index];
      unnamed.querySelector(".number").textContent = number;
      unnamed.querySelector(".of-range").textContent = name;
      unnamed.querySelector(".numbers").textContent = `${range.first}–${range.last}`;
      unnamed.querySelector(".description").textContent = description;
      const band = data.bands.find(within);
      const answers = [range.wire, ...(band?.values ?? [])];
      unnamed.querySelectorAll("dd").forEach((answer, position) => {
        const value = answers[position] ?? null;
        answer.parentElement.hidden = value === null;
        answer.className = typeof value === "boolean" ? (value ? "yes" : "no") : "";
        answer.textContent = typeof value === "boolean" ? language.words[value ? "yes" : "no"] : value;
      });
      return true;
    };

    // `#1006` leads to a code, `#es` to a language, and `#es/1006` to both.
    const follow = (behavior) => {
      // No tag and no number needs to be decoded; what would, is none.
      const parts = location.hash.slice(1).split("/");
      const asked = data.languages.find((other) => other.tag === parts[0]);
      if (asked) {
        parts.shift();
        isChosen = true;
        speak(asked);
      }
      for (const element of document.querySelectorAll(".target")) {
        element.classList.remove("target");
      }
      const target = parts[0] ? document.getElementById(parts[0]) : null;
      // To all codes leads the browser itself.
      if (!target?.matches("#codes section, #codes article")) {
        return;
      }
      if (target.closest("[hidden]") || target.hidden) {
        query.value = "";
        search();
      }
      target.classList.add("target");
      target.scrollIntoView({ behavior });
      target.querySelector("a.number")?.focus({ preventScroll: true });
    };

    if (languageSwitch) {
      languageSwitch.addEventListener("change", () => {
        isChosen = true;
        const code = document.querySelector("article.target")?.id;
        speak(find(languageSwitch.value));
        const fragment = code ? `${language.tag}/${code}` : language.tag;
        // The language is in the address, to be kept and passed on, and no step of the way back.
        history.replaceState(null, "", `#${fragment}`);
      });
    }

    const coloursSwitch = document.getElementById("colours");
    coloursSwitch.value = root.dataset.colours ?? "system";
    coloursSwitch.addEventListener("change", () => {
      memory.set("close-codes-colours", coloursSwitch.value);
      if (coloursSwitch.value === "system") {
        delete root.dataset.colours;
      } else {
        root.dataset.colours = coloursSwitch.value;
      }
    });

    query.addEventListener("input", search);
    query.form.addEventListener("submit", (event) => {
      event.preventDefault();
      step(1);
    });

    // From the search to the first code that it found, and on from one to the next.
    const step = (by) => {
      const links = articles.filter((article) => !article.hidden).map((article) => article.querySelector("a.number"));
      const next = links.indexOf(document.activeElement) + by;
      (next < 0 ? query : links[next])?.focus();
    };

    document.addEventListener("keydown", (event) => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
        return;
      }
      const isWriting = target.matches("input, select, textarea");
      if (key === "/" && !isWriting) {
        event.preventDefault();
        query.focus();
        query.select();
      } else if (key === "Escape" && (target === query || !isWriting) && query.value !== "") {
        event.preventDefault();
        query.value = "";
        search();
        query.focus();
      } else if ((key === "ArrowDown" || key === "ArrowUp") && target.matches("#query, a.number")) {
        event.preventDefault();
        step(key === "ArrowDown" ? 1 : -1);
      }
    });

    for (const element of document.querySelectorAll(".switches, .search")) {
      element.hidden = false;
    }
    const preferred = (navigator.languages ?? [navigator.language]).map(find).find(Boolean);
    speak(preferred ?? data.languages[0]);
    // A page that is opened at a code begins there, and does not travel.
    follow("instant");
    window.addEventListener("hashchange", () => follow("auto"));
  });
})();
