import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Tone } from './describe.js';
import type { EmbedRecord } from './embed-record.js';
import { duration } from './format.js';

/** Lifetimes in seconds, as Cube documents them; an element's `sessionTtl` and `tokenTtl` override them. */
const SESSION_TTL = 300;
const TOKEN_TTL = 86_400;
/** The part of a token's lifetime in which an element renews by its own clock: see `docs/renewal.md`. */
const RENEWAL_FROM = 23 / 24;
const RENEWAL_TO = 23.5 / 24;

/** What the bar shows: how much of a lifetime is over, and what comes next. */
export interface Bar {
  /** `token`: its 24 hours; `session`: its 5 minutes; `none`: neither is known. */
  of: 'token' | 'session' | 'none';
  /** Elapsed share of the lifetime, 0 to 1. */
  share: number;
  tone: Tone;
  /** The state in words, e.g. `token 3 h of 24 h`. */
  text: string;
  /** What comes next. */
  next: string;
}

/** Computes an embed's bar. `now` is in milliseconds since 1970. */
export function barOf(record: EmbedRecord, now: number): Bar {
  const { element, tokenSince, sessionSince, loadingSince } = record;
  const none = (text: string, next = '', tone: Tone = 'plain'): Bar => ({
    of: 'none',
    share: 0,
    tone,
    text,
    next,
  });
  switch (element.status as typeof element.status | undefined) {
    case 'loading':
      return sessionSince === undefined
        ? none(waitingText(record, now), 'the frame loads as soon as a session arrives', 'busy')
        : sessionBar(sessionSince, element.sessionTtl || SESSION_TTL, now);
    case 'ready':
      if (tokenSince !== undefined) return tokenBar(record, tokenSince, now);
      return none('token older than the inspector, age unknown', 'renewal before the token expires');
    case 'error':
      return none('no token', 'retries by itself, unless the error is final', 'bad');
    case 'idle':
      return none(
        'no session yet',
        loadingSince === undefined ? 'loads when it is configured and in view' : '',
      );
    default:
      return none('not defined: the cube-embed script has not run', '', 'bad');
  }
}

function waitingText({ lastCall, loadingSince }: EmbedRecord, now: number): string {
  const since = loadingSince === undefined ? '' : ` for ${duration(now - loadingSince)}`;
  const failed = lastCall?.failed ? `, attempt ${lastCall.attempt} failed` : '';
  return `waiting for a session${since}${failed}`;
}

function sessionBar(since: number, ttl: number, now: number): Bar {
  const age = now - since;
  const share = Math.min(age / (1_000 * ttl), 1);
  const text = `session ${duration(age)} of ${duration(1_000 * ttl)}`;
  return { of: 'session', share, tone: 'busy', text, next: 'the frame swaps it for a token' };
}

function tokenBar({ element }: EmbedRecord, since: number, now: number): Bar {
  const ttl = 1_000 * (element.tokenTtl || TOKEN_TTL);
  const age = now - since;
  const share = Math.min(age / ttl, 1);
  const text = `token ${duration(age)} of ${duration(ttl)}`;
  const until = (at: number): string => duration(Math.max(0, at * ttl - age));
  const next = element.renewing
    ? 'renewal under way'
    : share < RENEWAL_FROM
      ? `next renewal in ${until(RENEWAL_FROM)} to ${until(RENEWAL_TO)}, or when the embed asks for it`
      : 'renewal due';
  const tone = element.renewing || share >= RENEWAL_FROM ? (share < 1 ? 'busy' : 'bad') : 'good';
  return { of: 'token', share, tone, text, next };
}

/** Renders the bar, hidden from assistive technology, and its text. */
export function barView({ of, share, tone, text, next }: Bar): TemplateResult {
  return html`
    <div class="bar" data-of=${of} data-tone=${tone} aria-hidden="true">
      ${
        of === 'token'
          ? html`<i
              class="window"
              style="left: ${100 * RENEWAL_FROM}%; width: ${100 * (RENEWAL_TO - RENEWAL_FROM)}%"
            ></i>`
          : nothing
      }
      <i class="fill" style="width: ${(100 * share).toFixed(2)}%"></i>
    </div>
    <p class="bar-text"><span>${text}</span>${next ? html`<span>${next}</span>` : nothing}</p>
  `;
}
