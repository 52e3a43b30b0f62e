import { fail } from './ending.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { createOutbox } from './outbox.js';
import type { Sufferer } from './outage.js';
import type { Need, Phase, View } from './phase.js';
import { IDLE, LOADING, REST } from './phase.js';
import { TRIAL } from './timing.js';
import type { Token } from './token.js';
import { endOf } from './token.js';
import type { World } from './world.js';

/**
 * The state of one element's machine, and the moves that all its rules are made of. A move changes the state and puts what
 * follows from it into the outbox: no move calls anything outside, so nothing can call back in the middle of one.
 */
export class Life implements Sufferer {
  view: View = IDLE;
  phase: Phase = REST;
  /** The tenant has sent a message: a frame that stays silent is not ready. */
  speaks = false;
  /** Which embed it is; what is known of another one is forgotten. */
  scope = '';
  readonly outbox = createOutbox();
  readonly world: World;
  /** Settles what follows from a change that came from outside. */
  readonly tick: () => void;

  constructor(world: World, tick: () => void) {
    this.world = world;
    this.tick = tick;
  }

  /** The live frame's token. */
  get token(): Token | undefined {
    return this.view.token;
  }

  get need(): Need | undefined {
    return this.phase.need;
  }

  /** A renewal is under way: its session is being fetched, or its frame loads behind the live one. */
  get renewing(): boolean {
    return !!this.token && !!this.need?.attempt;
  }

  /** When the live token expires; without one, long ago. */
  get tokenEnd(): number {
    const { token, world } = this;
    return token ? endOf(token, world.tokenTtl) : 0;
  }

  /** The viewer can see the page, and the network is there. */
  get present(): boolean {
    return this.world.visible && this.world.online;
  }

  /** Milliseconds after a hand-over in which a message of the frame may refer to the state before it. */
  get trial(): number {
    return Math.min(TRIAL, this.world.tokenTtl / 24);
  }

  /** Whether a message now may refer to the state before `moment`. */
  isSoonAfter(moment: number): boolean {
    return this.world.now() < moment + this.trial;
  }

  /** Whether a session whose call began at `since` can still be used. */
  isFresh(since: number): boolean {
    return this.world.now() < since + this.world.sessionTtl;
  }

  /** Waits for the next attempt, but not past the end of a living token: what is right then may be something else. */
  wait(need: Need, until: number): void {
    const end = this.tokenEnd;
    this.phase = { name: 'wait', need, until: this.world.now() < end ? Math.min(until, end) : until };
  }

  /** Another element has a session from the source that this one waits for. */
  follow(): void {
    const { phase } = this;
    if (phase.name === 'pause') {
      const { need } = phase;
      need.outage = undefined;
      need.turn = this.world.now() + this.world.takeTurn();
      this.wait(need, need.turn);
    }
    this.tick();
  }

  lose(error: CubeEmbedError): void {
    if (this.phase.name === 'pause' && this.view.status === 'loading') fail(this, error);
    this.tick();
  }

  /** Begins a load: the live frame goes, and so does what is under way. */
  begin(need: Need): void {
    this.clear(LOADING, { name: 'wait', need, until: this.world.now() });
  }

  /** No frame is live or under way any more, and the host is told nothing of before. */
  clear(view: View, phase: Phase): void {
    const given = this.phase;
    this.view = view;
    this.phase = phase;
    this.outbox.forget();
    this.giveUp(given);
    this.dropFrame('live');
  }

  /** Ends the call or the frame of a phase that has been left. */
  giveUp(given: Phase): void {
    if (given.name === 'fetch') {
      this.outbox.act(() => {
        given.abort.abort();
      });
    }
    if (given.name === 'frame' || given.name === 'held') this.dropFrame('next');
  }

  dropFrame(frame: 'live' | 'next'): void {
    this.outbox.act(() => {
      this.world.drop(frame);
    });
  }

  /** `fatal`: the view is the error; otherwise the machine goes on by itself. */
  report(error: CubeEmbedError, fatal: boolean): void {
    this.outbox.tell(() => {
      this.world.failed(error, fatal);
    });
  }
}
