import type { Module } from '../core/api';
import type { Kit, Visitor } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'visitor',
  title: { en: 'Visitor', bn: 'ভিজিটর' },
  help: {
    en: "What the server's answers say of the visitor, kept for the next page.",
    bn: 'সার্ভারের উত্তরে ভিজিটর সম্পর্কে যা আসে, পরের পেজের জন্য রাখা হয়।',
  },
  group: 'modules',
  params: [],
};

/** ms. */
const VISIT = 18e5;

export const run: Module = runtime => {
  const key = `_wt.${runtime.config.site}.visitor`;
  const hearing: ((before: Visitor, now: Visitor) => void)[] = [];
  let last: Visitor | undefined;
  const allowed = (): boolean => runtime._granted('analytics_storage');
  /** What an earlier page was told, where the visitor allows to keep it. */
  const now = (): Visitor =>
    (last ||= (allowed() && runtime._guard(() => JSON.parse(localStorage[key] || '{}'))) || ({} as Visitor));

  (runtime._hear ||= {}).temperature = (said: Visitor) => {
    const before = now();
    // What was heard first counts for the whole visit, which ends with half an hour of silence.
    said.at = Date.now();
    if (before.isNew != null) said.isNew = before.isNew && said.at - (before.at as number) < VISIT;
    last = said;
    // Nobody's temperature is told where nothing may be stored; a withdrawal may have come meanwhile.
    if (allowed()) runtime._guard(() => (localStorage[key] = JSON.stringify(said)));
    if (before.temperature && before.temperature !== said.temperature)
      for (const hear of hearing) runtime._guard(() => hear(before, said));
  };
  runtime.on(said => {
    const message = said as string[] | undefined;
    if (message?.[0] === 'consent' && message[1] === 'update' && !allowed()) {
      last = undefined;
      runtime._guard(() => delete localStorage[key]);
    }
  });
  const kit = runtime as Kit;
  kit._visitor = now;
  kit._warmed = hear => hearing.push(hear);
};
