import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'consent_init',
  title: { en: 'Consent Initialization', bn: 'সম্মতির শুরু' },
  help: {
    en: 'Before everything else: for tags that set the consent of the visitor.',
    bn: 'সবকিছুর আগে: যেসব ট্যাগ ভিজিটরের সম্মতি ঠিক করে তাদের জন্য।',
  },
  group: 'page',
  gtm: 'CONSENT_INIT',
  params: [],
  waits: 'gtm.init_consent',
};
