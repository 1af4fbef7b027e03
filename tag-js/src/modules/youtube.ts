import type { Data, Module } from '../core/api';
import type { Kit } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'youtube',
  title: { en: 'YouTube', bn: 'ইউটিউব' },
  help: {
    en: "Listens to YouTube's players by messages between windows: nothing more is loaded.",
    bn: 'উইন্ডোর মধ্যে বার্তায় ইউটিউব প্লেয়ার শোনে: আর কিছু লোড হয় না।',
  },
  group: 'modules',
  params: [],
};

interface Info {
  playerState?: number;
  currentTime?: number;
  duration?: number;
  videoUrl?: string;
  videoData?: { title?: string };
}

interface Player extends Info {
  started?: boolean;
  state?: number;
}

const ORIGIN = /^https:\/\/(www\.)?youtube(-nocookie)?\.com(?=\/embed\/)/;
/** What the player's states are called: ended, playing, paused, buffering. */
const STATES: Record<number, string> = { 0: 'complete', 2: 'pause', 3: 'buffering' };
/** Seconds that the position may move between two messages without the visitor having moved it. */
const JUMP = 3;

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const players = new Map<HTMLIFrameElement, Player>();
  const hearing: Parameters<Kit['videos']>[1][] = [];
  let fixes = false;

  const dataOf = (frame: HTMLIFrameElement, { videoUrl, videoData, duration = 0, currentTime = 0 }: Player): Data => {
    const { top, bottom } = frame.getBoundingClientRect();
    return {
      videoUrl: videoUrl || frame.src,
      videoTitle: videoData?.title,
      videoDuration: Math.round(duration),
      videoCurrentTime: Math.round(currentTime),
      videoPercent: duration ? Math.round((100 * currentTime) / duration) : 0,
      videoVisible: bottom > 0 && top < innerHeight,
    };
  };

  const heard = (frame: HTMLIFrameElement, player: Player, info: Info): void => {
    const before = player.currentTime ?? 0;
    Object.assign(player, info);
    const tell = (status: string): void => {
      for (const hear of hearing) hear(frame, status, dataOf(frame, player));
    };
    const { playerState: state } = info;
    if (state !== undefined && state !== player.state) {
      player.state = state;
      if (state === 1 && !player.started) tell('start');
      player.started = state === 1 || (player.started && state !== 0);
      if (STATES[state]) tell(STATES[state]);
    }
    if (info.currentTime === undefined || !player.started) return;
    if (Math.abs(info.currentTime - before) > JUMP) tell('seek');
    tell('progress');
  };

  const listen = (frame: HTMLIFrameElement): void => {
    if (players.has(frame) || !ORIGIN.test(frame.src)) return;
    const url = new URL(frame.src);
    if (url.searchParams.get('enablejsapi') !== '1') {
      if (!fixes) return;
      url.searchParams.set('enablejsapi', '1');
      url.searchParams.set('origin', location.origin);
      frame.src = url.href;
    }
    players.set(frame, {});
    // Players answer once they have loaded; whoever spoke too early speaks again.
    const hello = (): void =>
      frame.contentWindow?.postMessage('{"event":"listening","id":1,"channel":"widget"}', url.origin);
    hello();
    frame.addEventListener('load', hello);
  };

  const look = (): void => {
    for (const frame of document.querySelectorAll('iframe')) listen(frame);
  };

  kit.videos = (fix, hear) => {
    fixes ||= fix;
    hearing.push(hear);
    if (hearing[1]) return;
    addEventListener('message', ({ origin, source, data }) => {
      if (!ORIGIN.test(`${origin}/embed/`) || typeof data !== 'string') return;
      for (const [frame, player] of players)
        if (frame.contentWindow === source) kit.guard(() => heard(frame, player, infoOf(JSON.parse(data))));
    });
    kit.ready(() => {
      look();
      new MutationObserver(() => kit.guard(look)).observe(document, { subtree: true, childList: true });
    });
  };
};

/** `onStateChange` carries the state alone, `initialDelivery` and `infoDelivery` whatever changed. */
const infoOf = ({ event, info }: { event: string; info?: Info | number | null }): Info =>
  event === 'onStateChange' ? { playerState: info as number } : /Delivery$/.test(event) ? { ...(info as Info) } : {};
