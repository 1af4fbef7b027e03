import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'js_error',
  title: { en: 'JavaScript Error', bn: 'জাভাস্ক্রিপ্ট ত্রুটি' },
  help: {
    en: 'A script of the page fails and nobody catches it; at most 20 per page.',
    bn: 'পেজের কোনো স্ক্রিপ্ট ব্যর্থ হয় এবং কেউ তা সামলায় না; প্রতি পেজে সর্বোচ্চ ২০টি।',
  },
  group: 'other',
  gtm: 'JS_ERROR',
  params: [],
  sets: ['Error Message', 'Error URL', 'Error Line'],
};

const MOST = 20;

let count: number | undefined;

export const run: Trigger = (_, kit) => {
  if (count === undefined) {
    count = MOST;
    addEventListener('error', ({ message: errorMessage, filename: errorUrl, lineno: errorLineNumber }) => {
      // What could not be loaded has no message.
      if (errorMessage && (count as number)-- > 0)
        kit._emitAll('gtm.pageError', [[{ errorMessage, errorUrl, errorLineNumber }, []]]);
    });
  }
  return 'gtm.pageError';
};
