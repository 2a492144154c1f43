// Search without a server: pieces of the index are loaded as scripts, for fetch fails from a disk.
// search/index.js names the pieces; a piece maps words to keys, by kind; search/dN.js holds the entries of keys that begin alike.
(() => {
  "use strict";
  const form = document.getElementById("search");
  if (!form) return;
  const field = document.getElementById("q");
  const only = document.getElementById("kind");
  const out = document.getElementById("results");
  const say = form.dataset;
  const root = document.currentScript.src.replace(/theme\/search\.js.*$/, "");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const kinds = [...only.options].map((option) => option.value).filter(Boolean);
  const keyLength = 5;
  const step = 10;
  // Letters that tell a word from others; more are not looked at.
  const wordLength = 40;
  // More pieces than this are not loaded for the beginning of a word.
  const mostPieces = 6;
  const loaded = new Map();
  const got = new Map();

  window.datelineSearch = ([name, value]) => got.set(name, value);

  const safe = (name) => [...name].map((c) => (/[a-z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16))).join("");

  function load(name, file) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `${root}search/${file}.js`;
        script.onload = script.onerror = () => {
          // What a page is made of stays what it was built with.
          script.remove();
          done(got.get(name));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().split(/[^\p{L}\p{N}]+/u)
      .map((word) => [...word].slice(0, wordLength).join("")).filter((word) => [...word].length >= 2);

  // The pieces that may hold words which begin with `word`; the one that may hold the word itself comes first.
  function piecesFor(word, names) {
    const own = names.filter((name) => name === word + "$" || (name.endsWith("$") ? false : word.startsWith(name)));
    const longer = names.filter((name) => name.startsWith(word) && !own.includes(name));
    return [...own, ...longer];
  }

  // Keys by kind of all words that begin with `word`, whether some were not looked up, and, of words that lead to very many
  // entries, where the other keys are.
  async function find(word, names) {
    const wanted = piecesFor(word, names);
    const pieces = await Promise.all(wanted.slice(0, mostPieces).map((name) => load(name, "w-" + safe(name))));
    const found = {};
    const rests = [];
    for (const piece of pieces) {
      for (const [known, keys] of Object.entries(piece ?? {})) {
        if (!known.startsWith(word)) continue;
        for (const kind of kinds) {
          const list = (found[kind] ??= new Set());
          const [own, total] = [].concat(keys[kind] ?? "");
          add(list, own);
          if (total) rests.push({ kind, list, name: `${known}$${kind}`, missing: total - own.length / keyLength });
        }
      }
    }
    return { found, rests, short: wanted.length > mostPieces };
  }

  function add(list, keys) {
    for (let at = 0; at < keys.length; at += keyLength) list.add(keys.slice(at, at + keyLength));
  }

  async function fill({ list, name }) {
    add(list, (await load(name, "m-" + safe(name))) ?? "");
  }

  async function entry(key, bits) {
    const number = [...key].reduce((sum, letter) => sum * 64 + letters.indexOf(letter), 0);
    const shelf = `d${Math.floor(number / 2 ** (6 * keyLength - bits))}`;
    return ((await load(shelf, shelf)) ?? []).filter((one) => one[0] === key);
  }

  // The question stays in the address: a page that is loaded anew asks it again, and so does whoever is sent it.
  function keep() {
    const asked = new URLSearchParams();
    if (field.value) asked.set("q", field.value);
    if (only.value) asked.set("kind", only.value);
    const query = String(asked);
    try {
      history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
    } catch {
      // From a disk, some browsers do not let a page change its address.
    }
  }

  let turn = 0;
  async function search() {
    const mine = ++turn;
    keep();
    const words = fold(field.value);
    if (!words.length) return void (out.textContent = "");
    const { pieces, bits } = (await load("index", "index")) ?? { pieces: [], bits: 0 };
    const each = await Promise.all(words.map((word) => find(word, pieces)));
    const rests = each.flatMap((one) => one.rests);
    // One word's first keys are its best; where words must meet, all are needed.
    if (words.length > 1) await Promise.all(rests.splice(0).map(fill));
    if (mine !== turn) return;
    out.textContent = "";
    let any = false;
    for (const kind of kinds) {
      if (only.value && only.value !== kind) continue;
      const [first, ...rest] = each.map(({ found }) => found[kind] ?? new Set());
      const keys = [...first].filter((key) => rest.every((other) => other.has(key)));
      if (!keys.length) continue;
      any = true;
      show(kind, keys, rests.filter((rest) => rest.kind === kind), bits, mine);
    }
    if (!any) out.append(line("p", say.none));
    if (each.some(({ short }) => short)) out.append(line("p", say.short));
  }

  function line(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  function show(kind, keys, rests, bits, mine) {
    const section = document.createElement("section");
    section.className = "list";
    const name = [...only.options].find((option) => option.value === kind).textContent;
    const list = document.createElement("ul");
    list.className = "arts";
    section.append(line("h2", `${name} (${rests.reduce((sum, rest) => sum + rest.missing, keys.length)})`), list);
    out.append(section);
    let at = 0;
    const more = line("button", say.more);
    more.type = "button";
    more.className = "tbtn";
    const next = async () => {
      if (at + step > keys.length && rests.length) {
        const lists = rests.splice(0);
        await Promise.all(lists.map(fill));
        keys = [...new Set([...keys, ...lists.flatMap(({ list }) => [...list])])];
      }
      const part = keys.slice(at, (at += step));
      const entries = await Promise.all(part.map((key) => entry(key, bits)));
      if (mine !== turn) return;
      list.append(...entries.flat().filter((one) => one[1] === kind).map(item));
      if (at < keys.length) section.append(more);
      else more.remove();
    };
    more.onclick = next;
    next();
  }

  function item([, , title, url, date, beside]) {
    const made = document.createElement("li");
    const about = [date, beside].filter(Boolean).join(" · ");
    if (about) {
      const label = line("p", about);
      label.className = "lab";
      made.append(label);
    }
    const link = line("a", title);
    link.href = root + url;
    const words = document.createElement("p");
    words.append(link);
    made.append(words);
    return made;
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
  only.addEventListener("change", search);
  // A preview that brings the page up to date takes the answers away, and what was loaded may have changed.
  document.addEventListener("dateline:changed", () => {
    loaded.clear();
    got.clear();
    search();
  });
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  only.value = kinds.find((kind) => kind === asked.get("kind")) ?? "";
  if (field.value) search();
})();
