// Opens every kind of page of a built site in Chromium and prints, a line each, what a reader would notice.
// node check.mjs SITE: exit 0 where nothing is wrong.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const site = resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [1280, 390, 320];
const found = [];
const wrong = (page, what) => {
  const fault = `${page}: ${what}`;
  if (!found.includes(fault)) console.log(fault);
  found.push(fault);
};

const files = readdirSync(site, { recursive: true }).map(String).filter((path) => path.endsWith(".html")).sort();
// One page of each folder, its index, and every page at the top: 404.html alone is made for a server's base path.
function kinds() {
  const seen = new Set();
  return files.filter((path) => {
    const parts = path.split("/");
    if (path === "404.html") return false;
    const kind = parts.length === 1 || parts.at(-1) === "index.html" ? path : /^\d{4}$/.test(parts[0]) ? `period${parts.length}` : parts[0];
    return !seen.has(kind) && seen.add(kind);
  });
}
// Over HTTP under a sub-path; at a server's root and from the disk as well.
const types = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/^\/(a\/b\/)?/, "");
  try {
    const bytes = readFileSync(join(site, path));
    response.writeHead(200, { "content-type": types[path.split(".").at(-1)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const root = `http://127.0.0.1:${server.address().port}/`;
const base = `${root}a/b/`;
const isArticle = (path) => path.startsWith("article/") && !path.includes("/index");
const isPeriod = (path) => /^(\d{4}|index)(\/|\.|-)/.test(path);
const address = (path) => base + path;
const size = (path) => gzipSync(readFileSync(join(site, path)), { level: 9 }).length / 1024;
const bytes = (path) => readFileSync(join(site, path)).length / 1024;

function budget(path, most, what) {
  const kib = size(path);
  if (kib > most) wrong(path, `${kib.toFixed(1)} KB compressed, more than ${most} for ${what}`);
}

function budgets() {
  budget("index.html", 40, "the home page");
  budget("theme/site.css", 9, "the stylesheet");
  budget("theme/site.js", 4, "the script");
  budget("theme/search.js", 4, "the search script");
  const fonts = readdirSync(join(site, "theme/fonts")).filter((name) => name.endsWith(".woff2"));
  const kib = fonts.reduce((sum, name) => sum + bytes(`theme/fonts/${name}`), 0);
  if (kib > 72) wrong("theme/fonts", `${kib.toFixed(1)} KB of fonts, more than 72`);
  for (const path of files) {
    if (isArticle(path)) budget(path, 15, "an article");
    if (path.startsWith("event/")) budget(path, 12, "an event");
    if (isPeriod(path)) {
      if (bytes(path) > 350) wrong(path, `${bytes(path).toFixed(0)} KB, more than 350 for a period`);
      const events = readFileSync(join(site, path), "utf8").split('<li class="ev ').length - 1;
      if (events > 100) wrong(path, `${events} events, more than 100`);
    }
  }
}

// A page that reports what it loads and what goes wrong.
async function open(context, path) {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && wrong(path, `console: ${message.text()}`));
  page.on("pageerror", (error) => wrong(path, `script: ${error.message}`));
  page.on("request", (request) => (request.url().startsWith(base) || request.url().startsWith("data:")) || wrong(path, `asks for ${request.url()}`));
  let asked = 0;
  page.on("request", () => asked++);
  await page.goto(address(path));
  if (asked > 7 && path !== "search.html") wrong(path, `asks for ${asked} files, more than 7`);
  return page;
}

async function look(browser, path) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await open(context, path);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.evaluate(axe);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) wrong(path, `scrolls sideways by ${wide} px at ${width} px`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(async () =>
        (await window.axe.run(document, { resultTypes: ["violations"], preload: false })).violations.map((one) => `${one.id} at ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`),
      );
      for (const one of violations) wrong(path, `axe, ${width} px, ${colorScheme}: ${one}`);
    }
  }
  await context.close();
}

// As shipped, with the page's own content security policy: under a sub-path, at a root, from the disk.
async function shipped(browser, path) {
  for (const place of [base, root, `file://${site}/`]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const say = (what) => wrong(path, `from ${place.slice(0, 5)}: ${what}`);
    page.on("console", (message) => message.type() === "error" && say(message.text()));
    page.on("pageerror", (error) => say(error.message));
    page.on("requestfailed", (request) => say(`no ${request.url()}`));
    page.on("response", (response) => response.status() >= 400 && say(`no ${response.url()}`));
    await page.goto(place + path);
    await context.close();
  }
}

// j and k go from event to event or paragraph to paragraph, / to the search, the skip link past the navigation, and one button
// turns the keys off.
async function keyboard(browser) {
  const context = await browser.newContext();
  for (const path of ["index.html", files.find(isArticle), files.find((path) => path.startsWith("event/"))].filter(Boolean)) {
    const page = await open(context, path);
    const focus = () => page.evaluate(() => document.activeElement.getAttribute("href") + document.activeElement.textContent);
    await page.keyboard.press("Tab");
    if (!(await focus()).startsWith("#main")) wrong(path, "the first stop is not the skip link");
    await page.keyboard.press("j");
    const first = await focus();
    await page.keyboard.press("j");
    if ((await focus()) === first) wrong(path, "j does not go on");
    await page.keyboard.press("k");
    if ((await focus()) !== first) wrong(path, "k does not go back");
    await page.click("#keys");
    await page.keyboard.press("Tab");
    const before = await focus();
    await page.keyboard.press("j");
    if ((await focus()) !== before) wrong(path, "j works after keys were turned off");
    await page.click("#keys");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("/");
    await page.waitForURL(/search\.html/, { timeout: 3000 }).catch(() => wrong(path, "/ does not lead to the search"));
    await page.close();
  }
  await context.close();
}

