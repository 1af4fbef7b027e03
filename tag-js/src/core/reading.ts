import type { Data, Message, Reading } from './api';
import { clean, shorten } from './clean';
import { isArguments, isPlain } from './dataLayer';
import { flatten } from './ecommerce';
import { guard } from './guard';

/** A message's event name and its parameters as the page pushed them. */
const parameters = (message: Message): [name?: unknown, from?: Data] => {
  if (isPlain(message)) return [message.event, message];
  return isArguments(message) && message[0] === 'event' ? [message[1], message[2]] : [];
};

/**
 * Reads the event out of a message; undefined when it holds none, or one of a tag manager's own. `known`: whether it may tell
 * what the visitor is called.
 */
export const readEvent = (message: Message, known?: boolean): Reading | undefined => {
  const [name, from] = parameters(message);
  if (typeof name !== 'string' || !/^(?!(gtm|warmtag)\.)./.test(name)) return undefined;
  // Values that can't be read at all cost the event its data, not the event.
  const own = guard(() => clean(from || {}, known && from?.user_data)) || {};
  const reading = flatten(name, isPlain(own.ecommerce) ? own.ecommerce : {});
  for (const key in own)
    if (!/^(event(_?(callback|timeout))?|ecommerce|_clear|send_to|gtm\..*)$/i.test(key)) reading.data[key] ??= own[key];
  return { name: reading.name, data: shorten(reading.data) };
};

/** When the page wants to be called back, and after how many ms at the latest. */
export const readCallback = (message: Message): [call: unknown, timeout: number] => {
  const from = parameters(message)[1] || {};
  return [from.eventCallback || from.event_callback, +((from.eventTimeout || from.event_timeout) as number) || 2000];
};
