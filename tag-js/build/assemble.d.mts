import type { Config } from '../src/core/api';

export function scriptJson(value: unknown): string;
export function assemble(core: string, parts: Record<string, string>, config: Config): string;
export function fillSnippet(snippet: string, values: { url: string; site: string; dataLayer?: string }): string;
export function partsFor(
  manifest: { parts: { kind: string; id: string; needs?: string[] }[] },
  tags: Config['tags'],
  more?: string[],
): string[];
export function codePart(functions: string[]): string;
