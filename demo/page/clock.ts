import { byId, config } from './config.js';
import { startMachineTime } from './machine-time.js';

const FORMAT = new Intl.DateTimeFormat('en-GB', { weekday: 'long', hour: '2-digit', minute: '2-digit' });
const REDRAW_MS = 50;

/** Shows the time of page and tenant. */
export function startClock(): void {
  if (!config.emulated) return;
  startMachineTime();
  byId('clock').hidden = false;
  const draw = (): void => {
    const text = FORMAT.format(Date.now());
    if (byId('clock-time').textContent !== text) byId('clock-time').textContent = text;
  };
  setInterval(draw, REDRAW_MS);
  draw();
}
