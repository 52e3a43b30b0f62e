/** Colors for a canvas, which cannot use CSS variables. */
export interface Palette {
  accent: string;
  accentSoft: string;
  text: string;
  muted: string;
  line: string;
  card: string;
  /** For adjacent values. */
  series: string[];
}

/** Reads the current colors of the style sheet. */
export function readPalette(): Palette {
  return {
    accent: resolved('--accent'),
    accentSoft: resolved('--accent-soft'),
    text: resolved('--text'),
    muted: resolved('--muted'),
    line: resolved('--line'),
    card: resolved('--card'),
    series: ['--series-1', '--series-2', '--series-3', '--series-4'].map(resolved),
  };
}

const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Resolves a variable's color to rgba, because the chart library does not support `color-mix()`. */
function resolved(variable: string): string {
  if (!pixel) return 'gray';
  const probe = document.createElement('i');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}
