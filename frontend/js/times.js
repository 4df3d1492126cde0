// Relative times that go on counting, with the exact local time as tooltip.
import { ago, duration } from './format.js';
import { panelNow } from './clock.js';

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** @param {ParentNode} [root] */
export function tick(root = document) {
  const now = panelNow();
  root.querySelectorAll('time[data-ago]').forEach((time) => {
    const at = Date.parse(time.getAttribute('datetime') ?? '');
    if (Number.isNaN(at)) return;
    setText(time, ago(now - at));
    time.setAttribute('title', exact.format(at));
  });
  root.querySelectorAll('[data-since]').forEach((counter) => {
    const since = Date.parse(counter.getAttribute('data-since') ?? '');
    if (!Number.isNaN(since)) setText(counter, duration(Math.max(0, now - since)));
  });
}

/** @param {Element} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
