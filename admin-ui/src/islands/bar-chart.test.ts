import { expect, test } from 'vitest';
import { read } from './bar-chart';

test('reads labels, numbers and their texts from a table', () => {
  document.body.innerHTML =
    '<table><tbody><tr><th>০৯</th><td data-value="12">১২</td></tr><tr><th>১০</th><td data-value="0">০</td></tr></tbody></table>';
  const table = document.querySelector('table') as HTMLTableElement;
  expect(read(table)).toEqual({ labels: ['০৯', '১০'], values: [12, 0], texts: ['১২', '০'] });
});
