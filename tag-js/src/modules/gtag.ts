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

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const configured = new Set<string>();
  let loading: Promise<unknown> | undefined;

  /** Into Google's own data layer: events in the page's would be taken for events of the shop, and counted again. */
  const say: (...command: unknown[]) => void = function () {
    // biome-ignore lint/complexity/noArguments: gtag's commands are told from arrays by being arguments objects
    ((window as unknown as Record<string, unknown[]>).wtGoogle ||= []).push(arguments);
  };
  const states = (): Data =>
    Object.fromEntries(
      Object.keys(kit._states()).map(type => [type, kit._granted(type as ConsentType) ? 'granted' : 'denied']),
    );

  kit._google = (id, settings, event) => {
    if (!loading) {
      say('consent', 'default', { ...states(), wait_for_update: Math.max(kit._held - Date.now(), 0) });
      say('js', new Date());
      kit.on(message => {
        if ((message as { 0?: unknown } | undefined)?.[0] === 'consent') say('consent', 'update', states());
      });
      loading = kit._load(`https://www.googletagmanager.com/gtag/js?id=${id}&l=wtGoogle`);
    }
    if (!event || !configured.has(id)) say('config', id, event ? { send_page_view: false } : settings);
    configured.add(id);
    if (event) say('event', event, { ...settings, send_to: id });
    return loading;
  };
};
