import type { CubeEmbedElement } from '../../src/index.js';
import type { News } from '../server/news.js';
import { byId } from './config.js';

/** How often the ages are drawn anew, in milliseconds. */
const REDRAW_MS = 1000;

interface Card {
  root: HTMLElement;
  /** When the current token began, by the machine's clock, or nothing before the first. */
  since: number | undefined;
  sessions: number;
  inPlace: number;
  frames: number;
}

/**
 * A card for each element: its status, whether it renews, its token's age, the sessions minted for it and what became of
 * them. Gives what wants to hear the server's news.
 */
export function startStateStrip(embeds: readonly CubeEmbedElement[]): (news: News) => void {
  const cards = new Map(embeds.map((element) => [element, createCard(element)]));
  const draw = (): void => {
    for (const [element, card] of cards) drawCard(element, card);
  };
  for (const [element, card] of cards) {
    element.addEventListener('cube-embed-ready', () => {
      card.since = Date.now();
      card.frames += 1;
      draw();
    });
    element.addEventListener('cube-embed-renewed', ({ detail }) => {
      card.since = Date.now();
      if (detail.method === 'in-place') card.inPlace += 1;
      draw();
    });
    element.addEventListener('cube-embed-status-change', draw);
    element.addEventListener('cube-embed-error', draw);
  }
  setInterval(draw, REDRAW_MS);
  draw();
  return ({ from, surface, bad }) => {
    if (from !== 'backend' || bad) return;
    for (const [element, card] of cards) if (element.surface === surface) card.sessions += 1;
    draw();
  };
}

function createCard({ surface }: CubeEmbedElement): Card {
  const root = document.createElement('article');
  root.dataset['surface'] = surface;
  root.innerHTML = `<h3></h3><p class="status"></p>
    <dl>
      <div><dt>Token</dt><dd data-value="age"></dd></div>
      <div><dt>Sessions</dt><dd data-value="sessions"></dd></div>
      <div><dt>In place</dt><dd data-value="in-place"></dd></div>
      <div><dt>Frames</dt><dd data-value="frames"></dd></div>
    </dl>`;
  root.querySelector('h3')!.textContent = { dashboard: 'Dashboard', chat: 'Chat', app: 'Creator Mode' }[
    surface
  ];
  byId('strip').append(root);
  return { root, since: undefined, sessions: 0, inPlace: 0, frames: 0 };
}

function drawCard({ status, renewing, error }: CubeEmbedElement, card: Card): void {
  const show = (value: string, text: string): void => {
    card.root.querySelector(`[data-value='${value}']`)!.textContent = text;
  };
  card.root.dataset['status'] = renewing ? 'renewing' : status;
  card.root.querySelector('.status')!.textContent = renewing ? 'renewing' : (error?.code ?? status);
  show('age', status === 'ready' && card.since !== undefined ? age(Date.now() - card.since) : '–');
  show('sessions', String(card.sessions));
  show('in-place', String(card.inPlace));
  show('frames', String(card.frames));
}

function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.floor(ms / 1000)} s`;
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}
