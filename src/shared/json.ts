/**
 * As `JSON.stringify`, whatever an old library has put on the prototypes of arrays and objects: Prototype.js and MooTools give
 * them a `toJSON` that returns a text.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, written: unknown) {
    const own = this[key];
    const { toJSON } = Object.prototype as { toJSON?: unknown };
    return Array.isArray(own) || (own as { toJSON?: unknown } | null | undefined)?.toJSON === toJSON
      ? own
      : written;
  });
}
