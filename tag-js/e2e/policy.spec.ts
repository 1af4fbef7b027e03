import { readFileSync } from 'node:fs';
import type { Params } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft, rows } from './tags.ts';

interface Part {
  kind: string;
  id: string;
}
const { parts } = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8')) as {
  parts: Part[];
};

const PARAMS: Record<string, Params> = {
  'variable.data_layer': { key: 'a.b', version: 2 },
  'variable.lookup_table': { input: 'x', rows: [] },
  'variable.regex_table': { input: 'x', rows: [] },
  'variable.custom_javascript': { javascript: { f: 0 } },
  'variable.javascript': { name: 'location.href' },
  'variable.dom_element': { selector: 'p' },
  'variable.element_visibility': { selector: 'p' },
  'variable.auto_event': { what: 'url' },
  'trigger.custom_event': { regex: true, pattern: '.*' },
  'trigger.element_visibility': { selector: 'p', domChanges: true },
  'trigger.scroll_depth': { vertical: [1], start: 'dom_ready' },
  'trigger.timer': { interval: 200, limit: 1 },
  'trigger.inactivity': { seconds: 1 },
  'trigger.exit_intent': { delay: 0 },
  'trigger.trigger_group': { triggers: { r: [0] } },
  'trigger.form_submit': { success: 'selector', successSelector: '.thanks' },
  'tag.custom_html': { html: '<script>ran=1</script><p class=thanks>x</p>' },
  'tag.custom_image': { url: '/pixel.gif' },
  'tag.meta_pixel': { pixelId: '1', event: 'PageView' },
  'tag.google_tag': { tagId: 'G-1' },
  'tag.ga4_event': { measurementId: 'G-1', event: 'x' },
};

/** A container with every type there is: each trigger fires each tag, each variable is read with every event. */
const everything = (): Draft => {
  const draft = new Draft();
  const of = (wanted: string) => parts.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const variables = of('variable').map(id => draft.variable(id, PARAMS[`variable.${id}`]));
  const triggers = of('trigger').map(id => draft.trigger(id, PARAMS[`trigger.${id}`]));
  const all = Object.fromEntries(variables.map((variable, n) => [`v${n}`, variable]));
  for (const id of of('tag'))
    draft.tag(id, PARAMS[`tag.${id}`] || { name: 'all', parameters: rows(all) }, { f: triggers, o: 'page' });
  return draft;
};

for (const [what, more] of [
  ['a strict policy', ''],
  ['Trusted Types', "; require-trusted-types-for 'script'; trusted-types warmtag"],
] as const) {
  test(`a container with every type raises nothing under ${what}`, async ({ page, shop }) => {
    const csp = `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'nonce-abc'; img-src 'self'; connect-src 'self'${more}`;
    const problems: string[] = [];
    page.on('pageerror', error => problems.push(String(error)));
    page.on('console', message => /Warmtag|Refused|violates/.test(message.text()) && problems.push(message.text()));
    await page.route(/facebook|googletagmanager/, route => route.fulfill({ body: '', contentType: 'text/javascript' }));
    await page.route('**/pixel.gif*', route =>
      route.fulfill({
        body: Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64'),
        contentType: 'image/gif',
      }),
    );
    const before = script(
      "violations=[];addEventListener('securitypolicyviolation',function(e){violations.push(e.violatedDirective+' '+e.blockedURI+' '+e.sourceFile)})",
    );
    const code = ['v=>(function(){return 1})'];
    const body = '<p>x</p><form id=f><button>Send</button></form><a href="#a">a</a>';
    const config = { tags: everything().tags };
    await page.goto(shop.page('/', { config, code, parts: ['module.consent_banner'], csp, before, body }));
    await shop.event('all');
    await page.click('a');
    await page.evaluate(() => history.pushState(null, '', '/two'));
    await shop.until(() => shop.names().filter(name => name === 'all').length > 1);
    const [violations, ran] = await page.evaluate(() => {
      const { violations, ran } = window as unknown as { violations: string[]; ran: number };
      return [violations, ran] as const;
    });
    expect([violations, problems, ran]).toEqual([[], [], 1]);
  });
}
