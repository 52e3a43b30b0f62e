/** What comes from outside: any of these may be missing, or anything. */
interface Fields {
  sessionId?: unknown;
  code?: unknown;
  name?: unknown;
  retryable?: unknown;
  retryAfter?: unknown;
}

/** The fields of any value; `null` and `undefined` have none. */
export const fieldsOf: (value: unknown) => Fields = Object;
