import type { Trigger } from '../engine/api';
import { ENABLE } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'timer',
  title: { en: 'Timer', bn: 'টাইমার' },
  help: {
    en: 'After some time on the page, once or again and again. Starts anew on a virtual page.',
    bn: 'পেজে কিছু সময় কাটানোর পর, একবার বা বারবার। ভার্চুয়াল পেজে নতুন করে শুরু হয়।',
  },
  group: 'other',
  gtm: 'TIMER',
  params: [
    { id: 'event', kind: 'text', default: 'gtm.timer', title: { en: 'Event Name', bn: 'ইভেন্টের নাম' } },
    {
      id: 'interval',
      kind: 'number',
      required: true,
      default: 30_000,
      min: 100,
      title: { en: 'Interval (ms)', bn: 'বিরতি (মিলিসেকেন্ড)' },
    },
    {
      id: 'limit',
      kind: 'number',
      default: 1,
      min: 1,
      title: { en: 'Limit', bn: 'সর্বোচ্চ কতবার' },
      help: { en: 'Empty: no limit.', bn: 'খালি থাকলে সীমা নেই।' },
    },
    ENABLE,
  ],
  sets: ['Event'],
};

export const run: Trigger = ({ event, interval, limit }, kit, emit, n) => {
  let timer = 0;
  kit._renew(() => {
    let timerEventNumber = 0;
    const timerStartTime = Date.now();
    clearInterval(timer);
    if (!kit._enabled(n)) return;
    timer = setInterval(() => {
      if (++timerEventNumber === +limit) clearInterval(timer);
      const timerCurrentTime = Date.now();
      emit(event || 'gtm.timer', {
        timerEventNumber,
        timerInterval: interval,
        timerLimit: limit,
        timerStartTime,
        timerCurrentTime,
        timerElapsedTime: timerCurrentTime - timerStartTime,
      });
    }, interval);
  });
};
