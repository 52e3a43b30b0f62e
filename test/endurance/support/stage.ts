import type { Browser, CDPSession, JSHandle, Page } from 'playwright';
import { createCubeTenant, createTenantClock } from '../../../testkit/tenant/index.js';
import type {
  CubeTenant,
  Fault,
  FaultPlace,
  LogEntry,
  ProtocolGeneration,
} from '../../../testkit/tenant/index.js';
import { Host } from './host.js';
import { installLab } from './lab.js';
import type { Deed, Lab } from './lab.js';
import { Ledger } from './ledger.js';
import type { FrameReport, Report } from './report.js';
import { HOUR, MINUTE, SECOND } from './time.js';

const API_KEY = 'endurance-key';
const START = Date.UTC(2030, 0, 1);
/** How long, in real time, the frames may take to settle before the test fails. */
const PATIENCE = 30 * SECOND;
/** How long to wait, in real time, for messages that may never arrive. */
const SHORT_PATIENCE = 5 * SECOND;
/** How long after its creation an embed's token is announced as expiring (`NOTICE`) and as expired (`TRUST`) in the generation `renewal`. */
export const NOTICE = 22 * HOUR + 55 * MINUTE;
const TRUST = 23 * HOUR;

export const GENERATIONS: readonly ProtocolGeneration[] = ['renewal', 'events', 'none'];
const SURFACES = ['chat', 'app', 'chat', 'dashboard'];

/** Browsers open no more connections to one host: further calls wait in the browser. */
const CONNECTIONS = 6;
/** If nobody can know whether more will happen: how long, in real time, nothing may have happened. */
const STILLNESS = 150;

export interface News {
  frames: FrameReport[];
  wrongs: string[];
  entries: { tenant: number; entry: LogEntry }[];
}

/** The page with its host, three tenants and their shared clock. */
export class Stage {
  readonly clock = createTenantClock({ start: START, frozen: true });
  readonly tenants = GENERATIONS.map((protocol) =>
    createCubeTenant({ apiKey: API_KEY, clock: this.clock, protocol }),
  );
  readonly tenantIndex = (element: number): number => element % this.tenants.length;
  readonly start = START;
  host!: Host;
  page!: Page;
  lab!: JSHandle<Lab>;
  cdp!: CDPSession;
  /** The state of the page after the last step. */
  report!: Report;
  /** What has happened since `takeNews` was last called. */
  #news: News = { frames: [], wrongs: [], entries: [] };
  readonly #read = this.tenants.map(() => 0);
  readonly ledger = new Ledger();
  /** The tenants whose embeds fail now. */
  readonly #troubled = new Map<number, Fault['kind']>();
  /** Sessions whose frames failed at the start and will never be ready. */
  readonly #stillborn = new Set<string>();
  /** The number of events that the frames have sent, and how many of them were about a token's expiry. */
  #told = 0;
  #words = 0;

