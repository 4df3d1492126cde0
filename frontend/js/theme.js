// Loaded before the first paint, so that a dark room never sees a white flash.
(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => document.documentElement.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', apply);
  // paper is white
  window.addEventListener('beforeprint', () => document.documentElement.setAttribute('data-bs-theme', 'light'));
  window.addEventListener('afterprint', apply);
  apply();
})();
