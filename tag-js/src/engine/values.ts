import type { Format, Happening, Kit, Params, Resolved, Tags, Value, Variable } from './api';

/** A happening with the variables that were evaluated for it. */
export interface Moment extends Happening {
  _values: Record<number, unknown>;
}

export interface Values {
  _value(value: Value, at: Moment): unknown;
  _resolve(params: Params, at: Moment): Resolved;
  /** The same again, with what others may have set since; what the event itself said stays. */
  _again(params: Params, at: Moment): Resolved;
}

/** Puts variables into what the server compiled. Each is evaluated at most once per happening, when first needed. */
export const createValues = (kit: Kit, tags: Tags): Values => {
  const formatted = (found: unknown, format: Format, at: Moment): unknown => {
    const name = `${found}` as keyof Format;
    if (typeof found === 'string')
      return format.case ? (format.case === 'lower' ? found.toLowerCase() : found.toUpperCase()) : found;
    return name in format ? value(format[name] as Value, at) : found;
  };

  const variable = (n: number, at: Moment): unknown => {
    const known = at._values;
    if (!(n in known)) {
      // A variable that needs itself finds this.
      known[n] = undefined;
      kit._guard(() => {
        const [type, params, format] = tags.v[n];
        const found = (kit.parts[`variable.${type}`] as Variable)(resolve(params, at), kit, at);
        known[n] = format ? formatted(found, format, at) : found;
      });
      kit._trace?.('variable', at, n, known[n]);
    }
    return known[n];
  };

  const value = (of: Value, at: Moment): unknown => {
    if (of === null || typeof of !== 'object') return of;
    const inner = (each: Value): unknown => value(each, at);
    if (Array.isArray(of)) return of.map(inner);
    if ('$' in of) return variable(of.$, at);
    if ('{' in of) return Object.fromEntries(of['{'].map(pair => pair.map(inner)));
    if ('+' in of) return of['+'].map(inner).join('');
    if ('f' in of) return (kit.parts.code as ((get: (n: number) => unknown) => unknown)[])[of.f](n => variable(n, at));
    return of.r;
  };

  const resolve: Values['_resolve'] = (params, at) => {
    const resolved: Resolved = {};
    for (const name in params) resolved[name] = value(params[name], at);
    return resolved;
  };

  const again: Values['_again'] = (params, at) => {
    // Of a data layer, or random: another tag of the same event may have sent it.
    const known = at._values;
    for (const n in known) if (known[n] == null || !/^[dr]a/.test(tags.v[n][0])) delete known[n];
    return resolve(params, at);
  };

  return { _value: value, _resolve: resolve, _again: again };
};
