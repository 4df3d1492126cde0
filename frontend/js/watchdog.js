// Whether the panel can still be heard. Pure: the page asks it twice a second.

/** Pings come every 3 s; two missed ones are silence. */
const SILENCE_MILLIS = 7_000;

/** A broken stream is often back at once; no alarm before that. */
const BROKEN_MILLIS = 1_500;

/** @param {number} now @returns {{heard: number, brokenSince: number | null}} */
export function start(now) {
  return { heard: now, brokenSince: null };
}

/** @param {number} now */
export function heard(now) {
  return { heard: now, brokenSince: null };
}

/** @param {{heard: number, brokenSince: number | null}} watch @param {number} now */
export function broken(watch, now) {
  return { heard: watch.heard, brokenSince: watch.brokenSince ?? now };
}

/** @param {{heard: number, brokenSince: number | null}} watch @param {number} now */
export function isLost(watch, now) {
  return now - watch.heard > SILENCE_MILLIS || (watch.brokenSince !== null && now - watch.brokenSince > BROKEN_MILLIS);
}
