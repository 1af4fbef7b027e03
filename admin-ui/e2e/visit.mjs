// What the walks through a running server have in common: where it is and who signs in, the browser, the API, and what must
// hold of every page.
//   WALK_URL=http://localhost:8080 WALK_EMAIL=… WALK_PASSWORD=… WARMTAG_API_KEY=…
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const base = process.env.WALK_URL ?? 'http://localhost:8080';
/** The path of the demo shop's site, in the console and in the API. */
export const demo = '/sites/WT-DEM0SHP';
/** Makes the names of one walk its own. */
export const mark = Date.now().toString(36);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As a person's browser, if asked to: else each of its events is marked as an automated one's. */
export function launch({ person = false } = {}) {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  args.push('--disable-component-update', '--disable-sync');
  if (person) args.push('--disable-blink-features=AutomationControlled');
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args });
}

/** A page of the console, signed in. */
export async function logIn(context) {
  const page = await context.newPage();
  await page.goto(`${base}/console/login`);
  await page.fill('input[name=email]', process.env.WALK_EMAIL ?? '');
  await page.fill('input[name=password]', process.env.WALK_PASSWORD ?? '');
  await Promise.all([page.waitForURL('**/console/sites'), page.click('button.primary')]);
  return page;
}

/** The console in another language. */
export async function speak(page, language) {
  await page.goto(`${base}/console/account`);
  await page.check(`input[name=language][value=${language}]`);
  await Promise.all([page.waitForURL('**/console/account'), page.click('form[action$="/language"] button')]);
}

export async function api(method, path, body) {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${process.env.WARMTAG_API_KEY}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : {};
}

/** How many pixels of a page are beyond the right edge. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What sticks out of its card to the right, unless it is scrolled there. */
export function spilled(page) {
  return page.evaluate(() => {
    const scrolls = (element, card) => {
      for (let at = element.parentElement; at && at !== card; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      return false;
    };
    return [...document.querySelectorAll('.card')].flatMap((card) => {
      const edge = card.getBoundingClientRect().right + 1;
      return [...card.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > edge && !scrolls(element, card))
        .map((element) => element.outerHTML.slice(0, 120))
        .slice(0, 2);
    });
  });
}

/** What axe-core finds on a page, a text each. */
export async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`);
    return `${id}: ${places.join(' | ')}`;
  });
}

/** Waits until something is found; says what did not come. */
export async function until(look, what) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what()} did not come within 15 s`);
}
