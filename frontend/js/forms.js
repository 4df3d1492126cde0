// Small helps for forms, none of them needed: a button that works once, a name that unlocks, a text that can be copied.

export function helpForms() {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.sent) event.preventDefault(); // pressed twice
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 3000); // an answer that never came: let them try again
  });
  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-copy]');
    const text = document.getElementById(button?.getAttribute('data-copy') ?? '')?.textContent;
    if (!button || !text) return;
    navigator.clipboard.writeText(text.trim()).then(() => { button.textContent = 'Copied'; },
      () => { button.textContent = 'Select it and press Ctrl+C'; });
  });
  document.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.target).closest('[data-print]')) window.print();
  });
}

/** @type {WeakMap<Element, number>} */
const heights = new WeakMap();

/** Output that grows stays at its end, unless someone scrolled up to read. @param {ParentNode} root */
export function followOutput(root) {
  root.querySelectorAll('[data-follow]').forEach((box) => {
    const before = heights.get(box) ?? 0;
    if (box.scrollHeight !== before && box.scrollTop + box.clientHeight >= before - 40) box.scrollTop = box.scrollHeight;
    heights.set(box, box.scrollHeight);
  });
}
