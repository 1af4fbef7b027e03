/** Runs code that may fail without ever breaking the page or what comes after it. */
export const guard = <T>(run: () => T): T | undefined => {
  try {
    return run();
  } catch (error) {
    warn(error);
  }
  return undefined;
};

const said: Record<string, unknown> = {};

/** Tells a developer once, however often it happens. */
export const warn = (problem: unknown): void => {
  const text = `Warmtag: ${problem}`;
  if (!said[text]) console.warn(text);
  said[text] = 1;
};
