import type { Data, Message, Reading } from './api';
import { clean } from './clean';
import { isArguments, isPlain } from './dataLayer';
import { flatten } from './ecommerce';

const NOT_DATA = /^(event(Callback|Timeout|_callback|_timeout)?|ecommerce|_clear|send_to|gtm\..*)$/;

/** An event's parameters as the page pushed them. */
const parameters = (message: Message): { name: unknown; from: Data } | undefined => {
  if (isPlain(message)) return { name: message.event, from: message };
  if (isArguments(message) && message[0] === 'event')
    return { name: message[1], from: isPlain(message[2]) ? message[2] : {} };
  return undefined;
};

/** Reads the event out of a message; undefined when it holds none, or one of a tag manager's own. */
export const readEvent = (message: Message): Reading | undefined => {
  const found = parameters(message);
  const name = found?.name;
  if (!found || !name || typeof name !== 'string' || /^(gtm|warmtag)\./.test(name)) return undefined;
  const { ecommerce } = found.from;
  const own = Object.fromEntries(Object.entries(found.from).filter(([key]) => !NOT_DATA.test(key)));
  const reading = isPlain(ecommerce) ? flatten(name, ecommerce) : { name, data: {} };
  return { name: reading.name, data: clean({ ...own, ...reading.data }) };
};

/** When the page wants to be called back, and after how many ms at the latest. */
export const readCallback = (message: Message): { call?: unknown; timeout: number } => {
  const from = parameters(message)?.from || {};
  return {
    call: from.eventCallback || from.event_callback,
    timeout: +((from.eventTimeout || from.event_timeout) as number) || 2000,
  };
};
