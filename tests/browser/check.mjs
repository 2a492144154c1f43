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
// Over HTTP under a sub-path: from a disk, Chromium refuses to preload fonts and says so on the console.
const types = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace("/a/b/", "");
  try {
    const bytes = readFileSync(join(site, path));
    response.writeHead(200, { "content-type": types[path.split(".").at(-1)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}/a/b/`;
const address = (path) => base + path;
const size = (path) => gzipSync(readFileSync(join(site, path)), { level: 9 }).length / 1024;

function budget(path, most, what) {
  const kib = size(path);
  if (kib > most) wrong(path, `${kib.toFixed(1)} KB compressed, more than ${most} for ${what}`);
}

function budgets() {
  budget("index.html", 40, "the home page");
  budget("theme/site.css", 9, "the stylesheet");
  budget("theme/site.js", 4, "the script");
  for (const path of files) {
    if (path.startsWith("article/") && !path.endsWith("index.html")) budget(path, 15, "an article");
    if (path.startsWith("event/")) budget(path, 12, "an event");
  }
}

// A page that reports what it loads and what goes wrong.
async function open(context, path) {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && wrong(path, `console: ${message.text()}`));
  page.on("pageerror", (error) => wrong(path, `script: ${error.message}`));
  page.on("request", (request) => (request.url().startsWith(base) || request.url().startsWith("data:")) || wrong(path, `asks for ${request.url()}`));
  await page.goto(address(path));
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

// As shipped, with the page's own content security policy.
async function shipped(browser, path) {
  const context = await browser.newContext();
  await open(context, path);
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
  const article = files.find((path) => path.startsWith("article/") && !path.endsWith("index.html"));
  await page.goto(address(article));
  if (!(await page.locator("#p1").isVisible())) wrong(article, "without JavaScript the first paragraph is not shown");
  await context.close();
}

async function printed(browser) {
  for (const path of files.filter((path) => path.startsWith("article/") && !path.endsWith("index.html"))) {
    const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
    const page = await open(context, path);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(() => [...document.querySelectorAll(".notes .m")].filter((note) => !note.checkVisibility()).length);
    if (hidden) wrong(path, `${hidden} notes are missing in print`);
    await context.close();
  }
}

async function searched(browser) {
  const context = await browser.newContext();
  const page = await open(context, "index.html");
  const word = await page.evaluate(() => (document.querySelector(".ev h3")?.textContent.match(/\p{L}{5,}/u) ?? [""])[0]);
  await page.goto(address("search.html"));
  await page.fill("#q", word);
  const shown = await page.waitForSelector("#results a", { timeout: 10000 }).then(() => true, () => false);
  if (!shown) wrong("search.html", `nothing is found for “${word}”`);
  await context.close();
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
  await withoutScript(browser);
  await printed(browser);
  await searched(browser);
} finally {
  await browser.close();
  server.close();
}
console.error(`${kinds().length} kinds of page, ${found.length} faults`);
process.exit(found.length ? 1 : 0);
