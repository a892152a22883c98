import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import type { EquityPoint } from '../../api/types';
import { decimal, percent } from '../../ui/format';

interface Props {
  readonly kind: 'equity' | 'drawdown';
  readonly points: readonly EquityPoint[];
  readonly soft: number | null;
  readonly hard: number | null;
}

const HEIGHT = 190;

/** A curve over time, in UTC. What it shows is said in words beside it, for those who do not see it. */
export function Chart({ kind, points, soft, hard }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = useMemo(() => dataOf(kind, points, soft, hard), [kind, points, soft, hard]);
  const latest = useRef(data);
  latest.current = data;
  const lines = data.length;

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(kind, element, lines), latest.current, element);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const scheme = new MutationObserver(draw);
    scheme.observe(document.documentElement, { attributeFilter: ['data-scheme'] });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      dark.removeEventListener('change', draw);
      scheme.disconnect();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [kind, lines]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  return (
    <figure className="chart">
      <figcaption>{kind === 'equity' ? 'Equity and peak' : 'Drawdown in percent'}, UTC</figcaption>
      <div ref={box} role="img" aria-label={sentence(kind, points, soft, hard)} />
    </figure>
  );
}

function sayLast(plot: uPlot): void {
  plot.setLegend({ idx: plot.data[0].length - 1 });
}

/** 14:30, with seconds where the labels are less than a minute apart, and the day at its beginning. */
function labelOf(seconds: number, all: readonly number[]): string {
  const text = new Date(seconds * 1000).toISOString();
  if (text.slice(11, 19) === '00:00:00') {
    return text.slice(5, 10);
  }
  return (all[1] ?? Infinity) - (all[0] ?? 0) < 60 ? text.slice(11, 19) : text.slice(11, 16);
}

/** A flat curve has a little room around it, and not the whole way down to 0. */
function rangeOf(_: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) {
    return [null, null];
  }
  const room = Math.max((max - min) * 0.08, Math.abs(max) * 0.0005);
  return [min - room, max + room];
}

const number = (text: string | null) => (text === null ? null : Number(text));

function dataOf(kind: Props['kind'], points: readonly EquityPoint[], soft: number | null, hard: number | null) {
  const times = points.map(({ time }) => Date.parse(time) / 1000);
  if (kind === 'equity') {
    return [times, points.map((p) => number(p.equity)), points.map((p) => number(p.peak))] as uPlot.AlignedData;
  }
  const fall = points.map(({ drawdown_pct }) => (drawdown_pct === null ? null : -Math.abs(Number(drawdown_pct))));
  const line = (limit: number | null) => times.map(() => (limit === null ? null : -limit));
  return [times, fall, line(soft), line(hard)] as uPlot.AlignedData;
}

function optionsOf(kind: Props['kind'], element: HTMLElement, lines: number): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: style.color,
    grid: { stroke: colour('--chart-line'), width: 1 },
    ticks: { stroke: colour('--chart-line'), width: 1 },
    font: `11px ${style.fontFamily}`,
  };
  const series: uPlot.Series[] =
    kind === 'equity'
      ? [
          { label: 'Equity', stroke: colour('--chart-accent'), width: 1.5 },
          { label: 'Peak', stroke: colour('--chart-muted'), width: 1, dash: [4, 4] },
        ]
      : [
          { label: 'Drawdown', stroke: colour('--chart-accent'), width: 1.5, fill: colour('--chart-fill'), fillTo: 0 },
          { label: 'Soft limit', stroke: colour('--chart-soft'), width: 1.5, dash: [6, 4] },
          { label: 'Hard limit', stroke: colour('--chart-hard'), width: 2 },
        ];
  const places = kind === 'equity' ? 0 : 1;
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { y: false },
    legend: { show: true, live: true },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: { x: { time: true }, ...(kind === 'equity' ? { y: { range: rangeOf } } : {}) },
    // Without the mouse on it, the legend says the last values.
    hooks: { setCursor: [(u) => void ((u.cursor.left ?? -1) < 0 && sayLast(u))], setData: [sayLast], ready: [sayLast] },
    series: [
      { value: (_, seconds) => (seconds === null ? '–' : `${new Date(seconds * 1000).toISOString().slice(11, 19)} UTC`) },
      ...series.slice(0, lines - 1).map((one) => ({
        ...one,
        points: { show: false },
        value: (_: uPlot, value: number | null) =>
          value === null ? '–' : kind === 'equity' ? decimal(value, 2) : percent(value),
      })),
    ],
    axes: [
      { ...axis, space: 70, values: (_, times) => times.map((seconds) => labelOf(seconds, times)) },
      { ...axis, size: 64, values: (_, values) => values.map((value) => decimal(value, places)) },
    ],
  };
}

function sentence(kind: Props['kind'], points: readonly EquityPoint[], soft: number | null, hard: number | null): string {
  const last = points.at(-1);
  if (!last) {
    return 'No points yet';
  }
  if (kind === 'equity') {
    return `Equity over time, ${points.length} points; the last is ${decimal(last.equity, 2)}, the peak ${decimal(last.peak, 2)}`;
  }
  return `Drawdown over time; the last is ${percent(last.drawdown_pct)}, soft limit ${percent(soft)}, hard limit ${percent(hard)}`;
}
