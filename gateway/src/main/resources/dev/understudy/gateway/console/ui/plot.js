// Plots: drawn by uPlot, read out by arrow keys, and as a table for those who want the numbers.
import uPlot from '../lib/uplot.js';
import { h, useEffect, useRef, useState } from './dom.js';
import { clock, moment } from './format.js';
import { Table } from './table.js';

const MOST_ROWS = 60;

/** A colour of the theme in force, by the name it has in tokens.css. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Text on a canvas knows no style sheets. */
function font() {
  return '11px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
}

/** Counts up whenever the colours change. */
function useTheme() {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setTurn((before) => before + 1);
    addEventListener('understudy:theme', changed);
    system.addEventListener('change', changed);
    return () => {
      removeEventListener('understudy:theme', changed);
      system.removeEventListener('change', changed);
    };
  }, []);
  return turn;
}

function axis(format, size) {
  return {
    stroke: colour('muted'), font: font(), size,
    grid: { stroke: colour('grid'), width: 1 },
    ticks: { stroke: colour('line'), width: 1, size: 4 },
    ...(format ? { values: (plot, splits) => splits.map((split) => (split == null ? '' : format(split))) } : {}),
  };
}

/** Times along an axis: with seconds where the places are nearer than a minute, dates at midnight. */
function times(plot, splits, axisNumber, space, step) {
  return splits.map((split) => {
    const text = moment(split * 1000);
    return text.slice(11, 19) === '00:00:00' ? text.slice(5, 10) : text.slice(11, step < 60 ? 19 : 16);
  });
}

function options(width, { series, bands, height, format, xFormat, logarithmic, max, onMove }) {
  const time = !xFormat;
  return {
    width, height,
    pxAlign: 1,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: time ? { time: true } : { time: false, distr: logarithmic ? 3 : 1 },
      y: { range: (plot, low, high) => [0, Math.max(max ?? 0, (high ?? 0) * 1.08) || 1] },
    },
    axes: [{ ...axis(xFormat, 30), ...(time ? { values: times } : {}), space: 70 }, { ...axis(format, 54), space: 28 }],
    series: [{}, ...series.map((one) => ({
      stroke: colour(one.colour), width: one.thin ? 1 : 1.75, dash: one.dash,
      fill: one.fill ? colour(one.fill) : undefined,
      paths: one.stepped ? uPlot.paths.stepped({ align: one.stepped }) : undefined,
      spanGaps: !one.broken, points: { show: false },
    }))],
    bands: (bands ?? []).map((band) => ({ series: band.between, fill: colour(band.fill) })),
    hooks: { setCursor: [(plot) => onMove(plot.cursor.idx ?? null)] },
  };
}

function Legend({ series, at, xText, format }) {
  return h('ul', { class: 'legend' },
    h('li', null, h('b', null, xText)),
    series.filter((one) => !one.quiet).map((one) => h('li', { key: one.label },
      h('svg', { viewBox: '0 0 18 8', 'aria-hidden': 'true' }, h('line', {
        x1: 0, y1: 4, x2: 18, y2: 4, style: { stroke: `var(--${one.colour})` }, 'stroke-width': one.thin ? 1.5 : 2.5,
        'stroke-dasharray': one.dash ? one.dash.join(' ') : undefined,
      })),
      one.label, ' ', h('b', null, (one.format ?? format)(at == null ? null : one.values[at])))),
  );
}

function lastKnown(series, length) {
  for (let i = length - 1; i >= 0; i -= 1) {
    if (series.some((one) => !one.quiet && one.values[i] != null)) {
      return i;
    }
  }
  return length - 1;
}

/**
 * A plot of several numbers over x, which is time in seconds, or something else with xFormat.
 * Series: {label, values, colour (a token), thin, dash, stepped: 1|-1, fill (a token), broken: what is
 * unknown parts it, else that is passed over, quiet: drawn
 * and in the table, not in the legend}. Bands: {between: [upper, lower] as numbers of series from
 * 1, fill}. The label says what is to be seen, for those who do not.
 */
export function Plot({ label, x, series, bands, format, xFormat, xTitle, logarithmic, height = 180, max }) {
  const box = useRef(null);
  const plot = useRef(null);
  const [at, setAt] = useState(null);
  const [told, setTold] = useState('');
  const theme = useTheme();
  const shape = `${series.map((one) => [one.label, one.colour, one.dash].join()).join(';')} ${theme} ${height} ${logarithmic}`;
  const data = [x, ...series.map((one) => one.values)];
  useEffect(() => {
    const made = new uPlot(
      options(box.current.clientWidth || 300, { series, bands, height, format, xFormat, logarithmic, max, onMove: setAt }),
      data, box.current);
    plot.current = made;
    const watch = new ResizeObserver(() => {
      const width = box.current?.clientWidth;
      if (width && width !== made.width) {
        made.setSize({ width, height });
      }
    });
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [shape]);
  useEffect(() => plot.current.setData(data), [x, ...series.map((one) => one.values)]);
  const text = xFormat ?? ((seconds) => clock(seconds * 1000));
  const shown = at ?? lastKnown(series, x.length);
  const move = (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
    if (!(event.key in steps) || x.length === 0) {
      return;
    }
    event.preventDefault();
    const next = Math.min(x.length - 1, Math.max(0, shown + steps[event.key]));
    const made = plot.current;
    made.setCursor({ left: made.valToPos(x[next], 'x'), top: 10 });
    setAt(next);
    setTold(`${text(x[next])}: ${series.filter((one) => !one.quiet).map((one) => `${one.label} ${(one.format ?? format)(one.values[next])}`).join(', ')}`);
  };
  return h('div', { class: 'plot' },
    h('div', {
      class: 'canvas', ref: box, tabIndex: 0, role: 'application', 'aria-roledescription': 'plot',
      'aria-label': `${label} Arrow keys read it out.`, onKeyDown: move, onBlur: () => setTold(''),
    }),
    h('span', { class: 'visually-hidden', 'aria-live': 'polite' }, told),
    h('div', { class: 'read-out' }, h(Legend, { series, at: x.length ? shown : null, xText: x.length ? text(x[shown]) : '', format })),
    h(Numbers, { label, x, series, format, text, time: !xFormat, xTitle }));
}

/** The numbers of a plot as a table, thinned to some tens of rows, the newest first. */
function Numbers({ label, x, series, format, text, time, xTitle }) {
  const [open, setOpen] = useState(false);
  const every = Math.max(1, Math.ceil(x.length / MOST_ROWS));
  const rows = [];
  for (let i = x.length - 1; open && i >= 0; i -= every) {
    rows.push(i);
  }
  return h('details', { onToggle: (event) => setOpen(event.currentTarget.open) },
    h('summary', null, 'Numbers'),
    open && h(Table, {
      caption: label, hideCaption: true, rows, keyOf: (i) => i,
      columns: [
        { key: 'x', title: time ? 'Time' : xTitle ?? '', head: true, cell: (i) => (time ? moment(x[i] * 1000) : text(x[i])) },
        ...series.map((one) => ({
          key: one.label, title: one.label, number: true, cell: (i) => (one.format ?? format)(one.values[i]),
        })),
      ],
    }));
}
