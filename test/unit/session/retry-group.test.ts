import { describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import type { RetryGroupMember } from '../../../src/session/retry-group.js';
import {
  loadSchedule,
  onlineAt,
  RetryGroup,
  RetryMembership,
  retryGroupOf,
  retrySchedule,
  scheduleAtReturn,
} from '../../../src/session/retry-group.js';
import { newRequest, NONE } from '../../../src/session/state.js';
import type { Task } from '../../../src/session/state.js';
import { MINUTE, SECOND } from './support/time.js';

const VIEWER = { viewer: true, network: false };
const NETWORK = { viewer: false, network: true };
const PASSING = new CubeEmbedError('session-failed', 'No.', { retryable: true });
const LASTING = new CubeEmbedError('session-denied', 'No.');

describe('a schedule at a return', () => {
  const panel = retrySchedule(0, PASSING, 0, 0.5);

  it('is brought forward to within two seconds, but not before its earliest moment', () => {
    expect(scheduleAtReturn(panel, VIEWER, 15 * SECOND, 0.5).until).toBe(16 * SECOND);
    expect(panel.earliest).toBe(10 * SECOND);
    expect(scheduleAtReturn(panel, VIEWER, SECOND, 0.5).until).toBe(10 * SECOND);
  });

  it('stays when it is soon enough: each element reports the same return', () => {
    const planned = scheduleAtReturn(panel, VIEWER, SECOND, 0.5);
    expect(scheduleAtReturn(planned, VIEWER, SECOND, 0)).toBe(planned);
    const soon = { ...panel, until: MINUTE + 2 * SECOND };
    expect(scheduleAtReturn(soon, VIEWER, MINUTE, 0)).toBe(soon);
    const late = { ...panel, until: MINUTE + 2 * SECOND + 1 };
    expect(scheduleAtReturn(late, VIEWER, MINUTE, 0).until).toBe(MINUTE);
  });

  it('stays while elements load: they try again soon anyway', () => {
    const loading = loadSchedule(MINUTE, 2);
    expect(scheduleAtReturn(loading, VIEWER, SECOND, 0)).toBe(loading);
    expect(scheduleAtReturn(loading, NETWORK, SECOND, 0)).toBe(loading);
  });

  it('of an error that does not pass is for the viewer alone', () => {
    const lasting = retrySchedule(0, LASTING, 0, 0.5);
    expect(lasting.until).toBe(Infinity);
    expect(scheduleAtReturn(lasting, NETWORK, 2 * MINUTE, 0)).toBe(lasting);
    expect(scheduleAtReturn(lasting, VIEWER, 2 * MINUTE, 0).until).toBe(2 * MINUTE);
    expect(scheduleAtReturn(lasting, VIEWER, SECOND, 0).until).toBe(MINUTE);
  });

  it('is now, or as soon as it may be, where the answer was none of the host’s and the network is back', () => {
    const page = loadSchedule(MINUTE, 1, 5 * SECOND);
    expect(scheduleAtReturn(page, NETWORK, SECOND, 0).until).toBe(5 * SECOND);
    expect(scheduleAtReturn(page, NETWORK, 20 * SECOND, 0).until).toBe(20 * SECOND);
    expect(scheduleAtReturn(page, NETWORK, 2 * MINUTE, 0).until).toBe(MINUTE);
    expect(scheduleAtReturn(page, VIEWER, SECOND, 0)).toBe(page);
  });
});

it('an answer that was none of the host’s may be asked for again when its Retry-After is over', () => {
  const page = new CubeEmbedError('session-invalid', 'HTML.', { retryable: true, retryAfter: 7 });
  expect(onlineAt(page, SECOND, Infinity)).toBe(8 * SECOND);
  expect(onlineAt(PASSING, SECOND, MINUTE)).toBe(MINUTE);
  expect(onlineAt(new CubeEmbedError('session-invalid', 'No id.'), SECOND, MINUTE)).toBe(MINUTE);
});

class Member implements RetryGroupMember {
  canTry = true;
  readonly heard: string[] = [];
  readonly sourceWorks = (): void => void this.heard.push('works');
  readonly sourceFailed = (): void => void this.heard.push('failed');
  readonly tick = (): void => void this.heard.push('tick');
}

describe('a retry group', () => {
  const request = { ...newRequest('initial'), isGrouped: true };
  const FETCHING: Task = { name: 'fetching', request, call: 1, since: 0 };
  const PAUSED: Task = { name: 'paused', request };

  function pair() {
    const source = {};
    const members = [new Member(), new Member()] as const;
    const [first, second] = members.map((member) => new RetryMembership(member, () => source)) as [
      RetryMembership,
      RetryMembership,
    ];
    return { source, members, first, second };
  }

  it('is one for a source, and is gone with its last member', () => {
    const { source, first, second } = pair();
    first.follow(PAUSED);
    second.follow(PAUSED);
    expect(first.group).toBe(second.group);
    expect(retryGroupOf(source)).toBe(first.group);
    first.follow(NONE);
    expect(first.group).toBeUndefined();
    expect(retryGroupOf(source)).toBe(second.group);
    second.follow(NONE);
    expect(retryGroupOf(source)).toBeUndefined();
  });

  it('lets its members try in turn', () => {
    const { first, second } = pair();
    first.follow(PAUSED);
    second.follow(PAUSED);
    expect([first.isNext, second.isNext]).toEqual([true, false]);
    first.follow(FETCHING);
    expect([first.isNext, second.isNext]).toEqual([true, false]);
    first.follow(PAUSED);
    expect([first.isNext, second.isNext]).toEqual([false, true]);
  });

  it('keeps the turn of the member whose call is under way while another one pauses', () => {
    const { first, second } = pair();
    first.follow(PAUSED);
    second.follow(PAUSED);
    first.follow(FETCHING);
    second.follow(PAUSED);
    expect(first.isNext).toBe(true);
  });

  it('passes over a member that cannot try, and hears of it once', () => {
    const { members, first, second } = pair();
    first.follow(PAUSED);
    second.follow(PAUSED);
    expect([first.hasChanged(), first.hasChanged()]).toEqual([true, false]);
    members[0].canTry = false;
    expect([first.isNext, second.isNext]).toEqual([false, true]);
    expect([first.hasChanged(), first.hasChanged()]).toEqual([true, false]);
    first.group!.tick();
    expect(members.map(({ heard }) => heard)).toEqual([[], ['tick']]);
    first.follow(NONE);
    expect(first.hasChanged()).toBe(false);
  });

  it('tells all members when the source works or has failed, and is gone when it works', () => {
    const { source, members, first, second } = pair();
    first.follow(PAUSED);
    second.follow(PAUSED);
    const group = first.group!;
    group.fail(PASSING);
    group.end();
    expect(members.map(({ heard }) => heard)).toEqual([
      ['failed', 'works'],
      ['failed', 'works'],
    ]);
    expect(retryGroupOf(source)).toBeUndefined();
  });

  it('that has ended does not take the place of the next one with it', () => {
    const { source, first, second } = pair();
    first.follow(PAUSED);
    const group = first.group!;
    group.end();
    second.follow(PAUSED);
    expect(second.group).not.toBe(group);
    first.follow(NONE);
    expect(retryGroupOf(source)).toBe(second.group);
    second.follow(NONE);
  });

  it('is left by a member whose source has changed, which joins the other’s', () => {
    let source: object = { name: 'one' };
    const membership = new RetryMembership(new Member(), () => source);
    membership.follow(PAUSED);
    const group = membership.group!;
    source = { name: 'two' };
    expect(membership.follow(PAUSED)).toBe(group);
    expect(membership.group).toBe(retryGroupOf(source));
    expect(membership.group).not.toBe(group);
    membership.follow(NONE);
  });

  it('is told of by its source alone, before an element has joined it', () => {
    const { source, first } = pair();
    expect(first.schedule).toBeUndefined();
    expect(first.isNext).toBe(false);
    const group = new RetryGroup(source).plan(loadSchedule(MINUTE, 1));
    const other = new Member();
    group.join(other);
    expect(first.schedule).toBe(group.schedule);
    group.leave(other);
  });
});
