import type { Variable } from '../engine/api';
import { COMPONENT, QUERY_KEY, STRIP_WWW } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'url',
  title: { en: 'URL', bn: 'URL' },
  help: {
    en: "The page's address or a part of it; or of any other address.",
    bn: 'পেজের ঠিকানা বা তার একটি অংশ; অন্য যেকোনো ঠিকানাও হতে পারে।',
  },
  group: 'navigation',
  gtm: 'u',
  params: [
    COMPONENT,
    QUERY_KEY,
    STRIP_WWW,
    {
      id: 'source',
      kind: 'variable',
      title: { en: 'URL Source', bn: 'ঠিকানার উৎস' },
      help: {
        en: 'A variable that holds an address. Empty: the address of the page.',
        bn: 'যে ভ্যারিয়েবলে ঠিকানা আছে। খালি থাকলে পেজের ঠিকানা।',
      },
    },
  ],
};

/** Other variables run it too, with a source of their own; what is no address has no parts. */
export const run: Variable = ({ component, queryKey, stripWww, source = location }) => {
  if (!source) return source;
  const at: URL = source.href ? source : new URL(source, location as never);
  // Only what is asked for is looked at: each first look at an address costs time.
  if (component === 'path') return at.pathname;
  if (component === 'host') return at.hostname.replace(stripWww ? /^www\./ : '', '');
  // As in GTM: without the fragment.
  if (component === 'url') return at.href.split('#')[0];
  if (component === 'protocol') return at.protocol.slice(0, -1);
  if (component === 'port') return at.port || (at.protocol === 'http:' ? '80' : '443');
  if (component === 'extension') return /\.([^./]+)$/.exec(at.pathname)?.[1] || '';
  if (component === 'fragment') return at.hash.slice(1);
  return queryKey ? (new URLSearchParams(at.search).get(queryKey) ?? undefined) : at.search.slice(1);
};
