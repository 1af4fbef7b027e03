import type { Trigger } from '../engine/api';
import { CHECK_VALIDATION, ENABLE, WAIT_FOR_TAGS, WAIT_TIMEOUT } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'link_click',
  title: { en: 'Click - Just Links', bn: 'ক্লিক - শুধু লিংক' },
  help: {
    en: 'A click on a link or on anything inside it, with the left or the middle button.',
    bn: 'লিংকে বা তার ভেতরের যেকোনো কিছুতে ক্লিক, বাম বা মাঝের বোতামে।',
  },
  group: 'clicks',
  gtm: 'LINK_CLICK',
  params: [WAIT_FOR_TAGS, WAIT_TIMEOUT, CHECK_VALIDATION, ENABLE],
  needs: ['module.interactions'],
  sets: ['Click Element', 'Click Classes', 'Click ID', 'Click Target', 'Click URL', 'Click Text'],
};

export const run: Trigger = (params, kit, _, n) => kit._interact('gtm.linkClick', n, params, 'a[*|href],area[href]');
