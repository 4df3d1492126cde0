// Numbers and times in the words that the server uses too (Amounts.java): keep both alike.

/**
 * How long something took.
 * @param {number} millis
 */
export function duration(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(Math.floor(millis / 100) / 10).toFixed(1)} s`;
  const minutes = Math.floor(millis / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((millis % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * How long ago something was, coarser the longer it is ago.
 * @param {number} millis
 */
export function ago(millis) {
  if (millis < 0 || millis < 1000) return 'just now';
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/**
 * A lag as it stands on an arrow.
 * @param {number | null | undefined} millis
 */
export function lag(millis) {
  if (millis === null || millis === undefined) return 'unknown';
  if (millis < 10_000) return `${(millis / 1000).toFixed(millis < 1000 ? 2 : 1)} s`;
  return millis < 60_000 ? `${Math.floor(millis / 1000)} s` : duration(millis);
}
