import type uPlot from 'uplot';

interface Series {
  labels: string[];
  values: number[];
  texts: string[];
}

/** The numbers of a table whose cells carry `data-value`. */
export function read(table: HTMLTableElement): Series {
  const series: Series = { labels: [], values: [], texts: [] };
  for (const row of table.querySelectorAll('tbody tr')) {
    const cell = row.querySelector<HTMLElement>('[data-value]');
    if (!cell) continue;
    series.labels.push(row.firstElementChild?.textContent ?? '');
    series.values.push(Number(cell.dataset.value));
    series.texts.push(cell.textContent ?? '');
  }
  return series;
}

/** Draws the table inside it as bars; the table stays for screen readers, and for who has no JavaScript. */
export class BarChart extends HTMLElement {
  private plot: uPlot | undefined;
  private resize: ResizeObserver | undefined;
  private rows: MutationObserver | undefined;

  connectedCallback(): void {
    const table = this.querySelector('table');
    if (table) void this.draw(table);
  }

  disconnectedCallback(): void {
    this.resize?.disconnect();
    this.rows?.disconnect();
    this.plot?.destroy();
  }

  private async draw(table: HTMLTableElement): Promise<void> {
    const { default: Plot } = await import('uplot');
    if (!this.isConnected || this.hasAttribute('data-drawn')) return;
    const place = document.createElement('div');
    place.className = 'plot';
    place.setAttribute('aria-hidden', 'true');
    const tip = document.createElement('p');
    tip.className = 'chart-tip';
    tip.setAttribute('aria-hidden', 'true');
    this.append(place, tip);
    this.setAttribute('data-drawn', '');
    let series = read(table);
    const options = chartOptions(
      Plot,
      () => series,
      this,
      (text) => {
        tip.textContent = text;
      },
    );
    const plot = new Plot(options, data(series), place);
    this.plot = plot;
    this.rows = new MutationObserver(() => {
      series = read(table);
      plot.setData(data(series));
    });
    this.rows.observe(table, { childList: true });
    this.resize = new ResizeObserver(() => this.plot?.setSize({ width: this.clientWidth, height: 200 }));
    this.resize.observe(this);
  }
}

function data(series: Series): uPlot.AlignedData {
  return [series.values.map((_, i) => i), series.values];
}

function chartOptions(Plot: typeof uPlot, series: () => Series, host: HTMLElement, tip: (text: string) => void) {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const numbers = new Intl.NumberFormat(host.getAttribute('numerals') ?? 'en', { notation: 'compact' });
  const axis = {
    stroke: colour('--ink-2'),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
    grid: { stroke: colour('--line'), width: 1 },
  };
  const options: uPlot.Options = {
    width: host.clientWidth,
    height: 200,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [-0.6, series().values.length - 0.4] },
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 48,
        size: 28,
        values: (_, splits) => splits.map((i) => (Number.isInteger(i) ? (series().labels[i] ?? '') : '')),
      },
      { ...axis, size: 48, values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? numbers.format(v) : '')) },
    ],
    series: [
      {},
      { fill: colour('--accent'), width: 0, paths: Plot.paths.bars?.({ size: [0.7, 48] }), points: { show: false } },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const i = plot.cursor.idx;
          tip(i == null ? '' : `${series().labels[i]}: ${series().texts[i]}`);
        },
      ],
    },
  };
  return options;
}
