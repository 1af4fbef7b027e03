import type { Trigger } from '../engine/api';
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
      id: 'progress',
      kind: 'list',
      title: { en: 'Progress', bn: 'অগ্রগতি' },
      help: { en: 'Marks, once each: 10, 25, 50, 75.', bn: 'দাগ, প্রতিটি একবার: 10, 25, 50, 75।' },
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
  needs: ['module.youtube'],
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

export const run: Trigger = (params, kit, n) => {
  /** Progress marks that each video has passed: only the first time counts. */
  const told = new WeakMap<Element, Set<string>>();

  kit.videos(params.fixApi !== false, (video, status, data) => {
    const { videoCurrentTime: time, videoPercent: percent } = data as {
      videoCurrentTime: number;
      videoPercent: number;
    };
    const fire = (more = {}): unknown =>
      kit.emit('gtm.video', [
        [{ element: video, videoProvider: 'youtube', videoStatus: status, ...data, ...more }, [n]],
      ]);
    if (status === 'progress') {
      const marks = told.get(video) || new Set<string>();
      told.set(video, marks);
      const seconds = params.progressUnits === 'seconds';
      for (const mark of (params.progress || []) as string[]) {
        if (marks.has(mark) || (seconds ? time : percent) < +mark) continue;
        marks.add(mark);
        fire(seconds ? {} : { videoPercent: +mark });
      }
    } else if (status === 'start' || status === 'complete' ? params[status] !== false : params.pause) fire();
  });
};
