import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'visitor',
  title: { en: 'Visitor', bn: 'ভিজিটর' },
  help: {
    en: 'What Warmtag knows of the visitor: how warm he is, whether he has bought. On the very first page it is known a moment after the page view.',
    bn: 'ভিজিটর সম্পর্কে Warmtag যা জানে: কতটা আগ্রহী, আগে কিনেছেন কি না। একেবারে প্রথম পেজে পেজ ভিউর একটু পরে জানা যায়।',
  },
  group: 'visitor',
  params: [
    {
      id: 'what',
      kind: 'choice',
      required: true,
      default: 'temperature',
      choices: [
        { id: 'temperature', title: { en: 'Temperature: cold, warm or hot', bn: 'টেম্পারেচার: cold, warm বা hot' } },
        { id: 'score', title: { en: 'Score', bn: 'স্কোর' } },
        { id: 'isNew', title: { en: 'Is new', bn: 'নতুন কি না' } },
        { id: 'orders', title: { en: 'Number of orders', bn: 'অর্ডারের সংখ্যা' } },
        { id: 'daysSinceLastOrder', title: { en: 'Days since the last order', bn: 'শেষ অর্ডারের পর কত দিন' } },
      ],
      title: { en: 'What', bn: 'কী' },
    },
  ],
  needs: ['module.visitor'],
  wants: ['temperature'],
};

export const run: Variable = ({ what }, kit) => kit._visitor()[what as 'score'] ?? undefined;
