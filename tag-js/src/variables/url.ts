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
export const run: Variable = ({ component, queryKey, stripWww, source = location.href }) => {
  if (!source) return source;
  const { href, protocol, hostname, port, pathname, search, hash, searchParams } = new URL(source, location.href);
  const parts: Record<string, unknown> = {
    // As in GTM: without the fragment.
    url: href.split('#')[0],
    protocol: protocol.slice(0, -1),
    host: stripWww ? hostname.replace(/^www\./, '') : hostname,
    port: port || (protocol === 'http:' ? '80' : '443'),
    path: pathname,
    extension: /\.([^./]+)$/.exec(pathname)?.[1] || '',
    query: queryKey ? (searchParams.get(queryKey) ?? undefined) : search.slice(1),
    fragment: hash.slice(1),
  };
  return parts[component];
};
