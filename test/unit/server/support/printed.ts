import { inspect } from 'node:util';

/** Everything that a log could print of a value, as one string. */
export function printed(value: unknown): string {
  const parts = [
    String(value),
    inspect(value, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(value),
  ];
  if (value instanceof Error) parts.push(value.message, value.stack ?? '', printed(value.cause));
  return parts.join('\n');
}

/** What a promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('was expected to reject');
}
