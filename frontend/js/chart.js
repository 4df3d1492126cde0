// The lag of each replica over the last hour.
import uPlot from '../uplot/dist/uPlot.esm.js';
import { lag } from './format.js';
import { latest, series } from './lag-series.js';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exact = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const COLOURS = ['--tblr-primary', '--u-warn-fill', '--u-ok-fill', '--u-bad-fill'];

/** @type {WeakMap<Element, {plot: any, names: string}>} */
const plots = new WeakMap();

/** @param {ParentNode} [root] */
export function drawCharts(root = document) {
  root.querySelectorAll('.u-chart').forEach((box) => {
    const data = series(JSON.parse(box.getAttribute('data-lag') ?? '{"replicas":[]}'));
    const names = data.names.join('/');
    const known = plots.get(box);
    if (known && known.names === names) known.plot.setData(data.columns);
    else plot(/** @type {HTMLElement} */ (box), data, names);
  });
}

/** @param {HTMLElement} box @param {ReturnType<typeof series>} data @param {string} names */
function plot(box, data, names) {
  plots.get(box)?.plot.destroy();
  const style = getComputedStyle(box);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const grid = { stroke: colour('--tblr-border-color'), width: 1 };
  const axis = { stroke: colour('--tblr-secondary'), grid, ticks: grid, font: `12px ${style.fontFamily}` };
  const size = () => ({ width: box.clientWidth, height: box.clientHeight - 30 });
  const made = new uPlot({
    ...size(),
    cursor: { y: false },
    scales: { y: { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ most) => [0, Math.max(most * 1.15 || 0, 0.5)] } },
    axes: [{ ...axis, values: (/** @type {any} */ _, /** @type {number[]} */ marks) => marks.map((mark) => clock.format(mark * 1000)) }, { ...axis, size: 62, values: (/** @type {any} */ _, /** @type {number[]} */ marks) => marks.map((mark) => `${mark} s`) }],
    series: [{ label: 'at', value: (/** @type {any} */ _, /** @type {number | null} */ at) => (at === null ? 'now' : exact.format(at * 1000)) }, ...data.names.map((name, i) => ({
      label: name, stroke: colour(COLOURS[i % COLOURS.length]), width: 1.6, spanGaps: false,
      value: (/** @type {any} */ shown, /** @type {number | null} */ seconds, /** @type {number} */ column, /** @type {number | null} */ index) => {
        const value = index === null || index === undefined ? latest(shown.data[column]) : seconds;
        return lag(value === null || value === undefined ? null : value * 1000);
      },
    }))],
  }, data.columns, box);
  plots.set(box, { plot: made, names });
  new ResizeObserver(() => made.setSize(size())).observe(box);
}
