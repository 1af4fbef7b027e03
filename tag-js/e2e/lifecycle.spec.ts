import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, script } from './fixture.ts';

/**
 * Opens a page in a Chromium that nothing drives: Playwright's switches and its debugger turn the back/forward cache and
 * prerendering off. The pages of these tests navigate themselves.
 */
const test = base.extend<{ visit: (url: string) => void }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  visit: async ({}, use, info) => {
    const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
    const options = info.project.use.launchOptions;
    const stops: (() => Promise<void>)[] = [];
    await use(url => {
      const args = [
        '--headless=new',
        `--user-data-dir=${folder}`,
        ...(options?.args || []),
        '--remote-debugging-port=0',
        url,
      ];
      const browser = spawn(options?.executablePath as string, args, { stdio: 'ignore', detached: true });
      const ended = new Promise(done => browser.once('exit', done));
      stops.push(async () => {
        // The whole group: helper processes outlive the browser for a moment and go on writing into its folder.
        if (browser.pid) process.kill(-browser.pid, 'SIGKILL');
        await ended;
      });
    });
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

test('counts a page restored from the back/forward cache, marked', async ({ shop, visit }) => {
  const leave =
    "if(!window.left){left=1;addEventListener('load',function(){setTimeout(function(){location.href='/next'},700)})}";
  shop.page('/next', {
    container: 'empty',
    after: script('onpageshow=function(){setTimeout(function(){history.back()},300)}'),
  });
  visit(shop.page('/', { after: script(leave) }));
  await shop.until(() => shop.events.some(event => event.data.bf === 1));
  expect(shop.names()).toEqual(['page_view', 'page_view']);
  expect(shop.events[1].context.url).toBe(`${shop.origin}/`);
});

test('counts a prerendered page only once it is shown', async ({ shop, visit }) => {
  const rules = '{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}';
  const told = `dataLayer.push({event:'loaded',hidden:document.prerendering});
    document.addEventListener('prerenderingchange',function(){dataLayer.push({event:'shown'})})`;
  shop.page('/next', { after: script(told) });
  const before = `<script type="speculationrules">${rules}</script>`;
  const leave = script("setTimeout(function(){location.href='/next'},3000)");
  visit(shop.page('/', { before, after: leave, container: 'empty' }));
  await shop.until(() => shop.served.some(path => path.includes('page=%2Fnext')));
  const prerendered = Date.now();
  const event = await shop.event('shown');
  expect((await shop.event('loaded')).data).toEqual({ hidden: true });
  expect(shop.names().sort()).toEqual(['loaded', 'page_view', 'shown']);
  expect(shop.requests[0].at - prerendered).toBeGreaterThan(500);
  expect(event.context.url).toBe(`${shop.origin}/next`);
});