  async open(browser: Browser): Promise<void> {
    await Promise.all(this.tenants.map((tenant) => tenant.start()));
    this.host = await Host.start(this.tenants, API_KEY, (element) => this.tenantOf(element));
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
    this.page = await context.newPage();
    this.page.on('pageerror', ({ message }) => this.#news.wrongs.push(`threw: ${message}`));
    this.page.on('console', (line) => {
      if (/[0-9a-f]{32}/.test(line.text())) this.#news.wrongs.push('wrote an id to the console');
    });
    await this.page.addInitScript(installLab, START);
    await this.page.goto(this.host.url);
    await this.page.evaluate(() => customElements.whenDefined('cube-embed-app'));
    this.lab = await this.page.evaluateHandle(() => (window as unknown as { lab: Lab }).lab);
    this.cdp = await context.newCDPSession(this.page);
    await this.cdp.send('Performance.enable');
    await this.#look();
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.host.stop();
    await Promise.all(this.tenants.map((tenant) => tenant.stop()));
  }

  get now(): number {
    return this.clock.now();
  }

  tenantOf(element: number): CubeTenant {
    return this.tenants[this.tenantIndex(element)]!;
  }

  takeNews(): News {
    const news = this.#news;
    this.#news = { frames: [], wrongs: [], entries: [] };
    return news;
  }

  /** Creates an element and adds it to the page. */
  async add(element: number): Promise<void> {
    const surface = SURFACES[Math.floor(element / this.tenants.length) % SURFACES.length]!;
    const attributes = {
      keep: '',
      'base-url': this.tenantOf(element).url,
      'session-endpoint': `/cube-session/${element}`,
      ...(surface === 'dashboard' ? { 'dashboard-id': 'sales' } : {}),
      ...(surface === 'app' ? { 'deployment-id': '1' } : {}),
    };
    await this.lab.evaluate((lab, { tag, attributes }) => lab.make(tag, attributes), {
      tag: `cube-embed-${surface}`,
      attributes,
    });
    await this.act(element, 'add');
  }

  act(element: number, deed: Deed): Promise<void> {
    return this.lab.evaluate((lab, { element, deed }) => lab.act(element, deed), { element, deed });
  }

  /** Turns a tenant's fault on or off. */
  trouble(tenant: number, trouble: { place: FaultPlace; fault: Fault } | undefined): void {
    const { faults } = this.tenants[tenant]!;
    faults.clear();
    if (trouble) {
      faults.set(trouble.place, trouble.fault);
      this.#troubled.set(tenant, trouble.fault.kind);
      return;
    }
    // Requests that hung continue; other frames that are not ready by now will never be.
    if (this.#troubled.get(tenant) !== 'hang') {
      for (const [index, { next }] of this.report.elements.entries())
        if (next && this.tenantIndex(index) === tenant) this.#stillborn.add(next);
    }
    this.#troubled.delete(tenant);
  }

  /** Lets time pass until `to`, or until something started that has to finish first; the frames' clocks move along. */
  async pass(to: number): Promise<void> {
    const word = this.#nextWord();
    const turn = Math.min(word, this.host.nextAnswer);
    const words = this.#words;
    const reached = await this.lab.evaluate((lab, end) => lab.advance(end), Math.min(to, turn));
    this.#tellTime(reached);
    this.host.release(reached);
    await this.settle(() => reached !== word || this.#words > words);
  }

  /** Lets the machine sleep until `to`, including the frames. */
  async sleep(to: number): Promise<void> {
    await this.lab.evaluate((lab, end) => lab.sleep(end), to);
    this.#tellTime(to);
    this.host.release(to);
  }

  /** Waits until no frame can proceed without the clock moving. It waits for `spoken` only for a short time. */
  async settle(spoken = (): boolean => true): Promise<void> {
    const began = Date.now();
    let stillSince = began;
    for (let activity = -1; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
      await this.#look();
      const before = activity;
      activity = this.report.heard + this.tenants.reduce((sum, { log }) => sum + log.length, 0);
      if (activity !== before) stillSince = Date.now();
      const waited = Date.now() - began;
      const isLoose = this.report.heard < this.#told || !spoken();
      const busy = this.#underWay() ?? (isLoose && waited < SHORT_PATIENCE ? 'messages' : undefined);
      if (!busy && (!this.#isObscure() || Date.now() - stillSince > STILLNESS)) break;
      if (waited > PATIENCE) throw new Error(`The page does not settle: ${busy}.`);
    }
    // The last message of a frame that was removed may have reached only one side.
    this.#told = this.report.heard;
  }

  /** Whether a frame loads during a tenant's fault, so that nobody can know how far it will get. */
  #isObscure(): boolean {
    return this.report.elements.some(
      ({ next }, index) => next && this.#troubled.has(this.tenantIndex(index)),
    );
  }

  /** Sets the tenants' clock, which sends the time to every frame. */
  #tellTime(now: number): void {
    if (now !== this.now) this.clock.set(now);
  }

  /** When an embed will next report that its token is expiring or has expired. */
  #nextWord(): number {
    const moments = [Infinity];
    for (const [element, { live }] of this.report.elements.entries()) {
      const token = this.ledger.tokenOf(element);
      if (!live || !token || this.tenantOf(element).protocol !== 'renewal') continue;
      // Tokens count in whole seconds.
      const whole = Math.floor(token.since / SECOND) * SECOND;
      moments.push(...[whole + NOTICE, whole + TRUST].filter((moment) => moment > this.now));
    }
    return Math.min(...moments);
  }

  /** What has not settled yet. */
  #underWay(): string | undefined {
    const { calling, elements } = this.report;
    const { held } = this.host;
    if (held < CONNECTIONS && calling !== held) return `${calling} calls, of which ${held} are held`;
    for (const [index, { connected, next, nextLoaded }] of elements.entries()) {
      if (!connected || !next || this.#stillborn.has(next) || this.#troubled.has(this.tenantIndex(index)))
        continue;
      const silent = this.tenantOf(index).protocol === 'none';
      if (!silent || !nextLoaded || !this.ledger.isExchanged(index, next))
        return `the next frame of element ${index}`;
    }
    const { underWay } = this.ledger;
    if (underWay !== undefined) return `a session of element ${underWay}`;
    return undefined;
  }

  async #look(): Promise<void> {
    this.report = JSON.parse(await this.lab.evaluate((lab) => lab.report())) as Report;
    for (const { element, session } of this.host.answered.splice(0))
      this.ledger.give(element, session, SHORT_PATIENCE);
    for (const { session } of this.report.frames) this.ledger.load(session);
    for (const [tenant, { log }] of this.tenants.entries()) {
      for (const entry of log.slice(this.#read[tenant])) this.#note(tenant, entry);
      this.#read[tenant] = log.length;
    }
    this.#news.frames.push(...this.report.frames);
    this.#news.wrongs.push(...this.report.wrongs);
  }

  #note(tenant: number, entry: LogEntry): void {
    this.#news.entries.push({ tenant, entry });
    if (entry.kind === 'event') {
      this.#told += 1;
      if (/session-expir/.test(entry.type)) this.#words += 1;
    }
    if (entry.kind === 'exchanged') this.ledger.exchange(entry.sessionId, entry.at);
  }
}
