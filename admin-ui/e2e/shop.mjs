// The demo shop of a running server with Meta on both sides: its pixel in the page, its sandbox behind the server, and an offer
// that a rule gives to who comes back to a full cart.
import { api, demo, mark } from './visit.mjs';

const PIXEL = '123456789012345';
/** The element that offers are shown in. */
export const OFFER = 'warmtag-offer';

/** In the place of Meta's own script, which runs the calls that were queued. */
const PIXEL_DOUBLE = `(() => {
  const call = (...all) => window.pixelCalled(...JSON.parse(JSON.stringify(all)));
  const queue = window.fbq.queue || [];
  window.fbq.callMethod = call;
  queue.forEach((each) => call(...each));
})()`;

/** Puts the double in the pixel's place in a browser; the list that it answers holds each call of it from then on. */
export async function standInForPixel(context) {
  const calls = [];
  await context.route('https://connect.facebook.net/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: PIXEL_DOUBLE }),
  );
  await context.exposeFunction('pixelCalled', (...call) => calls.push(call));
  return calls;
}

/**
 * The pixel on the page, Meta's sandbox behind the server, an offer, and the rule that gives it.
 * @param purpose what somebody has to agree to for the rule, if anything
 */
export async function setUp(purpose = '') {
  const trigger = await api('POST', `${demo}/triggers`, {
    name: `Cart ${mark}`,
    type: 'custom_event',
    params: { event: 'add_to_cart' },
  });
  await api('POST', `${demo}/tags`, {
    name: `Pixel ${mark}`,
    type: 'meta_pixel',
    params: { pixelId: PIXEL, event: 'AddToCart' },
    firing: [trigger.id],
  });
  const version = await api('POST', `${demo}/versions`, { name: `Pixel ${mark}` });
  await api('POST', `${demo}/environments/live/releases`, { version: version.number });
  const destination = await api('POST', `${demo}/destinations`, {
    kind: 'meta',
    name: `Meta ${mark}`,
    sandbox: true,
    settings: { pixel: PIXEL },
    secrets: { token: `EAAB${mark}sandbox0123456789` },
  });
  await api('POST', `${demo}/destinations/${destination.id}/resume`, {});
  const offer = await api('POST', `${demo}/offers`, {
    name: `Ten percent ${mark}`,
    kind: 'corner',
    variants: [
      {
        en: {
          title: '10 % off today',
          body: 'Your cart is still here.',
          button: 'To the cart',
          link: '/demo/cart.html',
        },
        bn: { title: 'আজ ১০% ছাড়', body: 'আপনার কার্ট এখনো আছে।', button: 'কার্টে যান', link: '/demo/cart.html' },
      },
    ],
    coupon: { kind: 'fixed', code: 'PHIRE10' },
  });
  const rule = await api('POST', `${demo}/rules`, {
    definition: {
      name: `Came back to a full cart ${mark}`,
      when: { kind: 'event', event: 'page_view' },
      if: {
        kind: 'all',
        of: [
          { kind: 'event', name: 'add_to_cart', measure: 'count', least: 1 },
          { kind: 'orders', stage: 'placed', measure: 'count', most: 0 },
        ],
      },
      steps: [
        { kind: 'offer', offer: offer.id },
        { kind: 'send', destination: destination.id, event: 'TempWarm' },
      ],
      limits: { per_person: { times: 1, days: 14 } },
      holdout: 0,
      ...(purpose && { purpose }),
      exit: 'order',
    },
  });
  await api('PUT', `${demo}/rules/${rule.id}/state`, { state: 'on' });
  return { destination, offer, rule };
}
