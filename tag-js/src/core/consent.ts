import type { Config, ConsentState, ConsentType, Data } from './api';

type States = Partial<Record<ConsentType, ConsentState>>;

export interface Consent {
  /** Takes `gtag('consent', command, states)`; returns the ms it asks to wait for an update. */
  heard(command: unknown, states: Data): number;
  granted(type: ConsentType): boolean;
  /** Every state that is known, as the server gets it. */
  states(): States;
}

const TYPES = (
  'ad_storage ad_user_data ad_personalization analytics_storage ' +
  'functionality_storage personalization_storage security_storage'
).split(' ');

/** How surely a default for these regions applies: 3 the subdivision, 2 the country, 1 everywhere, 0 perhaps, -1 no. */
const reach = (regions: unknown, here: string | undefined): number => {
  if (!Array.isArray(regions)) return 1;
  if (!here) return 0;
  if (regions.includes(here)) return here[2] ? 3 : 2;
  if (regions.includes(here.slice(0, 2))) return 2;
  // Only the country is known and the default is for one of its subdivisions.
  return !here[2] && regions.some(region => `${region}`.startsWith(`${here}-`)) ? 0 : -1;
};

/** Resolves consent mode: updates before defaults, the nearest region before the wider, Global Privacy Control before all. */
export const createConsent = (config: Config, refusesAds: boolean): Consent => {
  const rules: { reach: number; states: Data }[] = [];
  const updates: Data = {};

  const state = (type: string): unknown => {
    if (refusesAds && type.startsWith('ad_')) return 'denied';
    if (updates[type]) return updates[type];
    let best = 0;
    let found: unknown;
    let doubt = false;
    for (const rule of rules) {
      const value = rule.states[type];
      if (!value) continue;
      // Where the place is not known well enough, the strictest of what may apply does.
      if (!rule.reach) doubt ||= value === 'denied';
      else if (rule.reach >= best) [best, found] = [rule.reach, value];
    }
    return doubt ? 'denied' : found;
  };

  return {
    heard(command, states) {
      if (command === 'update') Object.assign(updates, states);
      else if (command === 'default') {
        const at = reach(states.region, config.country);
        if (at < 0) return 0;
        rules.push({ reach: at, states });
      }
      return +(states.wait_for_update as number) || 0;
    },
    granted: type => (state(type) || (config.consent === 'none' ? 'granted' : '')) === 'granted',
    states: () => Object.fromEntries(TYPES.map(type => [type, state(type)]).filter(entry => entry[1])),
  };
};
