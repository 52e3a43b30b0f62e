import type { History } from './history.js';
import type { Disruption, Happening } from './schedule.js';
import type { Stage } from './stage.js';
import { HOUR } from './time.js';

/** Performs one happening, and records its effect on the sessions. */
export async function play(stage: Stage, history: History, happening: Happening): Promise<void> {
  const { now } = stage;
  switch (happening.do) {
    case 'add':
      history.add(happening.element, now);
      await stage.add(happening.element);
      break;
    case 'show':
    case 'connect': {
      const spans = happening.do === 'show' ? history.hidden : history.offline;
      if (happening.on) spans.end(now);
      else spans.begin(now);
      await stage.lab.evaluate((lab, { what, on }) => lab[what](on), {
        what: happening.do,
        on: happening.on,
      });
      break;
    }
    case 'sleep':
      history.asleep.begin(now);
      await stage.sleep(now + happening.duration);
      history.asleep.end(stage.now);
      if (happening.waking !== 'nothing')
        await stage.lab.evaluate((lab, name) => lab.wake(name), happening.waking);
      break;
    case 'set back':
      await stage.lab.evaluate((lab, by) => lab.setBack(by), happening.by);
      break;
    case 'backend':
      stage.host.manner = happening.manner;
      if (happening.manner.kind === 'well') history.backend.end(now);
      else history.backend.begin(now);
      break;
    case 'embeds':
      stage.trouble(happening.tenant, happening.fault);
      if (happening.fault) history.embeds[happening.tenant]!.begin(now);
      else history.embeds[happening.tenant]!.end(now);
      break;
    case 'look':
      // A hidden page becomes visible when its viewer returns.
      if (history.hidden.on) return;
      await stage.lab.evaluate((lab) => {
        lab.show(false);
        lab.show(true);
      });
      break;
    case 'sign out': {
      // All elements load at once: a fault would cost each of them sessions that nobody counts.
      if (history.backend.on || history.offline.on || history.embeds.some(({ on }) => on)) break;
      // Those that fell into a sleep come at its end, all at one moment, which counts as one.
      if (history.signedOutAt === now) break;
      const present = [...stage.report.elements.entries()].filter(([, { connected }]) => connected);
      history.signOut(
        present.map(([element]) => element),
        now,
      );
      await stage.lab.evaluate((lab) => lab.signOut());
      break;
    }
    case 'disruption':
      await strike(stage, history, happening.disruption, happening.dice);
      break;
  }
  await stage.settle();
}

async function strike(stage: Stage, history: History, disruption: Disruption, dice: number): Promise<void> {
  const element = Math.floor(dice * stage.report.elements.length);
  const { connected, live } = stage.report.elements[element]!;
  const silent = stage.tenantOf(element).protocol === 'none';
  if (connected === (disruption === 'add')) return;
  // A tenant that sends no messages cannot report its expiry.
  if ((disruption === 'fatal' || disruption === 'revoke') && (silent || !live)) return;
  if (disruption === 'add') {
    await comeBack(stage, history, element);
    return;
  }
  const isRemoval = disruption === 'remove' || disruption === 'park';
  if (isRemoval) history.removed[element]!.begin(stage.now);
  if (disruption === 'park' && live) history.park(element, live, stage.now);
  if (disruption !== 'moveBefore' && !isRemoval) history.disruptions[element]!.push(stage.now);
  if (disruption === 'fatal') {
    await breakDown(stage, live!);
  } else if (disruption === 'revoke') {
    await revoke(stage, element);
  } else {
    await stage.act(element, disruption);
  }
}

/** An element enters the page again; it takes over the embed that it has left behind, or needs a session. */
async function comeBack(stage: Stage, history: History, element: number): Promise<void> {
  const { now } = stage;
  history.removed[element]!.end(now);
  const token = stage.ledger.tokenOf(element);
  await stage.act(element, 'add');
  await stage.settle();
  const { live } = stage.report.elements[element]!;
  const isUsable = !!token && !token.revoked && now < token.since + 22 * HOUR;
  if (!history.takesOver(element, live, now, isUsable)) history.disruptions[element]!.push(now);
}

/** A live embed reports a fatal error. */
async function breakDown(stage: Stage, live: string): Promise<void> {
  const { heard } = stage.report;
  const frame = stage.page.frames().find((one) => one.url().includes(live));
  await frame!.evaluate(() => {
    const payload = { message: 'Broken on purpose.', fatal: true };
    const envelope = { source: 'cube-embed', direction: 'event', surface: 'app', timestamp: 1 };
    window.parent.postMessage({ ...envelope, type: 'cube:event:error', payload }, '*');
  });
  await stage.settle(() => stage.report.heard > heard);
}

/** Revokes an element's token, and lets its embed detect it. */
async function revoke(stage: Stage, element: number): Promise<void> {
  const { heard } = stage.report;
  const token = stage.ledger.tokenOf(element)!;
  stage.tenantOf(element).revoke(token.session);
  token.revoked = true;
  await stage.act(element, 'refresh');
  await stage.settle(() => stage.report.heard > heard);
}
