// Takes pictures of every page of a running console: 360 and 1440 px, light and dark, English and Bengali; asks axe-core
// about each and fails when it finds something.
// LANGUAGES, SCHEMES and WIDTHS narrow what is taken.
//   WALK_URL=http://127.0.0.1:8080 WALK_EMAIL=… WALK_PASSWORD=… node e2e/pictures.mjs [folder] [name part]
import { mkdir } from 'node:fs/promises';
import { base, findings, launch, logIn, overflow, speak, spilled } from './visit.mjs';

const folder = process.argv[2] ?? 'test-results/pictures';
const only = process.argv[3] ?? '';
let faults = 0;
/** What is seen only after something was done on a page; the doing is in {@link act}. */
const ACTS = {
  verified: '/install',
  previewing: '/preview',
  searching: '',
  'refused-tag': '/tags/new?type=meta_pixel',
  'refused-settings': '/settings',
  'chosen-tags': '/tags',
  'refused-rule': '/rules/new',
  'refused-audience': '/audiences/new',
};

await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  const door = await browser.newContext();
  const signedIn = await logIn(door);
  const session = await door.storageState();
  for (const language of (process.env.LANGUAGES ?? 'en,bn').split(',')) {
    await speak(signedIn, language);
    const pages = await list(session);
    for (const scheme of (process.env.SCHEMES ?? 'light,dark').split(',')) {
      for (const width of (process.env.WIDTHS ?? '1440,360').split(',').map(Number))
        await take(session, pages, { language, scheme, width });
    }
  }
} finally {
  await browser.close();
}
console.log(faults === 0 ? 'axe-core found nothing' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);

