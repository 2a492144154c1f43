// Watches a preview in Chromium while its sources change, and prints, a line each, what an editor would notice.
// node serve.mjs DATELINE SITE: SITE is a site whose files may be changed; exit 0 where nothing is wrong.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [dateline, site] = process.argv.slice(2);
const article = join(site, "content/articles/harbour.md");
let faults = 0;
const wrong = (what) => {
  faults += 1;
  console.log(what);
};
const expect = (holds, what) => holds || wrong(what);

function save(words, path = article) {
  const paragraphs = Array.from({ length: 60 }, (_, number) => `Paragraph ${number} of the story.`).join("\n\n");
  writeFileSync(path, `---\ntitle: Harbour reopens\ndate: 2024-03-08\noutlet: The Gazette\n---\n\n${paragraphs}\n\n${words}\n`);
}

async function serve(port) {
  const server = spawn(dateline, ["serve", "--port", String(port)], { cwd: site, stdio: ["ignore", "ignore", "pipe"] });
  const lines = createInterface({ input: server.stderr });
  for await (const line of lines) {
    const url = /Serving at (\S+)/.exec(line)?.[1];
    if (url) {
      server.stderr.resume();
      return { server, url };
    }
  }
  throw new Error("the preview did not start");
}

const end = (server) =>
  new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done();
    server.once("exit", done);
    server.kill("SIGINT");
  });

const shows = (page, words) => page.waitForFunction((words) => document.body?.textContent.includes(words), words);
const overlay = (page) => page.evaluate(() => document.getElementById("dateline-overlay")?.shadowRoot.textContent ?? "");
const scrolled = (page) => page.evaluate(() => Math.round(scrollY));

// A word that a full load would forget.
const mark = (page) => page.evaluate(() => (window.marked = true));
const marked = (page) => page.evaluate(() => window.marked === true);

async function textChangesInPlace(page) {
  await mark(page);
  await page.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
  await page.waitForFunction(() => scrollY > 600);
  const before = await scrolled(page);
  save("The tugs came back.");
  await shows(page, "The tugs came back.");
  expect(await marked(page), "an edited article: the page was loaded anew");
  expect((await scrolled(page)) === before, "an edited article: the page did not stay where it was");
}

async function brokenTemplateIsShown(page) {
  const template = join(site, "templates/article.html");
  mkdirSync(join(site, "templates"), { recursive: true });
  writeFileSync(template, "<p>first line</p>\n{% if %}\n");
  await page.waitForFunction(() => document.getElementById("dateline-overlay"));
  const shown = await overlay(page);
  for (const part of ["templates/article.html:2", "{% if %}", "T001"]) {
    expect(shown.includes(part), `a broken template: the overlay does not say ${part}: ${shown}`);
  }
  expect((await page.textContent("body")).includes("The tugs came back."), "a broken template: the last good page is gone");
  rmSync(template);
  await page.waitForFunction(() => !document.getElementById("dateline-overlay"));
}

async function hiddenOverlayComesBack(page) {
  const template = join(site, "templates/article.html");
  for (const round of [1, 2]) {
    writeFileSync(template, "{% if %}\n");
    await page.waitForFunction(() => document.getElementById("dateline-overlay"));
    if (round === 1) await page.getByRole("button", { name: "Hide", exact: true }).click();
    rmSync(template);
    await page.waitForFunction(() => !document.getElementById("dateline-overlay"));
    await page.waitForTimeout(300);
  }
}

// Last: the site moves, and the open page with it.
async function siteMoves(page, url) {
  await page.goto(new URL("article/harbour.html#main", url).href);
  writeFileSync(join(site, "dateline.toml"), "base_url = \"https://news.example/a/b/\"\n");
  await page.waitForURL("**/a/b/article/harbour.html#main");
  save("Words after the move.");
  await shows(page, "Words after the move.");
}

async function brokenSettingsAreShown(page) {
  const settings = join(site, "dateline.toml");
  writeFileSync(settings, "titel = \"x\"\n");
  await page.waitForFunction(() => document.getElementById("dateline-overlay"));
  const shown = await overlay(page);
  expect(shown.includes("dateline.toml:1") && shown.includes("did you mean `title`"), `broken settings: ${shown}`);
  writeFileSync(settings, "title = \"Harbour news\"\n");
  await page.waitForFunction(() => !document.getElementById("dateline-overlay"));
}

