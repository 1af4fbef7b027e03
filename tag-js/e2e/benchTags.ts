// A container of the size of the budget: 75 tags, 58 triggers, 118 variables, in the mix of real ones.
import type { Condition, Tags, Value } from '../src/engine/api.ts';
import { Draft, rows } from './tags.ts';

const GA4 = [
  'purchase',
  'refund',
  'view_item',
  'view_item_list',
  'select_item',
  'view_cart',
  'add_to_cart',
  'remove_from_cart',
  'add_to_wishlist',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
];
const TAGS = 75;
const TRIGGERS = 58;
const VARIABLES = 118;

/** What real exports hold: mostly data-layer variables, custom events and GA4 events. */
export const budgetTags = (): Tags => {
  const draft = new Draft();
  const path = draft.variable('url', { component: 'path' });
  const url = draft.variable('url', { component: 'url' });
  const host = draft.variable('url', { component: 'host' });
  const classes = draft.variable('auto_event', { what: 'classes' });
  const pixel = draft.variable('constant', { value: '1234567890' });
  const event = draft.variable('event_name');
  const measurement = draft.variable('lookup_table', {
    input: host,
    rows: ['a', 'b', 'c', 'd', 'e'].map(
      key =>
        ({
          '{': [
            ['key', `${key}.example`],
            ['value', `G-${key}`],
          ],
        }) as Value,
    ),
    default: 'G-1',
  });
  const group = draft.variable('regex_table', {
    input: path,
    rows: ['/cart.*', '/checkout.*', '/p/.*', '/c/.*'].map(
      key =>
        ({
          '{': [
            ['key', key],
            ['value', key],
          ],
        }) as Value,
    ),
    default: 'other',
  });
  const script = draft.variable('custom_javascript', { javascript: { f: 0 } });
  const temperature = draft.variable('visitor', { what: 'temperature' });
  const ecommerce = ['value', 'currency', 'items', 'transaction_id', 'shipping', 'tax', 'coupon', 'affiliation'];
  const shop = ecommerce.map(key => draft.variable('data_layer', { key: `ecommerce.${key}`, version: 2 }));
  while (draft.sizes.v < VARIABLES) draft.variable('data_layer', { key: `page.group.key${draft.sizes.v}`, version: 2 });

  const init = draft.trigger('init');
  const views = [draft.trigger('page_view')];
  for (const at of ['/cart', '/checkout', '/p/', '/c/', '/thanks'])
    views.push(draft.trigger('page_view', {}, [[path, 'contains', at]]));
  const ready = draft.trigger('dom_ready');
  draft.trigger('window_loaded');
  const named = new Map(GA4.map(name => [name, draft.trigger('custom_event', { event: name })]));
  const any = draft.trigger('custom_event', { regex: true, pattern: `^(${GA4.join('|')})$` });
  draft.trigger('scroll_depth', { vertical: [25, 50, 75, 90] });
  draft.trigger('timer', { interval: 30_000, limit: 1 });
  draft.trigger('element_visibility', { selector: '.offer', ratio: 50 });
  draft.trigger('history_change');
  draft.trigger('form_submit');
  const click: Condition = [classes, 'contains', 'buy'];
  draft.trigger('click', {}, [click]);
  draft.trigger('link_click', {}, [[classes, 'matches_regex', '(tel|mail|whatsapp)']]);
  while (draft.sizes.r < TRIGGERS)
    draft.trigger('custom_event', { event: `own_event_${draft.sizes.r}` }, [[shop[0], 'greater', '0']]);

  const parameters = rows({ value: shop[0], currency: shop[1], items: shop[2], group, script, temperature });
  draft.tag('google_tag', { tagId: measurement, settings: rows({ user_group: group, url }) }, [init]);
  draft.tag('meta_pixel', { pixelId: pixel, event: 'PageView' }, [views[0]]);
  // What the server makes of <script>window.group={{group}}</script>.
  draft.tag('custom_html', { script: ['window.group=', [group, 1]] }, [ready]);
  draft.event('page_group', [views[0]], { group, host });
  draft.tag('meta_pixel', { pixelId: pixel, event: 'AddToCart', parameters }, [named.get('add_to_cart') as number]);
  draft.tag('ga4_event', { measurementId: measurement, event, ecommerce: true, parameters }, [any]);
  for (let n = 0; draft.sizes.t < TAGS; n++) {
    const trigger = n < 5 ? views[1 + n] : 25 + (n % (TRIGGERS - 25));
    draft.tag('ga4_event', { measurementId: measurement, event: `event_${n}`, parameters }, [trigger]);
  }
  return draft.tags;
};

export const BUDGET_CODE = ["v=>(function(){var a=location.pathname.split('/');return a[a.length-1]})"];
