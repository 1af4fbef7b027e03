import type { Value } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const NEGATE = 1;
const IGNORE_CASE = 2;

const EXAMPLES: [left: Value, operator: string, right: Value, flags: number, passes: boolean][] = [
  ['a', 'equals', 'a', 0, true],
  ['a', 'equals', 'A', 0, false],
  ['a', 'equals', 'A', IGNORE_CASE, true],
  ['a', 'equals', 'b', NEGATE, true],
  [5, 'equals', '5', 0, true],
  [{ $: 0 }, 'equals', 'undefined', 0, true],
  ['/cart/x', 'contains', 'cart', 0, true],
  ['/cart/x', 'contains', 'CART', 0, false],
  ['/cart/x', 'contains', 'CART', IGNORE_CASE, true],
  ['/cart/x', 'contains', 'cart', NEGATE, false],
  ['/cart', 'starts_with', '/c', 0, true],
  ['/cart', 'starts_with', 'c', 0, false],
  ['/cart', 'ends_with', 'rt', 0, true],
  ['/cart', 'ends_with', 'RT', IGNORE_CASE, true],
  ['/cart', 'ends_with', 'c', NEGATE, true],
  ['শাড়ি-12', 'matches_regex', '^শাড়ি-\\d+$', 0, true],
  ['abc', 'matches_regex', 'B', 0, false],
  ['abc', 'matches_regex', 'B', IGNORE_CASE, true],
  ['abc', 'matches_regex', 'x', NEGATE, true],
  ['abc', 'matches_regex', '(', 0, false],
  ['9', 'less', '10', 0, true],
  ['10', 'less', '10', 0, false],
  ['10', 'less_or_equals', '10', 0, true],
  ['1.5', 'greater', 1, 0, true],
  ['1', 'greater', '1', 0, false],
  ['1', 'greater_or_equals', '1', 0, true],
  ['', 'less', '1', 0, false],
  ['৳5', 'less', '6', 0, false],
  ['', 'greater_or_equals', '0', 0, false],
  ['x', 'less', '1', NEGATE, true],
  [{ $: 1 }, 'matches_css', 'body.shop', 0, true],
  [{ $: 1 }, 'matches_css', '.other', 0, false],
  [{ $: 1 }, 'matches_css', '.other', NEGATE, true],
  [{ $: 1 }, 'matches_css', '!', NEGATE, false],
  ['text', 'matches_css', 'body', NEGATE, false],
];

test('every operator passes and fails as its examples say', async ({ page, shop }) => {
  const draft = new Draft();
  draft.variable('undefined');
  draft.variable('javascript', { name: 'document.body' });
  for (const [n, [left, operator, right, flags]] of EXAMPLES.entries())
    draft.event(`c${n}`, [draft.trigger('dom_ready', {}, [[left, operator, right, flags]])]);
  draft.event('last', [draft.trigger('window_loaded')]);
  await page.goto(
    shop.page('/', { config: { tags: draft.tags }, body: '<script>document.body.className="shop"</script>' }),
  );
  await shop.event('last');
  const passed = EXAMPLES.map((example, n) => [...example.slice(0, 4), shop.names().includes(`c${n}`)]);
  expect(passed).toEqual(EXAMPLES);
});

test('all conditions of a trigger have to hold, any trigger of a tag is enough', async ({ page, shop }) => {
  const draft = new Draft();
  const both = draft.trigger('custom_event', { event: 'go' }, [
    ['a', 'equals', 'a'],
    ['a', 'equals', 'b'],
  ]);
  const other = draft.trigger('custom_event', { event: 'stop' });
  draft.event('both', [both]);
  draft.event('any', [both, other]);
  const after = script("dataLayer.push({event:'go'},{event:'stop'})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, after }));
  await shop.event('any');
  expect(shop.names()).toEqual(['page_view', 'go', 'stop', 'any']);
});