async function styleIsSwapped(page) {
  await mark(page);
  mkdirSync(join(site, "theme"), { recursive: true });
  writeFileSync(join(site, "theme/site.css"), "body { background: rgb(1, 2, 3); }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
  await page.waitForFunction(() => document.querySelectorAll('link[href*="site.css"]').length === 1);
  expect(await marked(page), "a changed style: the page was loaded anew");
}

// Thirty saves in three seconds end on the last, in two tabs.
async function manySaves(page, other) {
  await other.goto(page.url());
  for (let number = 1; number <= 30; number += 1) {
    save(`Version ${number} of thirty.`);
    await new Promise((done) => setTimeout(done, 100));
  }
  await Promise.all([page, other].map((tab) => shows(tab, "Version 30 of thirty.")));
  expect(!(await page.textContent("body")).includes("Version 29 of thirty."), "many saves: an older version stayed");
}

// A browser has six connections to a host: more tabs than that follow a save, also once the first of them is closed.
async function moreTabsThanConnections(browser, url) {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  const tabs = [];
  while (tabs.length < 8) {
    tabs.push(await context.newPage());
    await tabs.at(-1).goto(new URL("article/harbour.html", url).href);
  }
  for (const words of ["All eight tabs read this.", "And the seven that are left read this."]) {
    save(words);
    await Promise.all(tabs.map((tab) => shows(tab, words)));
    await tabs.shift().close();
  }
  const template = join(site, "templates/article.html");
  writeFileSync(template, "{% if %}\n");
  await Promise.all(tabs.map((tab) => tab.waitForFunction(() => document.getElementById("dateline-overlay"))));
  rmSync(template);
  await Promise.all(tabs.map((tab) => tab.waitForFunction(() => !document.getElementById("dateline-overlay"))));
  await context.close();
}

// As at another machine's address: each tab listens for itself.
async function tabsThatCannotAgree(browser, url) {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  const tabs = await Promise.all([1, 2, 3].map(() => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(new URL("article/harbour.html", url).href)));
  save("Each tab hears this for itself.");
  await Promise.all(tabs.map((tab) => shows(tab, "Each tab hears this for itself.")));
  await context.close();
}

// What somebody looks for stays, whether the page is brought up to date or loaded anew.
async function questionStays(page, url) {
  const found = () => page.waitForFunction(() => document.querySelector("#results a")?.textContent.includes("Harbour"));
  await page.goto(new URL("search.html", url).href);
  await page.fill("#q", "harbour");
  await found();
  await page.selectOption("#kind", "a");
  await found();
  await mark(page);
  writeFileSync(join(site, "dateline.toml"), "title = \"Harbour and pier\"\n");
  await page.waitForFunction(() => document.title.includes("Harbour and pier"));
  expect(await marked(page), "another title: the search was loaded anew");
  await found();
  // What it has loaded already is asked for again once an article has another headline.
  const text = readFileSync(article, "utf8");
  writeFileSync(article, text.replace("Harbour reopens", "Harbour reopens again"));
  await page.waitForFunction(() => document.querySelector("#results a")?.textContent.includes("reopens again"));
  writeFileSync(article, text);
  const script = readFileSync(new URL("../../theme/search.js", import.meta.url));
  writeFileSync(join(site, "theme/search.js"), `// Ours.\n${script}`);
  await page.waitForFunction(() => window.marked === undefined);
  await found();
  expect((await page.inputValue("#q")) === "harbour" && (await page.inputValue("#kind")) === "a", "a search loaded anew: its question is gone");
}

async function restart(page, server, url) {
  await end(server);
  save("Written while nobody served.");
  const again = await serve(new URL(url).port);
  await shows(page, "Written while nobody served.");
  return again.server;
}

// As where a server ends before it has answered.
async function answerDoesNotCome(page) {
  await mark(page);
  await page.route("**/article/harbour.html", (route) => route.abort(), { times: 1 });
  save("Asked for twice.");
  await shows(page, "Asked for twice.");
  expect(await marked(page), "an answer that did not come: the page was loaded anew");
}

async function goneAndBack(page) {
  rmSync(article);
  await page.waitForFunction(() => document.body && !document.body.textContent.includes("Paragraph 5 of the story."));
  save("It came back.");
  await shows(page, "It came back.");
}

async function moreThanLatinAddresses(page, url) {
  const other = join(site, "content/articles/київ-новини.md");
  await page.goto(new URL("article/київ-новини.html", url).href);
  save("First words.", other);
  await shows(page, "First words.");
  await mark(page);
  save("Second words.", other);
  await shows(page, "Second words.");
  expect(await marked(page), "an address that is not Latin: the page was loaded anew");
}

save("The harbour reopened.");
let { server, url } = await serve(0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  const [page, other] = [await context.newPage(), await context.newPage()];
  for (const tab of [page, other]) {
    tab.on("pageerror", (error) => wrong(`a script failed: ${error.message}`));
    tab.on("console", (message) => {
      // While the server is away the browser says that it cannot reach it.
      if (message.type() === "error" && !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_FAILED|404/.test(message.text())) wrong(`console: ${message.text()}`);
    });
  }
  await page.goto(new URL("article/harbour.html", url).href);
  await textChangesInPlace(page);
  await brokenTemplateIsShown(page);
  await hiddenOverlayComesBack(page);
  await brokenSettingsAreShown(page);
  await styleIsSwapped(page);
  await manySaves(page, other);
  await Promise.all([page, other].map((tab) => tab.goto("about:blank")));
  await moreTabsThanConnections(browser, url);
  await tabsThatCannotAgree(browser, url);
  await questionStays(page, url);
  await page.goto(new URL("article/harbour.html", url).href);
  await answerDoesNotCome(page);
  await goneAndBack(page);
  server = await restart(page, server, url);
  await moreThanLatinAddresses(page, url);
  await siteMoves(page, url);
} catch (error) {
  wrong(error.message);
} finally {
  await browser.close();
  await end(server);
}
process.exit(faults ? 1 : 0);
