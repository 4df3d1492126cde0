// The live part of a page: htmx fetches it again when the stream says that something changed, morph.js puts it in place, and
// the watchdog greys it when the panel falls silent.
import { morph } from './morph.js';
import { ago } from './format.js';
import { panelNow, setPanelTime } from './clock.js';
import { broken, heard, isLost, start } from './watchdog.js';

const htmx = /** @type {any} */ (window).htmx;

/** @type {EventSource | null} */
let current = null;
let watch = start(Date.now());

/** @param {(live: Element) => void} redraw what scripts have to draw again after a change */
export function goLive(redraw) {
  const live = document.querySelector('[data-live]');
  if (!live || !live.hasAttribute('sse-connect')) return;
  htmx.defineExtension('morph', {
    isInlineSwap: (/** @type {string} */ style) => style === 'morph',
    handleSwap: (/** @type {string} */ style, /** @type {Element} */ target, /** @type {DocumentFragment} */ fragment) => {
      if (style !== 'morph') return false;
      const next = fragment.querySelector(`#${target.id}`);
      if (next === null) {
        window.location.reload(); // not this page any more: the session ended, or it was removed
        return [];
      }
      morph(target, next);
      redraw(target);
      return [];
    },
  });
  listen(live);
  setInterval(showWhetherLost, 500);
}

/** @param {Element} live */
function listen(live) {
  live.addEventListener('htmx:sseOpen', (event) => {
    const source = /** @type {CustomEvent<{source: EventSource}>} */ (event).detail.source;
    watch = heard(Date.now());
    if (source !== current) {
      current = source;
      ['ping', 'changed'].forEach((name) => source.addEventListener(name, hear));
    }
  });
  live.addEventListener('htmx:sseError', () => { watch = broken(watch, Date.now()); });
  live.addEventListener('htmx:responseError', (event) => {
    if (/** @type {any} */ (event).detail.xhr.status === 404) window.location.reload();
  });
}

/** @param {MessageEvent} message */
function hear(message) {
  watch = heard(Date.now());
  setPanelTime(Number(message.data));
}

function showWhetherLost() {
  const lost = isLost(watch, Date.now());
  document.documentElement.classList.toggle('is-lost', lost);
  const pill = document.getElementById('u-fresh');
  const words = document.getElementById('u-lost-words');
  if (words) words.textContent = lost ? `last heard ${ago(Date.now() - watch.heard)}` : '';
  const alarm = document.getElementById('u-lost-alarm');
  const sentence = lost ? 'Connection to the panel lost. What you see below is old.' : '';
  if (alarm && alarm.textContent !== sentence) alarm.textContent = sentence;
  if (pill) showFreshness(pill, lost);
}

/** @param {HTMLElement} pill @param {boolean} lost */
function showFreshness(pill, lost) {
  const seen = Date.parse(document.getElementById('page-state')?.dataset.seen ?? '');
  const old = Math.max(0, panelNow() - seen);
  pill.hidden = false;
  pill.className = `u-pill ${lost ? 'bad' : Number.isNaN(seen) || old < 5_000 ? 'ok' : 'warn'}`;
  pill.textContent = lost ? 'connection lost' : Number.isNaN(seen) ? 'live'
    : old < 5_000 ? `live · ${(old / 1000).toFixed(1)} s ago` : `last seen ${ago(old)}`;
}
