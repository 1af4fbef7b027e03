import { expect, test } from 'vitest';
import { sharesOf, type TraceEvent } from './shares.ts';

const OURS = 'https://shop.example/t/WT-7K2M9QX.js';
const PAGE = 'https://shop.example/p/1';

const event = (name: string, from: number, to: number, url = '', ph = 'X'): TraceEvent => ({
  name,
  ph,
  pid: 1,
  tid: 1,
  tts: from * 1000,
  tdur: (to - from) * 1000,
  args: { data: { url } },
});

/** ms on the page's main thread: its snippet, a boot with an inline script in it, a vendor's file, a click. */
const TRACE = [
  event('ThreadControllerImpl::RunTask', 0, 3),
  event('EvaluateScript', 1, 2, PAGE),
  event('ThreadControllerImpl::RunTask', 10, 31),
  event('EvaluateScript', 10, 30, OURS),
  event('v8.compile', 10, 11, OURS),
  event('FunctionCall', 12, 20, OURS),
  event('EvaluateScript', 14, 17, ''),
  event('v8.compile', 14, 15, ''),
  event('ResourceSendRequest', 28, 28, 'https://shop.example/e', 'I'),
  event('EvaluateScript', 40, 45, 'https://vendor.example/v.js'),
  event('FunctionCall', 50, 52, OURS),
  { ...event('v8.parseOnBackground', 0, 90, OURS), tid: 2 },
];

test('tells the boot from what follows, and both from what others wrote', () => {
  expect(sharesOf(TRACE, true)).toEqual({ boot: 17, after: 2, others: 8, everything: 21 });
});

test('a boot goes on until the page view is asked for, over several tasks', () => {
  const late = TRACE.map(each => (each.name === 'ResourceSendRequest' ? { ...each, tts: 51_000 } : each));
  expect(sharesOf(late, true)).toMatchObject({ boot: 19, after: 0 });
});

test('all from the container on is everything, whoever runs', () => {
  const begun = { ...event('ThreadControllerImpl::RunTask', 0, 1), tts: undefined } as unknown as TraceEvent;
  const tasks = [begun, event('ThreadControllerImpl::RunTask', 40, 46), event('ThreadControllerImpl::RunTask', 8, 12)];
  expect(sharesOf([...TRACE, ...tasks], true).everything).toBe(27);
});

test('fails where the page view was never asked for', () => {
  expect(() =>
    sharesOf(
      TRACE.filter(({ name }) => name !== 'ResourceSendRequest'),
      true,
    ),
  ).toThrow('no page view');
});
