import type { Config, ConsentState, ConsentType, Data } from './api';

type States = Partial<Record<ConsentType, ConsentState>>;

export interface Consent {
  /** Takes `gtag('consent', command, states)`; returns the ms it asks to wait for an update. */
  _heard(command: unknown, states: Data): number;
  _granted(type: ConsentType): boolean;
  /** Every state that is known, as the server gets it: `default` where the site denies and nobody has answered. */
  _states(): States;
}

const TYPES = (
  'ad_storage ad_user_data ad_personalization analytics_storage ' +
  'functionality_storage personalization_storage security_storage'
).split(' ');

const PERHAPS = 4;

/** How near a default's regions are: 3 right here, 2 the wider country, 1 everywhere, 0 elsewhere, or perhaps here. */
const reach = (regions: string[] | undefined, here: string | undefined): number => {
  if (!regions) return 1;
  // Without the country, or where a subdivision of it is meant, nobody knows.
  if (!here) return PERHAPS;
  if (regions.includes(here)) return 3;
  if (regions.includes(here.slice(0, 2))) return 2;
  return regions.some(region => region.startsWith(`${here}-`)) ? PERHAPS : 0;
};

/** Resolves consent mode: updates before defaults, the nearest region before the wider, Global Privacy Control before all. */
export const createConsent = (config: Config, refusesAds: boolean | undefined): Consent => {
  const rules: [reach: number, states: Data][] = [];
  const updates: Data = {};

  const state = (type: string): unknown => {
    if (refusesAds && type.startsWith('ad_')) return 'denied';
    let best = 0;
    let found: unknown;
    for (const [near, states] of rules) {
      const value = states[type];
      // Where the place is not known well enough, the strictest of what may apply does.
      if (value && near >= best && (near < PERHAPS || value === 'denied')) [best, found] = [near, value];
    }
    // That nobody has answered yet is no answer: the server takes nothing back because of it.
    return updates[type] || (found === 'denied' ? 'default' : found);
  };

  return {
    _heard(command, states) {
      if (command === 'update') Object.assign(updates, states);
      else {
        const near = reach(states.region as string[], config.country);
        if (!near) return 0;
        rules.push([near, states]);
      }
      return +(states.wait_for_update as number) || 0;
    },
    _granted: type => (state(type) || (config.consent === 'none' && 'granted')) === 'granted',
    _states: () => Object.fromEntries(TYPES.map(type => [type, state(type)])),
  };
};
