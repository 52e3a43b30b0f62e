import type { Visit } from './visit.js';

/** One thing that the doctor looks at. */
export interface Check {
  /** What it is about, in a word or two. */
  name: string;
  /** Returns what it found; throws a {@link Failure} or a {@link Skip}. Any other error counts as a failure. */
  run(visit: Visit): Promise<string>;
  /** What to do when it fails, unless the failure says something better. */
  advice: string;
}

/** Checks under one heading. */
export interface CheckGroup {
  title: string;
  checks: readonly Check[];
}

/** What came of a check. */
export interface Result {
  group: string;
  name: string;
  status: 'ok' | 'failed' | 'skipped';
  /** What was found, or why the check was skipped. */
  found: string;
  /** What to do about a failure. */
  advice?: string;
}

/** A check found something wrong. */
export class Failure extends Error {
  readonly advice: string | undefined;

  constructor(found: string, advice?: string) {
    super(found);
    this.advice = advice;
  }
}

/** A check cannot be made; the message says what is missing. */
export class Skip extends Error {}

/** Runs a check, until its time is up or the run is interrupted, and never rejects. */
export async function examine(group: string, check: Check, visit: Visit): Promise<Result> {
  const { name, advice } = check;
  try {
    return { group, name, status: 'ok', found: await inTime(check, visit) };
  } catch (error) {
    if (error instanceof Skip) return { group, name, status: 'skipped', found: error.message };
    if (error instanceof Failure)
      return { group, name, status: 'failed', found: error.message, advice: error.advice ?? advice };
    const { found, todo = advice } = explain(error);
    return { group, name, status: 'failed', found, advice: todo };
  }
}

/** The last resort: each request of a check has a shorter time limit of its own. */
async function inTime(check: Check, visit: Visit): Promise<string> {
  const { options, interrupted } = visit;
  if (interrupted.aborted) throw new Skip('interrupted');
  const ms = options.timeoutMs * 5;
  const end = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Failure(`not done within ${ms / 1000} s`)), ms);
    end.signal.addEventListener('abort', () => clearTimeout(timer));
    interrupted.addEventListener('abort', () => reject(new Skip('interrupted')), { signal: end.signal });
  });
  try {
    return await Promise.race([check.run(visit), late]);
  } finally {
    end.abort();
  }
}

const NETWORK_PROBLEMS: Record<string, { found: string; todo?: string }> = {
  ENOTFOUND: { found: 'the host name does not exist', todo: 'Check the spelling of the address.' },
  EAI_AGAIN: { found: 'the host name could not be looked up', todo: 'Check the network and the address.' },
  ECONNREFUSED: {
    found: 'the connection was refused',
    todo: 'Check the address and its port, and that the server runs.',
  },
  ECONNRESET: { found: 'the connection was closed without an answer' },
  UND_ERR_SOCKET: { found: 'the connection was closed without an answer' },
  CERT_HAS_EXPIRED: { found: 'the TLS certificate has expired', todo: 'Renew the certificate.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    found: 'the TLS certificate is self-signed',
    todo: 'Browsers refuse it too. Use a certificate of a known authority, or name yours in NODE_EXTRA_CA_CERTS.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    found: 'the TLS certificate cannot be verified',
    todo: 'Send the whole certificate chain, or name your authority in NODE_EXTRA_CA_CERTS.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    found: 'the TLS certificate is for another host name',
    todo: 'Use the host name that the certificate is for.',
  },
};

/** An error of the network in words. */
function explain(error: unknown): { found: string; todo?: string } {
  const { name, message, code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError' || name === 'AbortError') return { found: 'no complete answer in time' };
  const known = NETWORK_PROBLEMS[code ?? ''] ?? NETWORK_PROBLEMS[cause?.code ?? ''];
  if (known) return known;
  return cause instanceof Error ? explain(cause) : { found: message.split('\n')[0] ?? name };
}
