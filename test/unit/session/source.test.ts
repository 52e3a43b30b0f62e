import { describe, expect, it } from 'vitest';
import type { SessionContext } from '../../../src/session/source.js';
import { freshSession } from '../../../src/session/source.js';

let ids = 0;
const newId = (): string => `source-test-${++ids}`;
const context: SessionContext = {
  surface: 'dashboard',
  dashboardId: 'sales',
  reason: 'initial',
  attempt: 1,
  signal: new AbortController().signal,
};
const ask = (answer: unknown): Promise<string> =>
  Promise.resolve(freshSession(() => Promise.resolve(answer as string), context));

describe('freshSession', () => {
  it('tells the host what the session is for', async () => {
    let told: SessionContext | undefined;
    await freshSession((given) => {
      told = given;
      return Promise.resolve(newId());
    }, context);
    expect(told).toEqual(context);
  });

  it('takes an id alone, and the whole answer of an endpoint', async () => {
    const [first, second] = [newId(), newId()];
    expect(await ask(first)).toBe(first);
    expect(await ask({ sessionId: second })).toBe(second);
  });

  it('takes an id from a callback that is not async', async () => {
    const id = newId();
    expect(await freshSession((() => id) as never, context)).toBe(id);
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['  '],
    [42],
    [{}],
    [[]],
    [{ session: 'x' }],
    [{ sessionId: '' }],
    [{ sessionId: ' ' }],
    [{ sessionId: 7 }],
    [{ sessionId: null }],
    [{ sessionId: { sessionId: 'x' } }],
  ])('finds no session in %j', async (answer) => {
    const failure = expect(ask(answer)).rejects;
    await failure.toMatchObject({ code: 'session-invalid', retryable: false });
  });

  it('trims white space around an id', async () => {
    const id = newId();
    expect(await ask(` ${id}\n`)).toBe(id);
    await expect(ask(id)).rejects.toMatchObject({ code: 'session-reused' });
  });

  it.each(['a b', 'a\tb', '"abc"', "'abc'", '`abc`', '{"sessionId":"abc"}', '{abc}', '<html>', 'a\nb'])(
    'refuses %j, which is no session id',
    async (answer) => {
      for (const one of [answer, { sessionId: answer }]) {
        await expect(ask(one)).rejects.toMatchObject({
          code: 'session-invalid',
          retryable: false,
          message: 'The answer is not { "sessionId": "…" } with a plain id.',
        });
      }
    },
  );

  it('refuses an id the second time, and any time after that', async () => {
    const id = newId();
    await ask(id);
    for (const answer of [id, { sessionId: id }, id]) {
      await expect(ask(answer)).rejects.toMatchObject({ code: 'session-reused', retryable: false });
    }
  });

  it('refuses the second of two calls that get one id at the same time', async () => {
    const id = newId();
    const [first, second] = await Promise.allSettled([ask(id), ask(id)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'session-reused' } });
  });

  it('names the id in no message', async () => {
    const id = newId();
    await ask(id);
    await expect(ask(id)).rejects.toSatisfy((error: Error) => !`${error.message}${error.stack}`.includes(id));
  });

  it('leaves a rejection of the host as it is', async () => {
    const cause = new TypeError('Failed to fetch');
    await expect(freshSession(() => Promise.reject(cause), context)).rejects.toBe(cause);
  });

  it('takes a throw of the host for a rejection', async () => {
    const failing = (): never => {
      throw new RangeError('a bug');
    };
    await expect(freshSession(failing, context)).rejects.toThrow(RangeError);
  });
});
