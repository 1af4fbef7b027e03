import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'analytics',
  title: { en: 'Google Analytics', bn: 'Google Analytics' },
  help: {
    en: "What Google Analytics calls this browser and its session, from Google's own cookies.",
    bn: 'Google Analytics এই ব্রাউজার ও সেশনকে যা বলে, Google-এর নিজের কুকি থেকে।',
  },
  group: 'utilities',
  params: [
    {
      id: 'what',
      kind: 'choice',
      required: true,
      default: 'clientId',
      choices: [
        { id: 'clientId', title: { en: 'Client ID', bn: 'ক্লায়েন্ট আইডি' } },
        { id: 'sessionId', title: { en: 'Session ID', bn: 'সেশন আইডি' } },
        { id: 'sessionNumber', title: { en: 'Session number', bn: 'সেশন নম্বর' } },
      ],
      title: { en: 'What', bn: 'কী' },
    },
  ],
};

/** `_ga` is GA1.1.<client>.<time>; `_ga_<id>` is GS1.1.<session>.<number>.… or, newer, GS2.1.s<session>$o<number>$…. */
export const run: Variable = ({ what }) => {
  const { cookie } = document;
  if (what === 'clientId') return /\b_ga=GA\d\.\d\.([\d.]+)/.exec(cookie)?.[1];
  const [, session, number] = /\b_ga_\w+=GS\d\.\d\.s?(\d+)\D+(\d+)/.exec(cookie) || [];
  return what === 'sessionId' ? session : number;
};
