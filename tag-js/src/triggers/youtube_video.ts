import type { Trigger } from '../engine/api';
import { MARKS } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'youtube_video',
  title: { en: 'YouTube Video', bn: 'ইউটিউব ভিডিও' },
  help: {
    en: 'A YouTube video in the page starts, pauses, ends or reaches a mark.',
    bn: 'পেজের ইউটিউব ভিডিও শুরু হয়, থামে, শেষ হয় বা কোনো দাগে পৌঁছায়।',
  },
  group: 'engagement',
  gtm: 'YOU_TUBE_VIDEO',
  params: [
    { id: 'start', kind: 'boolean', default: true, title: { en: 'Start', bn: 'শুরু' } },
    { id: 'complete', kind: 'boolean', default: true, title: { en: 'Complete', bn: 'শেষ' } },
    {
      id: 'pause',
      kind: 'boolean',
      default: false,
      title: { en: 'Pause, seeking and buffering', bn: 'থামা, সরানো ও বাফারিং' },
    },
    {
      ...MARKS,
      id: 'progress',
      maxIf: { param: 'progressUnits', is: ['percent'] },
      title: { en: 'Progress', bn: 'অগ্রগতি' },
    },
    {
      id: 'progressUnits',
      kind: 'choice',
      default: 'percent',
      choices: [
        { id: 'percent', title: { en: 'Percentages', bn: 'শতাংশ' } },
        { id: 'seconds', title: { en: 'Seconds', bn: 'সেকেন্ড' } },
      ],
      title: { en: 'Marks are', bn: 'দাগের একক' },
    },
    {
      id: 'fixApi',
      kind: 'boolean',
      default: true,
      title: { en: 'Add JavaScript API support to all YouTube videos', bn: 'সব ইউটিউব ভিডিওতে জাভাস্ক্রিপ্ট API যোগ করুন' },
      help: {
        en: 'Videos without enablejsapi=1 are loaded anew with it, before they play.',
        bn: 'enablejsapi=1 ছাড়া ভিডিও চলার আগে এটি দিয়ে নতুন করে লোড হয়।',
      },
    },
  ],
  sets: [
    'Video Provider',
    'Video URL',
    'Video Title',
    'Video Duration',
    'Video Percent',
    'Video Visible',
    'Video Status',
    'Video Current Time',
  ],
};

interface Player {
  playerState?: number;
  currentTime?: number;
  duration?: number;
  videoUrl?: string;
  videoData?: { title?: string };
}

const EMBED = /^https:\/\/www\.youtube[-a-z]*\.com\/embed\//;
/** What the states of a player are called, from 0. */
const STATES = ['complete', 'start', 'pause', 'buffering'];
/** Seconds that the position may move between two messages without the visitor having moved it. */
const JUMP = 3;

/** Speaks with players by messages between windows, as YouTube's own script does: nothing is loaded for it. */
export const run: Trigger = (params, kit, emit) => {
  const { progress = [], progressUnits, pause, fixApi } = params;
  const players = new Map<HTMLIFrameElement, [Player, Set<unknown>]>();

  const heard = (frame: HTMLIFrameElement, [player, told]: [Player, Set<unknown>], news: Player): void => {
    const { playerState: state, currentTime: before = 0 } = player;
    const { playerState = -1, currentTime = 0, duration = 0, videoUrl, videoData } = Object.assign(player, news);
    const percent = (100 * currentTime) / duration || 0;
    const seconds = progressUnits === 'seconds';
    const fire = (videoStatus: string, mark?: number): void => {
      const at = frame.getBoundingClientRect();
      emit('gtm.video', {
        element: frame,
        videoProvider: 'youtube',
        videoStatus,
        videoUrl,
        videoTitle: videoData?.title,
        videoDuration: Math.round(duration),
        videoCurrentTime: Math.round(currentTime),
        videoPercent: mark ?? Math.round(percent),
        videoVisible: at.bottom > 0 && at.top < innerHeight,
      });
    };
    const status = STATES[playerState];
    const started = told.has('start');
    if (playerState !== state && status && !(started && playerState === 1)) {
      if (params[status] ?? pause) fire(status);
      if (playerState === 1) told.add('start');
      if (!playerState) told.delete('start');
    }
    if (!started) return;
    if (pause && Math.abs(currentTime - before) > JUMP) fire('seek');
    for (const mark of progress)
      if (!told.has(mark) && (seconds ? currentTime : percent) >= mark) {
        told.add(mark);
        fire('progress', seconds ? undefined : +mark);
      }
  };

  const look = (): void => {
    for (const frame of document.querySelectorAll('iframe')) {
      if (players.has(frame) || !EMBED.test(frame.src)) continue;
      if (!/jsapi=1/.test(frame.src)) {
        if (!fixApi) continue;
        frame.src += `${/\?/.test(frame.src) ? '&' : '?'}enablejsapi=1`;
      }
      players.set(frame, [{}, new Set()]);
      // A player answers once it has loaded.
      frame.addEventListener('load', () => hello(frame));
      hello(frame);
    }
  };
  const hello = (frame: HTMLIFrameElement): void => frame.contentWindow?.postMessage('{"event":"listening"}', '*');

  addEventListener('message', ({ source, data }) => {
    for (const [frame, player] of players)
      if (frame.contentWindow === source)
        kit._guard(() => {
          const { event, info } = JSON.parse(data);
          heard(frame, player, event === 'onStateChange' ? { playerState: info } : info);
        });
  });
  kit._ready(() => {
    look();
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
};
