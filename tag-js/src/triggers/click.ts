import type { Group, Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'click',
  title: { en: 'Click - All Elements', bn: 'ক্লিক - সব এলিমেন্ট' },
  help: {
    en: 'A click with the left or the middle button, anywhere or on the elements that you name.',
    bn: 'বাম বা মাঝের বোতামে ক্লিক, যেকোনো জায়গায় বা আপনার বলা এলিমেন্টে।',
  },
  group: 'clicks',
  gtm: 'CLICK',
  params: [
    {
      id: 'selector',
      kind: 'selector',
      title: { en: 'Only on', bn: 'শুধু এখানে' },
      help: {
        en: 'CSS selector. A click on an icon or text inside counts as a click on the element itself. Empty: every click.',
        bn: 'CSS সিলেক্টর। ভেতরের আইকন বা লেখায় ক্লিকও ওই এলিমেন্টে ক্লিক ধরা হয়। খালি থাকলে সব ক্লিক।',
      },
    },
  ],
  sets: ['Click Element', 'Click Classes', 'Click ID', 'Click Target', 'Click URL', 'Click Text'],
};

let triggers: [selector: string, n: number][] | undefined;

export const run: Trigger = ({ selector }, kit, n) => {
  if (triggers) return void triggers.push([selector, n]);
  const all = (triggers = [[selector, n] as [string, number]]);
  kit.listen('click', (_, path) => {
    const groups: Group[] = [];
    for (const [wanted, trigger] of all) {
      const element = wanted ? path.find(each => each.matches(wanted)) : path[0];
      const group = groups.find(([data]) => data.element === element);
      if (group) group[1].push(trigger);
      else if (element) groups.push([{ element }, [trigger]]);
    }
    if (groups[0]) kit.emit('gtm.click', groups);
  });
};
