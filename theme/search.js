// Search without a server: the part of the index for the first two letters typed is loaded as a script.
(() => {
  "use strict";
  const form = document.getElementById("search");
  if (!form) return;
  const field = document.getElementById("q");
  const out = document.getElementById("results");
  const root = document.currentScript.src.replace(/theme\/search\.js.*$/, "");
  const parts = new Map();
  const waiting = new Map();
  const kinds = { e: "Events", a: "Articles", p: "People", l: "Places", o: "Organisations", t: "Tags" };
  const most = 20;

  window.datelineSearch = ([part, entries, words]) => {
    parts.set(part, { entries, words });
    waiting.get(part)?.();
  };

  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => [...word].length >= 2);

  const file = (part) => [...part].map((c) => (/[a-z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16))).join("");

  function load(part) {
    if (parts.has(part)) return Promise.resolve();
    return new Promise((done) => {
      waiting.set(part, done);
      const script = document.createElement("script");
      script.src = `${root}search/${file(part)}.js`;
      script.onerror = () => {
        parts.set(part, { entries: [], words: {} });
        done();
      };
      document.head.append(script);
    });
  }

  function found(word) {
    const { entries, words } = parts.get([...word].slice(0, 2).join(""));
    const hits = new Map();
    for (const [known, places] of Object.entries(words)) {
      if (known.startsWith(word)) for (const place of places) hits.set(entries[place][2], entries[place]);
    }
    return hits;
  }

  async function search() {
    const words = fold(field.value);
    await Promise.all(words.map((word) => load([...word].slice(0, 2).join(""))));
    const [first, ...rest] = words.map(found);
    const hits = first ? [...first.values()].filter((entry) => rest.every((other) => other.has(entry[2]))) : [];
    show(hits, words.length > 0);
  }

  function show(hits, asked) {
    out.textContent = "";
    if (asked && !hits.length) out.textContent = "Nothing matches all of these words.";
    for (const [kind, name] of Object.entries(kinds)) {
      const own = hits.filter((entry) => entry[0] === kind);
      if (!own.length) continue;
      const heading = document.createElement("h2");
      heading.textContent = own.length > most ? `${name} (${most} of ${own.length})` : name;
      const list = document.createElement("ul");
      list.className = "names";
      for (const [, title, url, beside] of own.slice(0, most)) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = root + url;
        link.textContent = title;
        item.append(link);
        if (beside) item.append(` ${beside}`);
        list.append(item);
      }
      out.append(heading, list);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
})();
