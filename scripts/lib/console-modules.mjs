// Lets browser tests outside of the npm modules import what admin-ui has installed. Usage: node --import <this file> …
import { register } from 'node:module';

const modules = new URL('../../admin-ui/', import.meta.url).href;
const hook = `
  export async function resolve(name, context, next) {
    try {
      return await next(name, context);
    } catch (missing) {
      if (/^[./]|:/.test(name)) throw missing;
      return next(name, { ...context, parentURL: ${JSON.stringify(modules)} });
    }
  }`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
