import { describe, expect, it } from 'vitest';
import type { SessionContext } from '../../../src/session/source.js';
import { createSessionSource, freshSession } from '../../../src/session/source.js';

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
  it('passes the session’s context to the host', async () => {
    let told: SessionContext | undefined;
    await freshSession((given) => {
      told = given;
      return Promise.resolve(newId());
    }, context);
    expect(told).toEqual(context);
  });

  it('accepts a bare id and the whole answer of an endpoint', async () => {
    const [first, second] = [newId(), newId()];
    expect(await ask(first)).toBe(first);
    expect(await ask({ sessionId: second })).toBe(second);
  });

  it('accepts an id from a callback that is not async', async () => {
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
  ])('rejects %j, which contains no session', async (answer) => {
    const failure = expect(ask(answer)).rejects;
    await failure.toMatchObject({ code: 'session-invalid', retryable: false });
  });

  it('trims white space around an id', async () => {
    const id = newId();
    expect(await ask(` ${id}\n`)).toBe(id);
    await expect(ask(id)).rejects.toMatchObject({ code: 'session-reused' });
  });

  it.each(['a b', 'a\tb', '"abc"', "'abc'", '`abc`', '{"sessionId":"abc"}', '{abc}', '<html>', 'a\nb'])(
    'rejects %j, which is not a session id',
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

  it('rejects an id every time after the first', async () => {
    const id = newId();
    await ask(id);
    for (const answer of [id, { sessionId: id }, id]) {
      await expect(ask(answer)).rejects.toMatchObject({ code: 'session-reused', retryable: false });
    }
  });

  it('rejects the second of two concurrent calls that return the same id', async () => {
    const id = newId();
    const [first, second] = await Promise.allSettled([ask(id), ask(id)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'session-reused' } });
  });

  it('never includes the id in a message', async () => {
    const id = newId();
    await ask(id);
    await expect(ask(id)).rejects.toSatisfy((error: Error) => !`${error.message}${error.stack}`.includes(id));
  });

  it('passes on a rejection of the host unchanged', async () => {
    const cause = new TypeError('Failed to fetch');
    await expect(freshSession(() => Promise.reject(cause), context)).rejects.toBe(cause);
  });

  it('turns a throw of the host into a rejection', async () => {
    const failing = (): never => {
      throw new RangeError('a bug');
    };
    await expect(freshSession(failing, context)).rejects.toThrow(RangeError);
  });
});

describe('a session that was fetched ahead', () => {
  const called = () => Promise.resolve(newId());

  it('answers the first call, with the time of its own', async () => {
    const session = { id: newId(), since: 7 };
    const source = createSessionSource(
      () => 1_000,
      () => Promise.resolve(session),
    );
    expect(await source.fetch(called, context)).toEqual(session);
  });

  it('is not asked for at a renewal', async () => {
    const source = createSessionSource(
      () => 1_000,
      () => Promise.reject(new Error('Asked.')),
    );
    const { since } = await source.fetch(called, { ...context, reason: 'renewal' });
    expect(since).toBe(1_000);
  });

  it('is fetched anew when it has failed', async () => {
    const source = createSessionSource(
      () => 1_000,
      () => Promise.reject(new Error('Down.')),
    );
    const { id, since } = await source.fetch(called, context);
    expect([id, since]).toEqual([expect.stringContaining('source-test-'), 1_000]);
  });

  it('is not fetched anew when it has failed and nobody waits for it any more', async () => {
    const abort = new AbortController();
    let calls = 0;
    const source = createSessionSource(
      () => 1_000,
      () => Promise.reject(new Error('Down.')),
    );
    const promise = source.fetch(
      () => {
        calls += 1;
        return called();
      },
      { ...context, signal: abort.signal },
    );
    abort.abort();
    await expect(promise).rejects.toThrow('Down.');
    expect(calls).toBe(0);
  });
});
