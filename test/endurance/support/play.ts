import type { History } from './history.js';
import type { Blow, Happening } from './schedule.js';
import type { Stage } from './stage.js';

/** Makes it happen, and writes down what it means for the sessions. */
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
      // A hidden page is seen again when its viewer returns.
      if (history.hidden.on) return;
      await stage.lab.evaluate((lab) => {
        lab.show(false);
        lab.show(true);
      });
      break;
    case 'blow':
      await strike(stage, history, happening.blow, happening.dice);
      break;
  }
  await stage.settle();
}

async function strike(stage: Stage, history: History, blow: Blow, dice: number): Promise<void> {
  const element = Math.floor(dice * stage.report.elements.length);
  const { connected, live } = stage.report.elements[element]!;
  const silent = stage.tenantOf(element).protocol === 'none';
  if (connected === (blow === 'add')) return;
  // A tenant that sends no messages cannot tell of its end.
  if ((blow === 'fatal' || blow === 'revoke') && (silent || !live)) return;
  if (blow === 'remove') history.removed[element]!.begin(stage.now);
  if (blow === 'add') history.removed[element]!.end(stage.now);
  if (blow !== 'moveBefore' && blow !== 'remove') history.blows[element]!.push(stage.now);
  if (blow === 'fatal') {
    await breakDown(stage, live!);
  } else if (blow === 'revoke') {
    await revoke(stage, element);
  } else {
    await stage.act(element, blow);
  }
}

/** A live embed says that it is down for good. */
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

/** An element's token is revoked, and its embed finds out. */
async function revoke(stage: Stage, element: number): Promise<void> {
  const { heard } = stage.report;
  const token = stage.ledger.tokenOf(element)!;
  stage.tenantOf(element).revoke(token.session);
  token.revoked = true;
  await stage.act(element, 'refresh');
  await stage.settle(() => stage.report.heard > heard);
}
