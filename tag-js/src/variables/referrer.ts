import type { Resolved, Variable } from '../engine/api';
import { COMPONENT, QUERY_KEY, STRIP_WWW } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'referrer',
  title: { en: 'HTTP Referrer', bn: 'HTTP রেফারার' },
  help: {
    en: 'The page that the visitor came from, or a part of its address.',
    bn: 'ভিজিটর যে পেজ থেকে এসেছেন, বা তার ঠিকানার একটি অংশ।',
  },
  group: 'navigation',
  gtm: 'f',
  params: [COMPONENT, QUERY_KEY, STRIP_WWW],
  needs: ['variable.url'],
};

export const run: Variable = (params, kit) =>
  (kit.parts['variable.url'] as (params: Resolved) => unknown)({ ...params, source: document.referrer });
