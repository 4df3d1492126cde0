// The tab says how things are before it is opened: the icon by the worst health, the title by the page's own words.

const ICONS = /** @type {Record<string, string>} */ ({
  HEALTHY: 'healthy', DEGRADED: 'degraded', SOURCE_DOWN: 'down', NO_SOURCE: 'down', UNCONFIGURED: 'unknown',
});

export function showInTab() {
  const state = document.getElementById('page-state');
  if (!state) return;
  if (state.dataset.title) document.title = state.dataset.title;
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="icon"]'));
  const icon = ICONS[state.dataset.worst ?? ''];
  const lost = document.documentElement.classList.contains('is-lost');
  if (link && icon) {
    const href = link.href.replace(/[^/]+\.svg$/, `favicon-${lost ? 'unknown' : icon}.svg`);
    if (link.href !== href) link.href = href;
  }
}
