import type { ConsentType, Data, Module } from '../core/api';
import type { Kit } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'gtag',
  title: { en: 'gtag.js', bn: 'gtag.js' },
  help: {
    en: 'Loads Google’s script once for all Google tags.',
    bn: 'সব Google ট্যাগের জন্য Google-এর স্ক্রিপ্ট একবার লোড করে।',
  },
  group: 'modules',
  params: [],
};

const TYPES = (
  'ad_storage ad_user_data ad_personalization analytics_storage ' +
  'functionality_storage personalization_storage security_storage'
).split(' ') as ConsentType[];

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const configured = new Set<string>();
  let loading: Promise<unknown> | undefined;

  const command = (..._: unknown[]): unknown =>
    (function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: gtag's commands are told from arrays by being arguments objects
      return arguments;
    })(..._);
  /** Into Google's own data layer: events in the page's would be taken for events of the shop, and counted again. */
  const say = (...args: unknown[]): void => {
    ((window as unknown as Record<string, unknown[]>).warmtagGoogle ||= []).push(command(...args));
  };
  const states = (): Data => Object.fromEntries(TYPES.map(type => [type, kit._granted(type) ? 'granted' : 'denied']));

  kit._google = (id, settings, event) => {
    if (!loading) {
      say('consent', 'default', states());
      say('js', new Date());
      kit.on(message => {
        if ((message as { 0?: unknown } | undefined)?.[0] === 'consent') say('consent', 'update', states());
      });
      loading = kit._load(`https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(id)}&l=warmtagGoogle`);
    }
    if (!event || !configured.has(id)) say('config', id, event ? { send_page_view: false } : settings);
    configured.add(id);
    if (event) say('event', event, { ...settings, send_to: id });
    return loading;
  };
};
