let names: Promise<string[]> | undefined;

/** The names of this site's variables, asked for once a page. */
export function variableNames(): Promise<string[]> {
  names ??= ask().catch(() => {
    // Offline or logged out: nothing is completed, and the next `{{` asks again.
    names = undefined;
    return [];
  });
  return names;
}

async function ask(): Promise<string[]> {
  const site = location.pathname.split('/').slice(0, 4).join('/');
  const answer = await fetch(`${site}/variables/names`, { headers: { Accept: 'application/json' } });
  return answer.ok ? answer.json() : [];
}

/** What is being typed behind the last open `{{`, or nothing. */
export function openReference(before: string): string | undefined {
  return /\{\{([^{}\n]*)$/.exec(before)?.[1];
}

const MOST = 12;

/** Names that fit, those that begin with it first. */
export function fitting(all: string[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase();
  const found = all.filter((name) => name.toLowerCase().includes(wanted));
  const begins = (name: string) => Number(!name.toLowerCase().startsWith(wanted));
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, MOST);
}
