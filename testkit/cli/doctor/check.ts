import { words } from './visit.js';
import type { Visit } from './visit.js';

/** One check of the doctor. */
export interface Check {
  /** A short name. */
  name: string;
  /** Resolves to what it found. Throws a {@link Failure} or a {@link Skip}; any other error counts as a failure. */
  run(visit: Visit): Promise<string>;
  /** How to fix a failure without an advice of its own. */
  advice: string;
}

/** Checks with a common heading. */
export interface CheckGroup {
  title: string;
  checks: readonly Check[];
}

/** The result of a check. */
export interface Result {
  group: string;
  name: string;
  status: 'ok' | 'failed' | 'skipped';
  /** What the check found, or why it was skipped. */
  found: string;
  /** How to fix a failure. */
  advice?: string;
}

/** Thrown when a check finds a problem. */
export class Failure extends Error {
  readonly advice: string | undefined;

  constructor(found: string, advice?: string) {
    super(found);
    this.advice = advice;
  }
}

/** Thrown when a check cannot run. The message says what is missing. */
export class Skip extends Error {}

/** Skips a check that would only repeat the failure of one of these. */
export function skipAfter({ failed }: Visit, ...names: string[]): void {
  const first = names.find((name) => failed.has(name));
  if (first) throw new Skip(`fix "${first}" first`);
}

/** How to fix a 5xx. */
export const SERVER_FAILED =
  'The server failed, or a proxy in front of it. Try again later, and check its log.';

/** Creates the failure for an error response. `advice` says how to fix a 4xx; a 5xx has its own advice. */
export function refusal(answer: Parameters<typeof words>[0], advice?: string): Failure {
  return new Failure(words(answer), answer.status >= 500 ? SERVER_FAILED : advice);
}

/** Runs a check until it completes, times out or is interrupted. Never rejects. No text of the result contains a secret. */
export async function examine(group: string, check: Check, visit: Visit): Promise<Result> {
  const { found, advice, ...result } = await resultOf(group, check, visit);
  if (result.status === 'failed') visit.failed.add(check.name);
  return { ...result, found: visit.clean(found), ...(advice && { advice: visit.clean(advice) }) };
}

async function resultOf(group: string, check: Check, visit: Visit): Promise<Result> {
  const { name, advice } = check;
  try {
    return { group, name, status: 'ok', found: await inTime(check, visit) };
  } catch (error) {
    if (error instanceof Skip) return { group, name, status: 'skipped', found: error.message };
    if (error instanceof Failure)
      return { group, name, status: 'failed', found: error.message, advice: error.advice ?? advice };
    const { found, todo = advice } = explain(error, visit);
    return { group, name, status: 'failed', found, advice: todo };
  }
}

/** Limits the time of a whole check; each of its requests has a shorter timeout. */
async function inTime(check: Check, visit: Visit): Promise<string> {
  const { options, interrupted } = visit;
  if (interrupted.aborted) throw new Skip('interrupted');
  const ms = options.timeoutMs * 5;
  const end = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Failure(`not finished within ${ms / 1000} s`, TOO_SLOW)), ms);
    end.signal.addEventListener('abort', () => clearTimeout(timer));
    interrupted.addEventListener('abort', () => reject(new Skip('interrupted')), { signal: end.signal });
  });
  try {
    return await Promise.race([check.run(visit), late]);
  } finally {
    end.abort();
  }
}

const TOO_SLOW =
  'Check the network, and any proxy or firewall on the way. If the server is only slow, raise --timeout.';
const CUT_OFF = {
  found: 'the connection was closed without an answer',
  todo: 'Check the server’s log, and any proxy or firewall on the way.',
};

const NETWORK_PROBLEMS: Record<string, { found: string; todo?: string }> = {
  ENOTFOUND: { found: 'the host name was not found', todo: 'Check the spelling of the address.' },
  EAI_AGAIN: {
    found: 'the host name could not be looked up',
    todo: 'Check the network connection and the address.',
  },
  ECONNREFUSED: {
    found: 'the connection was refused',
    todo: 'Check the address and the port, and that the server is running.',
  },
  ECONNRESET: CUT_OFF,
  UND_ERR_SOCKET: CUT_OFF,
  CERT_HAS_EXPIRED: { found: 'the TLS certificate has expired', todo: 'Renew the certificate.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    found: 'the TLS certificate is self-signed',
    todo: 'Browsers reject it too. Use a certificate of a public authority, or set NODE_EXTRA_CA_CERTS to your own.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    found: 'the TLS certificate cannot be verified',
    todo: 'Send the whole certificate chain, or set NODE_EXTRA_CA_CERTS to your own authority.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    found: 'the TLS certificate is for another host name',
    todo: 'Use the host name that the certificate was issued for.',
  },
};

/** Describes a network error. */
function explain(error: unknown, visit: Visit): { found: string; todo?: string } {
  const { name, message, code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError' || name === 'AbortError')
    return { found: `no complete answer within ${visit.options.timeoutMs / 1000} s`, todo: TOO_SLOW };
  const known = NETWORK_PROBLEMS[code ?? ''] ?? NETWORK_PROBLEMS[cause?.code ?? ''];
  if (known) return known;
  return cause instanceof Error ? explain(cause, visit) : { found: message.split('\n')[0] ?? name };
}
