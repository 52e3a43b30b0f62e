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
/** How long the frames may take, of real time, to come to rest before the test gives up. */
const PATIENCE = 30 * SECOND;
/** And how long what may as well not come at all is waited for. */
const SHORT_PATIENCE = 5 * SECOND;
/** An embed of this generation says that its token is about to end so long after it was made, and then that it ended. */
export const NOTICE = 22 * HOUR + 55 * MINUTE;
const TRUST = 23 * HOUR;

export const GENERATIONS: readonly ProtocolGeneration[] = ['renewal', 'events', 'none'];
const SURFACES = ['chat', 'app', 'chat', 'dashboard'];

/** Browsers open no more to one host: further calls wait in the browser for one that is held. */
const CONNECTIONS = 6;
/** Where nobody can tell whether there is more to come: as long as this, of real time, nothing must happen. */
const STILLNESS = 150;

export interface News {
  frames: FrameReport[];
  wrongs: string[];
  entries: { tenant: number; entry: LogEntry }[];
}

/** The page with its host, three tenants and their common time. */
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
  /** The page after the last step. */
  report!: Report;
  /** What has happened since `takeNews` was last called. */
  #news: News = { frames: [], wrongs: [], entries: [] };
  readonly #read = this.tenants.map(() => 0);
  readonly ledger = new Ledger();
  /** The tenants whose embeds are in trouble now. */
  readonly #troubled = new Map<number, Fault['kind']>();
  /** Sessions whose frames were broken at their start, and will never come up. */
  readonly #stillborn = new Set<string>();
  /** Events that the frames have told, and words of those among them that are about a token's end. */
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

  /** Makes an element and puts it into the page. */
  async add(element: number): Promise<void> {
    const surface = SURFACES[Math.floor(element / this.tenants.length) % SURFACES.length]!;
    const attributes = {
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

  /** Switches a tenant's trouble on, or off again. */
  trouble(tenant: number, trouble: { place: FaultPlace; fault: Fault } | undefined): void {
    const { faults } = this.tenants[tenant]!;
    faults.clear();
    if (trouble) {
      faults.set(trouble.place, trouble.fault);
      this.#troubled.set(tenant, trouble.fault.kind);
      return;
    }
    // What has hung goes on; other frames that are not up by now will never be.
    if (this.#troubled.get(tenant) !== 'hang') {
      for (const [index, { next }] of this.report.elements.entries())
        if (next && this.tenantIndex(index) === tenant) this.#stillborn.add(next);
    }
    this.#troubled.delete(tenant);
  }

  /** Time passes until `to`, or until something has begun that has to be seen through first; the frames live along. */
  async pass(to: number): Promise<void> {
    const word = this.#nextWord();
    const turn = Math.min(word, this.host.nextAnswer);
    const words = this.#words;
    const reached = await this.lab.evaluate((lab, end) => lab.advance(end), Math.min(to, turn));
    this.#tellTime(reached);
    this.host.release(reached);
    await this.settle(() => reached !== word || this.#words > words);
  }

  /** The machine sleeps until `to`, and so do the frames. */
  async sleep(to: number): Promise<void> {
    await this.lab.evaluate((lab, end) => lab.sleep(end), to);
    this.#tellTime(to);
    this.host.release(to);
  }

  /** Waits until every frame has come as far as it can with no time passing. `spoken`: waited for, but not long. */
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
      if (waited > PATIENCE) throw new Error(`It does not come to rest: ${busy}.`);
    }
    // What a frame said with its last breath may have been heard by one side alone.
    this.#told = this.report.heard;
  }

  /** Whether a frame is on its way in a tenant's trouble: nobody can tell how far it will come. */
  #isObscure(): boolean {
    return this.report.elements.some(
      ({ next }, index) => next && this.#troubled.has(this.tenantIndex(index)),
    );
  }

  /** Each move of the clock is told to every frame. */
  #tellTime(now: number): void {
    if (now !== this.now) this.clock.set(now);
  }

  /** When an embed will next say that its token is about to end, or has ended. */
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

  /** What has not come to rest yet. */
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
