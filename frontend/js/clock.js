// The panel's clock as seen from here: a browser whose clock is wrong must not call fresh data old.

let offset = 0;

/** @param {number} panelMillis the panel's time in this moment */
export function setPanelTime(panelMillis) {
  if (Number.isFinite(panelMillis)) offset = panelMillis - Date.now();
}

export function panelNow() {
  return Date.now() + offset;
}
