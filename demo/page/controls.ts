import { CubeEmbedDashboard } from '../../src/index.js';
import type { CubeEmbedElement } from '../../src/index.js';
import { byId, command, config } from './config.js';
import { THEMES, activeEmbeds, embeds } from './embeds.js';
import { runFast, sleep, startMachineTime } from './machine-time.js';

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000 };
const CLOCK_MS = 500;

/** Makes the control panel work. */
export function startControls(): void {
  if (!config.emulated) for (const control of document.querySelectorAll('.emulated')) control.remove();
  else startTime();
  startSettings();

  byId('health').addEventListener('change', ({ target }) => {
    void command('health', { health: (target as HTMLInputElement).value });
  });
  byId('generation')?.addEventListener('change', ({ target }) => {
    // A page speaks what it spoke when it was opened.
    void command('generation', { generation: (target as HTMLSelectElement).value }).then(reloadAll);
  });
  onClick('fatal', () => command('fatal'));
  onClick('revoke', () => command('revoke'));
  onClick('renew', () => each((element) => element.renew()));
  onClick('reload', reloadAll);
  onClick('refresh', () => each((element) => element.refresh()));
  onClick('navigate', () => {
    const [dashboard] = embeds;
    const overview = `/embed/dashboard/${config.dashboardId}`;
    const orders = `${overview}/orders`;
    const shown = dashboard!.dataset['path'] === orders;
    dashboard!.navigate(shown ? overview : orders);
  });
  byId('workspace').addEventListener('cube-embed-view', ({ target, detail }) => {
    (target as CubeEmbedElement).dataset['path'] = detail.path;
  });
}

/** New sessions and frames for all: somebody else has signed in, or another tenant answers. */
export function reloadAll(): void {
  each((element) => element.reload());
}

function startTime(): void {
  startMachineTime();
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-forward], [data-sleep]');
  for (const button of buttons) {
    const { forward, sleep: slept } = button.dataset;
    button.addEventListener('click', async () => {
      for (const other of buttons) other.disabled = true;
      byId('clock').dataset['running'] = 'true';
      await (forward ? runFast(duration(forward), activeEmbeds) : sleep(duration(slept!)));
      delete byId('clock').dataset['running'];
      for (const other of buttons) other.disabled = false;
      button.focus();
    });
  }
  const format = new Intl.DateTimeFormat('en-GB', { weekday: 'long', hour: '2-digit', minute: '2-digit' });
  const draw = (): void => {
    byId('clock').textContent = format.format(Date.now());
  };
  setInterval(draw, CLOCK_MS / 10);
  draw();
}

function startSettings(): void {
  const set = (id: string, apply: (element: CubeEmbedElement, value: string) => void): void => {
    const select = byId<HTMLSelectElement>(id);
    select.addEventListener('change', () => {
      for (const element of embeds) apply(element, select.value);
    });
  };
  byId('color-scheme').addEventListener('change', ({ target }) => {
    document.documentElement.dataset['scheme'] = (target as HTMLSelectElement).value;
  });
  set('color-scheme', (element, value) => (element.colorScheme = value as 'auto'));
  set('theme', (element, value) => (element.theme = THEMES[value]));
  set('locale', (element, value) => (element.locale = value));
  set('timezone', (element, value) => (element.timezone = value));
  set('filter', (element, value) => {
    if (element instanceof CubeEmbedDashboard) element.filters = value ? { 'orders.status': value } : {};
  });
}

/** What fails is told by the element's event. */
function each(act: (element: CubeEmbedElement) => unknown): void {
  for (const element of activeEmbeds()) act(element);
}

function onClick(id: string, act: () => unknown): void {
  document.getElementById(id)?.addEventListener('click', () => void act());
}

const duration = (text: string): number => parseFloat(text) * UNITS[text.at(-1)!]!;
