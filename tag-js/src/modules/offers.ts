import type { Data, Module } from '../core/api';
import type { Language } from '../offers/texts';
import { type Offer, view } from '../offers/view';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'offers',
  title: { en: 'Offers', bn: 'অফার' },
  help: {
    en: 'Shows the offers that a visitor was granted. Only sites with an offer that is on, or will be, load it.',
    bn: 'ভিজিটরকে দেওয়া অফার দেখায়। যে সাইটে চালু বা আসন্ন অফার আছে শুধু সেখানেই লোড হয়।',
  },
  group: 'modules',
  params: [],
};

/** ms until what one tab has written is in every other tab's copy of the storage. */
const SETTLE = 300;
const MOST_KEPT = 50;
/** px; what is lower was not left free for an offer. */
const LEAST_HEIGHT = 40;

/** By grant: when it was first shown here, ms; 0 once it was closed. */
type States = Record<string, number | undefined>;

export const run: Module = runtime => {
  const { site, language } = runtime.config;
  const key = `_wt.${site}.offers`;
  /** What this page was told, so that an answer and the stream don't show the same twice. */
  const heard = new Set<string>();
  let waiting: Offer[] = [];
  /** What is open, by its place; the places that are being claimed, too. */
  const open = new Map<string, () => void>();
  let own: States = {};
  let source: EventSource | undefined;
  let answered = false;

  const allowed = (): boolean => runtime._granted('personalization_storage') && runtime._granted('analytics_storage');
  const states = (): States => ({ ...own, ...runtime._guard(() => JSON.parse(localStorage[key] || '{}')) });
  const write = (grant: string, state: number): void => {
    own = { ...states(), [grant]: state };
    runtime._guard(() => {
      localStorage[key] = JSON.stringify(Object.fromEntries(Object.entries(own).slice(-MOST_KEPT)));
    });
  };

  const clear = (): void => {
    for (const remove of open.values()) remove();
    open.clear();
    waiting = [];
    heard.clear();
  };

  const present = (offer: Offer, place: string, slot: Element, first: number | undefined): void => {
    const { offer: id, grant, variant, minutes, left = Infinity } = offer;
    const tell = (event: string, data?: Data): void => {
      runtime.push({ event, offer: id, grant, variant, ...data });
    };
    const page = document.documentElement.lang.slice(0, 2);
    const remove = view(
      offer,
      page === 'bn' || page === 'en' ? page : (language as Language),
      slot,
      Math.min(left, minutes ? minutes * 6e4 - (first ? Date.now() - first : 0) : Infinity),
      {
        clicked: what => tell('offer_clicked', { what }),
        gone: () => {
          // Escape is told twice where it also cancels a dialog.
          if (!open.has(place)) return;
          close();
          write(grant, 0);
          tell('offer_dismissed');
        },
        lead: (user_data, contact_consent) => {
          tell('offer_clicked', { what: 'contact' });
          tell('generate_lead', { user_data, contact_consent });
        },
      },
    );
    const close = (): void => {
      open.delete(place);
      remove();
    };
    open.set(place, remove);
    if (!first) tell('offer_shown');
  };

  /** One tab of all shows what is shown once; where the page isn't served over https two that are in sight may both. */
  const claim = (offer: Offer, place: string, slot: Element): void => {
    const { grant, again } = offer;
    open.set(place, () => {});
    const look = async (): Promise<void> => {
      const first = states()[grant];
      // It may have been closed, withdrawn or bought meanwhile.
      if (first === 0 || (first && !again) || !heard.has(grant) || !allowed()) {
        open.delete(place);
        show();
        return;
      }
      if (!first) write(grant, Date.now());
      const done = runtime._guard(() => {
        present(offer, place, slot, first);
        return 1;
      });
      if (!done) {
        open.delete(place);
        show();
      }
      if (!first) await new Promise(resolve => setTimeout(resolve, SETTLE));
    };
    // Where nothing may be stored the browser refuses the lock, too: then there is no other tab to agree with.
    if (navigator.locks) navigator.locks.request(key, look).catch(look);
    else look();
  };

  const show = (): void => {
    if (document.hidden || document.readyState === 'loading') return;
    for (const offer of waiting.slice()) {
      const { kind, selector } = offer;
      const inline = kind === 'inline';
      const slot = inline ? runtime._guard(() => document.querySelector(selector as string)) : document.body;
      const place = inline ? `${selector}` : '';
      if (!slot || open.has(place) || (inline && (slot.childElementCount || slot.clientHeight < LEAST_HEIGHT)))
        continue;
      waiting = waiting.filter(other => other !== offer);
      claim(offer, place, slot);
    }
  };

  const take = (offers: Offer[]): void => {
    for (const offer of offers) {
      if (!heard.has(offer.grant)) waiting.push(offer);
      heard.add(offer.grant);
    }
    show();
  };

  /** The stream is open while the page is in sight: a hidden one would hold one of the few connections there are. */
  const listen = (): void => {
    if (answered && allowed() && !document.hidden) {
      if (source) return;
      source = new EventSource(`${runtime.url.slice(0, -1)}s?site=${site}`, { withCredentials: true });
      source.addEventListener('offer', ({ data }) => runtime._guard(() => take([JSON.parse(data)])));
      source.addEventListener('temperature', ({ data }) =>
        runtime._guard(() => runtime._hear?.temperature?.(JSON.parse(data))),
      );
    } else {
      source?.close();
      source = undefined;
    }
  };

  (runtime._hear ||= {}).offers = (offers: Offer[]) => {
    if (!allowed()) return;
    answered = true;
    take(offers);
    runtime._guard(listen);
  };
  runtime.on((message, event) => {
    // Who ticked what stands beside the field lets this one event tell what he is called.
    if (event?.data.contact_consent) event.data.user_data = (message as Data).user_data;
    // Who has bought needs no offer to buy.
    if (event?.name === 'purchase') clear();
    const { 0: command, 1: action } = (message || {}) as Data;
    if (command !== 'consent' || action !== 'update') return;
    if (!allowed()) {
      clear();
      own = {};
      runtime._guard(() => delete localStorage[key]);
    }
    listen();
  });
  document.addEventListener('DOMContentLoaded', () => runtime._guard(show));
  document.addEventListener('visibilitychange', () =>
    runtime._guard(() => {
      listen();
      show();
    }),
  );
  // A page out of the back/forward cache is as it was left: what still holds comes with the answer to its view.
  addEventListener('pageshow', event => event.persisted && clear());
};
