import type { Runtime } from '../core/api';
import type { Kit } from './api';

type Policy = Record<string, (text: string) => string>;
type Factory = { createPolicy(name: string, rules: Policy): Policy };

const NEVER = /\b\B/;
const same = (text: string): string => text;

/** What types share, so that it is shipped once. */
export const toolsOf = ({ guard }: Runtime) => {
  const expressions: Record<string, RegExp> = {};
  const loads: Record<string, Promise<unknown>> = {};
  let policy: Policy | undefined;

  const trusted: Kit['trusted'] = (kind, text) => {
    const { trustedTypes } = window as { trustedTypes?: Factory };
    policy ||= trustedTypes?.createPolicy('warmtag', { createHTML: same, createScript: same, createScriptURL: same });
    return policy ? policy[`create${kind}`](text) : text;
  };

  const script = (): HTMLScriptElement => {
    const made = document.createElement('script');
    made.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || '';
    return made;
  };

  return {
    flat: {},
    trusted,
    script,
    regex: (pattern: string, flags = '') =>
      (expressions[`${flags}/${pattern}`] ||= guard(() => new RegExp(pattern, flags)) || NEVER),
    load: (url: string) =>
      (loads[url] ||= new Promise((done, failed) => {
        const element = script();
        element.onload = done;
        element.onerror = () => failed(`${url} not loaded`);
        element.src = trusted('ScriptURL', url);
        document.head.append(element);
      })),
    table: (rows: { name: string; value: unknown }[] = []) =>
      Object.fromEntries(rows.map(({ name, value }) => [name, value])),
    ready: (run: () => void) => {
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', run);
      else run();
    },
  };
};