// Notes fold on a narrow screen: opened by hand without JavaScript, and by their letter.
async function notes(browser) {
  const path = files.find((path) => isArticle(path) && readFileSync(join(site, path), "utf8").includes('class="k'));
  if (!path) return;
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 800 } });
    const page = await open(context, path);
    const note = page.locator(".notes .m").first();
    if (await note.isVisible()) wrong(path, "notes do not fold at 390 px");
    await page.locator(".notes summary").first().click();
    if (!(await note.isVisible())) wrong(path, `a note does not open, JavaScript ${javaScriptEnabled}`);
    await context.close();
  }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const page = await open(context, path);
  if (!(await page.locator(".notes .m").first().isVisible())) wrong(path, "notes do not stand in the margin without JavaScript");
  await context.close();
}

async function withoutScript(browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await open(context, "index.html");
  const events = page.locator(".ev:visible");
  const all = await events.count();
  const box = page.locator(".pick input").first();
  if (all && (await box.count())) {
    await box.check({ force: true });
    const some = await events.count();
    if (some === 0 || some >= all) wrong("index.html", `without JavaScript the outlet filter shows ${some} of ${all} events`);
  }
  const article = files.find(isArticle);
  await page.goto(address(article));
  if (!(await page.locator("#p1").isVisible())) wrong(article, "without JavaScript the first paragraph is not shown");
  await context.close();
}

async function printed(browser) {
  for (const path of files.filter(isArticle)) {
    const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
    const page = await open(context, path);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(() => [...document.querySelectorAll(".notes .m")].filter((note) => !note.checkVisibility()).length);
    if (hidden) wrong(path, `${hidden} notes are missing in print`);
    const cut = await page.evaluate(() => [...document.querySelectorAll("pre")].filter((code) => code.scrollWidth > code.clientWidth).length);
    if (cut) wrong(path, `${cut} pieces of code are cut in print`);
    const bare = await page.evaluate(() => [...document.querySelectorAll('.ahead .meta a[href^="http"]')].filter((link) => !getComputedStyle(link, "::after").content.includes("http")).length);
    if (bare) wrong(path, `${bare} originals without their address in print`);
    await context.close();
  }
}

// Over HTTP and from the disk; what was loaded up to the first result is counted.
async function searched(browser) {
  const words = readFileSync(join(site, "index.html"), "utf8").match(/<h3[^>]*><a [^>]*>([^<]*)/)?.[1] ?? "";
  const word = words.match(/\p{L}{5,}/u)?.[0] ?? "";
  for (const place of [base, `file://${site}/`]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    let kib = 0;
    page.on("request", (request) => {
      const path = request.url().replace(place, "").split("?")[0];
      if (path.startsWith("search/")) kib += bytes(path);
    });
    await page.goto(`${place}search.html`);
    await page.fill("#q", word);
    const shown = await page.waitForSelector("#results a", { timeout: 10000 }).then(() => true, () => false);
    if (!shown) wrong("search.html", `nothing is found for “${word}” from ${place}`);
    await page.waitForTimeout(300);
    const link = shown && (await page.locator("#results a").first().getAttribute("href"));
    if (link && !files.includes(link.replace(place, "").split("#")[0])) wrong("search.html", `leads to ${link}`);
    console.error(`search for “${word}”: ${kib.toFixed(1)} KB of index`);
    await context.close();
  }
}

// Feeds and the sitemap, as a browser's parser reads them: what their formats ask for is there, and the sitemap's pages exist.
async function machineRead(browser) {
  const paths = readdirSync(site, { recursive: true }).map(String).filter((path) => path.endsWith(".xml")).sort();
  const page = await browser.newPage();
  for (const path of paths) {
    const read = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, "application/xml");
      const broken = xml.querySelector("parsererror")?.textContent ?? "";
      const parts = [xml.documentElement, ...xml.getElementsByTagName("entry")];
      const lacks = (part, name) => ![...part.children].some((child) => child.localName === name && (child.textContent || child.attributes.length));
      const missing = parts.flatMap((part) => ["id", "title", "updated", "link"].filter((name) => lacks(part, name)).map((name) => `${part.localName} without ${name}`));
      return { broken, root: xml.documentElement.localName, missing, places: [...xml.getElementsByTagName("loc")].map((loc) => loc.textContent) };
    }, readFileSync(join(site, path), "utf8"));
    if (read.broken) wrong(path, read.broken);
    if (read.root === "feed") read.missing.forEach((what) => wrong(path, what));
    else if (read.root !== "urlset") wrong(path, `is a ${read.root}`);
    const lost = read.places.filter((place) => !files.some((file) => decodeURIComponent(place).endsWith(file)));
    lost.forEach((place) => wrong(path, `${place} is no page`));
    if (path === "sitemap.xml" && !read.places.length) wrong(path, "lists no page");
  }
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  budgets();
  for (const path of kinds()) {
    await shipped(browser, path);
    await look(browser, path);
  }
  await keyboard(browser);
  await notes(browser);
  await withoutScript(browser);
  await printed(browser);
  await searched(browser);
  await machineRead(browser);
} finally {
  await browser.close();
  server.close();
}
console.error(`${kinds().length} kinds of page, ${found.length} faults`);
process.exit(found.length ? 1 : 0);
