import { expect, test } from 'vitest';
import type { Config } from './api';
import { createConsent } from './consent';

const config: Config = { site: 'WT-7K2M9QX', version: 1, consent: 'ask', dataLayer: 'dataLayer', language: 'en' };
type Command = [command: string, states: Record<string, unknown>];

const granted = (changes: Partial<Config>, commands: Command[], type = 'analytics_storage' as const, gpc = false) => {
  const consent = createConsent({ ...config, ...changes }, gpc);
  for (const [command, states] of commands) consent._heard(command, states);
  return consent._granted(type);
};

const denied = { analytics_storage: 'denied' };
const given = { analytics_storage: 'granted' };

test.each([
  ['no state, ask', {}, [], false],
  ['no state, none', { consent: 'none' }, [], true],
  ['default', {}, [['default', given]], true],
  ['default denied, none', { consent: 'none' }, [['default', denied]], false],
  [
    'update after default',
    {},
    [
      ['default', denied],
      ['update', given],
    ],
    true,
  ],
  [
    'update before a late default',
    {},
    [
      ['update', given],
      ['default', denied],
    ],
    true,
  ],
  [
    'withdrawal',
    {},
    [
      ['update', given],
      ['update', denied],
    ],
    false,
  ],
  [
    'later default',
    {},
    [
      ['default', given],
      ['default', denied],
    ],
    false,
  ],
  [
    'region here',
    { country: 'BD' },
    [
      ['default', given],
      ['default', { ...denied, region: ['BD'] }],
    ],
    false,
  ],
  [
    'region before the wider',
    { country: 'BD' },
    [
      ['default', { ...denied, region: ['BD'] }],
      ['default', given],
    ],
    false,
  ],
  [
    'region elsewhere',
    { country: 'BD' },
    [
      ['default', given],
      ['default', { ...denied, region: ['DE'] }],
    ],
    true,
  ],
  [
    'granted only elsewhere',
    { country: 'BD' },
    [
      ['default', denied],
      ['default', { ...given, region: ['US'] }],
    ],
    false,
  ],
  [
    'unknown country: the strictest',
    {},
    [
      ['default', given],
      ['default', { ...denied, region: ['DE'] }],
    ],
    false,
  ],
  [
    'unknown country: not looser',
    {},
    [
      ['default', denied],
      ['default', { ...given, region: ['US'] }],
    ],
    false,
  ],
  [
    'subdivision',
    { country: 'US-CA' },
    [
      ['default', { ...denied, region: ['US-CA'] }],
      ['default', { ...given, region: ['US'] }],
    ],
    false,
  ],
  [
    'country of a subdivision',
    { country: 'US-TX' },
    [
      ['default', { ...denied, region: ['US-CA'] }],
      ['default', { ...given, region: ['US'] }],
    ],
    true,
  ],
  [
    'unknown subdivision: the strictest',
    { country: 'US' },
    [
      ['default', { ...denied, region: ['US-CA'] }],
      ['default', { ...given, region: ['US'] }],
    ],
    false,
  ],
] as [string, Partial<Config>, Command[], boolean][])('resolves %s', (_, changes, commands, expected) => {
  expect(granted(changes, commands)).toBe(expected);
});

test('Global Privacy Control refuses all ad types whatever is said', () => {
  const consent = createConsent({ ...config, consent: 'none' }, true);
  consent._heard('update', { ad_storage: 'granted', analytics_storage: 'granted' });
  expect(consent._granted('ad_storage')).toBe(false);
  expect(consent._granted('ad_user_data')).toBe(false);
  expect(consent._granted('analytics_storage')).toBe(true);
  expect(consent._states()).toEqual({
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'granted',
  });
});

test('asks to wait only for a default that applies here', () => {
  const consent = createConsent({ ...config, country: 'BD' }, false);
  expect(consent._heard('default', { ...denied, wait_for_update: 500 })).toBe(500);
  expect(consent._heard('default', { ...denied, wait_for_update: 900, region: ['DE'] })).toBe(0);
});
