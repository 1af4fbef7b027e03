import { test as base } from '@playwright/test';
import { Shop } from './server.ts';

export { expect } from '@playwright/test';

/** Each test gets its own shop on its own port. */
export const test = base.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  shop: async ({}, use) => {
    const shop = await new Shop().open();
    await use(shop);
    await shop.close();
  },
});

/** `<script>` that the test pages' policy allows. */
export const script = (code: string): string => `<script nonce="abc">${code}</script>`;
