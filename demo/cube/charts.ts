import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { nothing } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ElementPart } from 'lit';
import { readPalette } from './palette.js';
import type { Palette } from './palette.js';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** A chart of one series. */
export interface ChartSpec {
  kind: 'line' | 'bars' | 'ring';
  labels: string[];
  values: number[];
  /** For the tooltip. */
  format(value: number): string;
  /** For the axis. */
  shortFormat(value: number): string;
  /** Called with the index of the value nearest to a click. */
  onPick(index: number): void;
  /** Everything else that the drawing depends on, e.g. the theme. */
  look: string;
  /** Index of the series color of each ring segment. */
  series?: number[];
}

class ChartDirective extends AsyncDirective {
  #chart: Chart | undefined;
  #drawn = '';
  #spec: ChartSpec | undefined;

  render(spec: ChartSpec): unknown {
    this.#spec = spec;
    return nothing;
  }

  override update({ element }: ElementPart, [spec]: [ChartSpec]): unknown {
    const drawing = JSON.stringify(spec);
    if (drawing !== this.#drawn) {
      this.#drawn = drawing;
      this.#chart?.destroy();
      this.#chart = undefined;
      // Lit calls this before the canvas is in the page, when it has no size yet.
      queueMicrotask(() => {
        if (this.isConnected && this.#drawn === drawing) this.#draw(element as HTMLCanvasElement, spec);
      });
    }
    return this.render(spec);
  }

  override disconnected(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#drawn = '';
  }

  #draw(canvas: HTMLCanvasElement, spec: ChartSpec): void {
    this.#chart?.destroy();
    this.#chart = new Chart(
      canvas,
      configuration(spec, readPalette(), (index) => this.#spec?.onPick(index)),
    );
  }
}

/** Directive that draws a chart on its canvas. */
export const chart = directive(ChartDirective);

function configuration(
  spec: ChartSpec,
  palette: Palette,
  onPick: (index: number) => void,
): ChartConfiguration {
  const ring = spec.kind === 'ring';
  const horizontal = spec.kind === 'bars';
  const figures = {
    grid: { color: palette.line },
    border: { display: false },
    ticks: {
      color: palette.muted,
      maxTicksLimit: 5,
      callback: (value: string | number) => spec.shortFormat(Number(value)),
    },
    beginAtZero: true,
  };
  const names = {
    grid: { display: false },
    border: { display: false },
    ticks: {
      color: horizontal ? palette.text : palette.muted,
      maxRotation: 0,
      autoSkip: !horizontal,
      autoSkipPadding: 18,
    },
  };
  return {
    type: ring ? 'doughnut' : horizontal ? 'bar' : 'line',
    data: { labels: spec.labels, datasets: [dataset(spec, palette)] },
    options: {
      // With a clock that a test has stopped, an animated chart would never be drawn.
      animation: false,
      ...(ring ? { cutout: '72%' } : {}),
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: horizontal ? 'y' : 'x',
      font: { family: getComputedStyle(document.body).fontFamily },
      interaction: { mode: 'nearest', axis: ring ? 'r' : horizontal ? 'y' : 'x', intersect: false },
      onClick(event, _elements, drawn) {
        if (!event.native) return;
        const [nearest] = drawn.getElementsAtEventForMode(
          event.native,
          'nearest',
          { intersect: false },
          false,
        );
        if (nearest) onPick(nearest.index);
      },
      scales: ring ? {} : horizontal ? { x: figures, y: names } : { x: names, y: figures },
      plugins: {
        tooltip: {
          backgroundColor: palette.text,
          titleColor: palette.card,
          bodyColor: palette.card,
          displayColors: false,
          padding: 10,
          cornerRadius: 8,
          callbacks: { label: ({ dataIndex }) => spec.format(spec.values[dataIndex] ?? 0) },
        },
      },
    },
  };
}

function dataset(
  { kind, values, series = [] }: ChartSpec,
  palette: Palette,
): ChartDataset<'line' | 'bar' | 'doughnut', number[]> {
  if (kind === 'ring') {
    return {
      type: 'doughnut',
      data: values,
      backgroundColor: series.map((at) => palette.series[at] ?? palette.accent),
      hoverBackgroundColor: series.map((at) => palette.series[at] ?? palette.accent),
      borderColor: palette.card,
      borderWidth: values.length > 1 ? 3 : 0,
      borderRadius: 4,
    };
  }
  if (kind === 'bars') {
    return {
      type: 'bar',
      data: values,
      backgroundColor: palette.accent,
      hoverBackgroundColor: palette.accent,
      borderRadius: 6,
      maxBarThickness: 26,
    };
  }
  return {
    type: 'line',
    data: values,
    borderColor: palette.accent,
    backgroundColor: palette.accentSoft,
    borderWidth: 2.5,
    fill: true,
    // Do not clip points on the edge of the plot.
    clip: 8,
    tension: 0.35,
    pointRadius: values.length > 40 ? 0 : 3,
    pointHoverRadius: 6,
    pointBackgroundColor: palette.accent,
    pointBorderColor: palette.card,
    pointBorderWidth: 2,
  };
}