/** Every page, found by following what a person would click. */
async function list(storageState) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${base}/console/sites`);
  const sites = await page.$$eval('.site-list h2 a', (links) => links.map((link) => link.getAttribute('href')));
  const pages = { sites: '/console/sites', 'sites-new': '/console/sites/new', account: '/console/account' };
  pages.audit = '/console/audit';
  pages['not-found'] = '/console/nothing';
  const parts = [
    '',
    '/live',
    '/rejected',
    '/visitors',
    '/events',
    '/events/new',
    '/events/new?name=purchase',
    '/tags',
    '/tags/new',
    '/tags/new?type=meta_pixel',
    '/tags/new?type=custom_html',
    '/triggers',
    '/triggers/new',
    '/variables',
    '/variables/new',
    '/variables/new?type=lookup_table',
    '/variables/new?type=custom_javascript',
    '/folders',
    '/versions',
    '/versions/new',
    '/environments',
    '/search?q=p',
    '/install',
    '/install?nonce=1',
    '/settings',
    '/settings/temperature',
    '/audit',
    '/audit?kind=key',
    '/preview',
    '/destinations',
    '/destinations/new',
    '/destinations/new?kind=meta',
    '/destinations/new?kind=webhook',
    '/deliveries',
    '/deliveries?state=dead',
    '/offers',
    '/offers/new',
    '/rules',
    '/rules/start',
    '/rules/new',
    '/audiences',
    '/audiences/new',
    '/visitors?q=zzzz',
    '/joins',
    '/offers/new?kind=corner',
    '/rules/limits',
    '/deliveries?state=waiting',
    '/deliveries?state=delivered',
    '/orders',
    '/orders?q=zzzz',
    '/new-order',
    '/order-import',
    '/products',
    '/products?state=out&sort=name',
    '/products?q=zzzz',
    '/feeds',
    '/feeds/new',
    '/tags?q=nothing-is-called-so',
    '/reports/rules',
    '/reports/temperatures',
    '/reports/campaigns',
    '/reports/costs',
  ];
  for (const [i, site] of sites.slice(0, 2).entries()) {
    for (const part of parts) pages[`site${i}${part.replaceAll(/[/?=&]/g, '-')}`] = site + part;
    for (const [name, path] of Object.entries(ACTS)) pages[`site${i}-${name}`] = { path: site + path, act: name };
    for (const index of [
      'tags',
      'triggers',
      'variables',
      'events',
      'versions',
      'rules',
      'orders',
      'offers',
      'products',
      'feeds',
    ]) {
      await page.goto(`${base}${site}/${index}`);
      const things = await page.$$eval('tbody th a', (links) => links.map((link) => link.getAttribute('href')));
      const own = things.filter((thing) => thing.startsWith(`${site}/${index}/`));
      for (const [n, thing] of own.slice(0, 3).entries()) pages[`site${i}-${index}-${n}`] = thing;
    }
    await page.goto(`${base}${site}/reports/rules`);
    const reports = await page.$$eval('tbody th a', (links) => links.map((link) => link.getAttribute('href')));
    for (const [n, report] of reports.slice(0, 3).entries()) pages[`site${i}-reports-rule-${n}`] = report;
    await page.goto(`${base}${site}/audiences`);
    const audiences = await page.$$eval('tbody th a', (links) => links.map((link) => link.getAttribute('href')));
    for (const [n, audience] of audiences.slice(0, 3).entries()) {
      pages[`site${i}-audiences-${n}`] = audience;
      pages[`site${i}-audiences-${n}-edit`] = `${audience}/edit`;
      await page.goto(base + audience);
      const why = await page.$('td a[href*="/members/"]');
      if (why) pages[`site${i}-audiences-${n}-why`] = await why.getAttribute('href');
      if (n === 0) pages[`site${i}-audiences-backtest`] = { path: audience, act: 'tried-past' };
    }
    await page.goto(`${base}${site}/rules`);
    const rules = await page.$$eval('tbody th a', (links) => links.map((link) => link.getAttribute('href')));
    for (const [n, rule] of rules.slice(0, 2).entries()) {
      pages[`site${i}-rules-${n}-edit`] = `${rule}/edit`;
      pages[`site${i}-rules-${n}-backtests`] = `${rule}/backtests`;
      pages[`site${i}-rules-${n}-report`] = rule.replace('/rules/', '/reports/rules/');
      await page.goto(base + rule);
      const whom = await page.$('td a[href*="/visitors/"]');
      if (whom) pages[`site${i}-rules-${n}-why`] = await whom.getAttribute('href');
      await page.goto(`${base}${rule}/backtests`);
      const run = await page.$('tbody a[href*="/backtests/"]');
      if (run) pages[`site${i}-rules-${n}-backtest`] = await run.getAttribute('href');
    }
    await page.goto(`${base}${site}/offers`);
    const offer = await page.$('tbody th a');
    for (const part of offer ? ['codes', 'grants'] : []) {
      pages[`site${i}-offers-${part}`] = `${await offer.getAttribute('href')}/${part}`;
    }
    for (const index of ['destinations', 'deliveries']) {
      await page.goto(`${base}${site}/${index}`);
      const things = await page.$$eval('tbody th a', (links) => links.map((link) => link.getAttribute('href')));
      for (const [n, thing] of things.slice(0, 3).entries()) pages[`site${i}-${index}-${n}`] = thing;
      if (index === 'destinations' && things[0]) pages[`site${i}-destinations-test`] = `${things[0]}/test`;
      if (index === 'destinations' && things[0]) pages[`site${i}-destinations-edit`] = `${things[0]}/edit`;
    }
    for (const temperature of ['warm', 'hot']) {
      const index = `${site}/visitors?temperature=${temperature}`;
      await page.goto(base + index);
      const first = await page.$('tbody th a');
      if (first) {
        const visitor = await first.getAttribute('href');
        pages[`site${i}-visitor-${temperature}`] = visitor;
        pages[`site${i}-visitor-${temperature}-erase`] = `${visitor}/erase`;
        pages[`site${i}-visitor-${temperature}-rules`] = `${visitor}/rules`;
      }
      pages[`site${i}-visitors-${temperature}`] = index;
    }
  }
  pages.login = '/console/login';
  await context.close();
  return pages;
}

async function take(storageState, pages, { language, scheme, width }) {
  const signedIn = await browser.newContext({ storageState, viewport: { width, height: 900 }, colorScheme: scheme });
  const signedOut = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: language,
  });
  for (const [name, place] of Object.entries(pages)) {
    if (!name.includes(only)) continue;
    const { path, act: what } = place.act ? place : { path: place };
    const page = await (name === 'login' ? signedOut : signedIn).newPage();
    page.on('console', (message) => {
      const expected = (name === 'not-found' && message.text().includes('404')) || message.text().includes('422');
      if (message.type() === 'error' && !expected) fault(`${name}: ${message.text()}`);
    });
    await page.goto(base + path);
    if (what) await act(page, what);
    await page.evaluate(() => document.fonts.ready);
    if (name === 'site0' || name === 'site1') await page.waitForSelector('bar-chart[data-drawn] canvas');
    const wide = await overflow(page);
    if (wide > 0) fault(`${name} ${width} ${language}: ${wide} px too wide`);
    for (const out of await spilled(page)) fault(`${name} ${width} ${language}: out of its card: ${out}`);
    await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}-${language}.png`, fullPage: true });
    // Words don't change contrast, and axe-core takes most of the time: the other language is examined in one scheme.
    if (language === 'en' || scheme === 'light') {
      for (const found of await findings(page)) fault(`${name} ${width} ${scheme} ${language}: ${found}`);
    }
    await page.close();
  }
  await signedIn.close();
  await signedOut.close();
}

async function act(page, what) {
  const submit = async (selector) => {
    await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
  };
  if (what === 'verified') await submit('form[action$="/install/checks"] button');
  else if (what === 'tried-past') {
    await submit('form[action$="/backtests"] button');
    await page.waitForSelector('.card dl.facts');
  } else if (what === 'previewing') await submit('form[action$="/previews"] button');
  else if (what === 'refused-rule' || what === 'refused-audience') {
    if (what === 'refused-rule') await page.fill('[name=holdout]', '৫০০০');
    await submit('main .actions.sticky .primary');
  } else if (what === 'searching') {
    await page.keyboard.press('/');
    await page.locator('dialog.search input').fill('p');
    await page.waitForSelector('dialog.search .hits a');
  } else if (what === 'refused-tag') await submit('main form .primary');
  else if (what === 'refused-settings') {
    // As it comes from a browser that lets everything through.
    await page.$eval('main form', (form) => form.setAttribute('novalidate', ''));
    await page.fill('[name=name]', '');
    await submit('main form .primary');
  } else if (what === 'chosen-tags') {
    const box = page.locator('tbody input[type=checkbox]').first();
    if (await box.count()) await box.check();
  }
}

function fault(text) {
  faults++;
  console.error(text);
}
