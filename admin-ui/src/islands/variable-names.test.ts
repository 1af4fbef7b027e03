import { expect, test } from 'vitest';
import { fitting, openReference } from './variable-names';

test('finds the reference that is being typed', () => {
  expect(openReference('Price: {{Pri')).toBe('Pri');
  expect(openReference('{{')).toBe('');
  expect(openReference('{{Price}} and')).toBeUndefined();
  expect(openReference('{{Price\nnext line')).toBeUndefined();
});

test('puts names that begin with what was typed first', () => {
  expect(fitting(['Last price', 'Price', 'Cart'], 'pri')).toEqual(['Price', 'Last price']);
});
