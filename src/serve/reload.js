// Listens for changes and brings the page up to date in place: scroll, focus and opened notes stay.
(() => {
  "use strict";
  const script = document.currentScript;
  const base = script.dataset.base;
  let revision = Number(script.dataset.revision);
  let working = Promise.resolve();

  // As the server names it: within the site without the escapes of an address.
  const named = (path) => base + decodeURIComponent(path.slice(base.length));
  const own = () => {
    const path = named(location.pathname);
    return path.endsWith("/") ? path + "index.html" : path;
  };

  // Ends the listening, while there is any.
  let leave = null;

  // A browser has six connections to a host for all its tabs: one visible tab listens and tells the others what it hears. Where
  // tabs cannot agree on one (off this machine, without encryption, browsers have no locks), each visible one listens for itself.
  function listen() {
    if (leave || document.visibilityState === "hidden") return;
    const left = new AbortController();
    leave = () => {
      leave = null;
      left.abort();
    };
    if (navigator.locks) share(left.signal);
    else open(left.signal, hear);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave?.();
    else listen();
  });

  // Hears what the tab in the lead tells, and waits to take its place.
  function share(left) {
    const tabs = new BroadcastChannel("dateline");
    left.addEventListener("abort", () => tabs.close());
    let stands = () => null;
    tabs.onmessage = ({ data }) => {
      if (data) return hear(data);
      const message = stands();
      if (message) tabs.postMessage({ ...message, changed: null });
    };
    // Whoever is in the lead is asked what stands; who takes the lead next is told by the server, and tells it.
    tabs.postMessage(null);
    const lead = () =>
      new Promise((done) => {
        left.addEventListener("abort", done);
        stands = open(left, (message) => {
          tabs.postMessage(message);
          hear(message);
        });
      });
    navigator.locks.request("dateline", { signal: left }, lead).catch(() => left.aborted || open(left, hear));
  }

  // Opens the stream of changes; returns what tells its last message, while it is open.
  function open(left, tell) {
    const source = new EventSource("/__reload");
    let last = null;
    left.addEventListener("abort", () => source.close());
    // Another program has answered in our place, which ends a stream for good.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) later(2000);
    };
    source.onmessage = (event) => tell((last = JSON.parse(event.data)));
    return () => (source.readyState === EventSource.OPEN ? last : null);
  }

  function hear(message) {
    working = working.then(() => receive(message)).catch(() => location.reload());
  }

  async function receive(message) {
    if (message.base !== base) return location.replace(message.base + location.href.slice(new URL(base, location.href).href.length));
    overlay(message.problems);
    const behind = message.revision !== revision;
    revision = message.revision;
    if (message.changed === null) {
      if (behind) await refresh();
      return;
    }
    const style = message.changed.filter((path) => path.endsWith(".css"));
    if (style.length) swapStyles(style);
    if (message.changed.some((path) => path.endsWith(".js"))) return location.reload();
    if (message.changed.includes(own())) await refresh();
  }

  function swapStyles(changed) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const url = new URL(link.href);
      if (!changed.includes(named(url.pathname))) continue;
      url.searchParams.set("revision", revision);
      const fresh = link.cloneNode();
      fresh.href = url.href;
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    }
  }

  // The server may be gone before it has answered: what comes next finds the page behind. A reload would end at the browser's own page.
  function later(wait = 300) {
    revision = null;
    leave?.();
    setTimeout(listen, wait);
  }

  async function refresh() {
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    const text = await answer?.text().catch(() => null);
    if (typeof text !== "string") return later();
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(text, "text/html");
    if (parts(page) !== parts(document)) return location.reload();
    document.title = page.title;
    for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name) ?? "");
    morph(document.body, page.body);
    document.dispatchEvent(new CustomEvent("dateline:changed"));
  }

  // The styles and scripts that a page is made of: a morph would not run or load another. What a page tells machines is no script.
  function parts(page) {
    const all = [...page.querySelectorAll('link[rel="stylesheet"], style, script:not([type="application/ld+json"])')];
    return all
      .filter((part) => !part.dataset.revision)
      .map((part) => part.getAttribute("src") ?? part.getAttribute("href")?.split("?")[0] ?? part.textContent)
      .join("\n");
  }

  // Makes `now` like `then`, keeping every node that can be kept.
  function morph(now, then) {
    for (const { name } of [...now.attributes]) {
      if (!then.hasAttribute(name) && name !== "open") now.removeAttribute(name);
    }
    for (const { name, value } of then.attributes) {
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
    const fresh = [...then.childNodes].filter((node) => !isOurs(node));
    let at = now.firstChild;
    for (const node of fresh) {
      while (at && isOurs(at)) at = at.nextSibling;
      const kept = at && keepable(at, node) ? at : find(at, node);
      if (!kept) {
        now.insertBefore(document.importNode(node, true), at);
        continue;
      }
      while (at !== kept) {
        const gone = at;
        at = at.nextSibling;
        if (!isOurs(gone)) gone.remove();
      }
      // A button's label is its script's: which theme is on, whether notes are shown.
      if (node.nodeType !== Node.ELEMENT_NODE) {
        if (kept.data !== node.data) kept.data = node.data;
      } else if (node.nodeName !== "BUTTON") morph(kept, node);
      at = kept.nextSibling;
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      if (!isOurs(gone)) gone.remove();
    }
  }

  const isOurs = (node) => node === script || node.id === "dateline-overlay" || node.dataset?.revision;

  const keepable = (now, then) =>
    now.nodeType === then.nodeType && now.nodeName === then.nodeName && (now.id ?? "") === (then.id ?? "");

  // The node with the same id further on, so that one paragraph put in does not rewrite all after it.
  function find(at, node) {
    if (!node.id) return null;
    for (let next = at; next; next = next.nextSibling) if (next.id === node.id) return next;
    return null;
  }

  // In a shadow tree with a constructed sheet: the site's styles cannot hide it and its content policy allows it.
  let hidden = "";
  function overlay(problems) {
    document.getElementById("dateline-overlay")?.remove();
    const told = JSON.stringify(problems);
    if (!problems.length) hidden = "";
    if (!problems.length || told === hidden) return;
    const host = document.createElement("div");
    host.id = "dateline-overlay";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      aside { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; padding: 1rem 1.5rem; z-index: 2147483647;
        font: 15px/1.5 ui-monospace, monospace; color: #fff; background: #2a0f0d; border-top: 4px solid #ff9d90; }
      h2 { font-size: 1em; margin: 0 0 .5rem; } p { margin: 0; } pre { margin: .25rem 0; white-space: pre-wrap; color: #ffd9d4; }
      button { float: right; font: inherit; color: inherit; background: none; border: 1px solid; border-radius: 4px; cursor: pointer; }
      section + section { margin-top: 1rem; }`);
    root.adoptedStyleSheets = [sheet];
    const aside = document.createElement("aside");
    aside.setAttribute("role", "alert");
    const button = element("button", "Hide");
    button.addEventListener("click", () => {
      hidden = told;
      host.remove();
    });
    const count = problems.length === 1 ? "An error keeps" : `${problems.length} errors keep`;
    aside.append(button, element("h2", `${count} the newest state from being shown`));
    for (const problem of problems) aside.append(card(problem));
    root.append(aside);
    document.body.append(host);
  }

  function card(problem) {
    const section = document.createElement("section");
    const place = problem.line ? `${problem.file}:${problem.line}` : problem.file;
    section.append(element("p", `${place} [${problem.code}] ${problem.message}`));
    if (problem.excerpt) section.append(element("pre", problem.excerpt));
    if (problem.hint) section.append(element("p", problem.hint));
    return section;
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  listen();
})();
