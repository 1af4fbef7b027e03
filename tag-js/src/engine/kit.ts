import type { Runtime } from '../core/api';
import type { Kit } from './api';

type Policy = Record<string, (text: string) => string>;
type Factory = { createPolicy(name: string, rules: Policy): Policy };

const NEVER = /\b\B/;
const same = (text: string): string => text;

/** What types share, so that it is shipped once. */
export const toolsOf = ({ _guard: guard }: Runtime) => {
  const expressions: Record<string, RegExp> = {};
  const loads: Record<string, Promise<unknown>> = {};
  // The snippet gives the container its own nonce; a page that has no snippet may have one anyway.
  const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce;
  const rules: Policy = { createHTML: same, createScript: same, createScriptURL: same };

  const trusted: Kit['_trusted'] = (kind, text) => {
    const { trustedTypes, warmtag } = window as unknown as { trustedTypes?: Factory; warmtag: { policy?: Policy } };
    // The snippet may have made it.
    warmtag.policy ||= trustedTypes ? trustedTypes.createPolicy('warmtag', rules) : rules;
    return warmtag.policy[`create${kind}`](text);
  };

  const script: Kit['_script'] = like => {
    const made = document.createElement('script');
    for (const { name, value } of like?.attributes || []) if (name !== 'src') made.setAttribute(name, value);
    made.nonce = nonce || document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || '';
    return made;
  };

  const fetched: Kit['_fetch'] = (url, made, put) =>
    new Promise((done, failed) => {
      made.onload = done;
      made.onerror = () => failed(`${url} not loaded`);
      made.src = trusted('ScriptURL', url);
      // From here the browser would note who all called for it, where somebody looks: that costs more than the request.
      Promise.resolve(made).then(put);
    });

  return {
    _flat: {},
    _trusted: trusted,
    _script: script,
    _regex: (pattern: string, flags = '') =>
      (expressions[`${flags}/${pattern}`] ||= guard(() => new RegExp(pattern, flags)) || NEVER),
    _fetch: fetched,
    _load: (url: string) => (loads[url] ||= fetched(url, script(), made => document.head.append(made))),
    _ready: (run: () => void) => {
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', run);
      else run();
    },
  };
};
