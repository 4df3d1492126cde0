// Changes a piece of the page into what the server says now, touching only what differs: no flicker, no lost focus, no lost
// half-filled form, no closed <details>. Elements with data-keep keep their children, which belong to a script.

/** Attributes that belong to the browser or to our scripts, not to the server. */
const OURS = new Set(['style', 'open', 'data-drawn']);

/**
 * @param {Element} from stands in the page
 * @param {Element} to what it should be
 */
export function morph(from, to) {
  if (from.tagName !== to.tagName) {
    from.replaceWith(to);
    return;
  }
  if (isField(from)) {
    morphField(/** @type {HTMLInputElement} */ (from), /** @type {HTMLInputElement} */ (to));
    return;
  }
  copyAttributes(from, to);
  if (!from.hasAttribute('data-keep')) morphChildren(from, to);
}

/** @param {Element} from @param {Element} to */
function morphChildren(from, to) {
  const wanted = new Set(Array.from(to.children, (child) => child.id).filter(Boolean));
  let here = from.firstChild;
  for (const next of Array.from(to.childNodes)) {
    const match = matching(from, here, next, wanted);
    if (match === null) {
      from.insertBefore(next, here);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else from.insertBefore(match, here);
    if (match instanceof Element) morph(match, /** @type {Element} */ (next));
    else if (match.nodeValue !== next.nodeValue) match.nodeValue = next.nodeValue;
  }
  while (here !== null) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

/**
 * The node in the page that becomes `next`: the one of the same id, else the one that stands here if it is of its kind.
 * @param {Element} parent @param {ChildNode | null} here @param {ChildNode} next @param {Set<string>} wanted
 * @returns {ChildNode | null}
 */
function matching(parent, here, next, wanted) {
  if (next instanceof Element && next.id) {
    return Array.from(parent.children).find((child) => child.id === next.id && child.tagName === next.tagName) ?? null;
  }
  if (here === null || here.nodeType !== next.nodeType) return null;
  if (!(here instanceof Element)) return here;
  return here.tagName === /** @type {Element} */ (next).tagName && !(here.id && wanted.has(here.id)) ? here : null;
}

/** @param {Element} from @param {Element} to */
function copyAttributes(from, to) {
  for (const { name, value } of Array.from(to.attributes)) {
    if (!OURS.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of Array.from(from.attributes)) {
    if (!OURS.has(name) && !to.hasAttribute(name)) from.removeAttribute(name);
  }
}

/** @param {Element} element */
function isField(element) {
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName);
}

/**
 * A field that the admin has touched stays as it is; only whether it may be used follows the server.
 * @param {HTMLInputElement} from @param {HTMLInputElement} to
 */
function morphField(from, to) {
  if (from.type !== 'hidden' && touched(from)) {
    from.disabled = to.disabled;
    return;
  }
  copyAttributes(from, to);
  if (from.tagName === 'INPUT') from.value = to.value;
  else morphChildren(from, to);
}

/** @param {HTMLInputElement} field */
function touched(field) {
  if (field === document.activeElement) return true;
  if (field.tagName === 'SELECT') {
    return Array.from(/** @type {any} */ (field).options).some((option) => option.selected !== option.defaultSelected);
  }
  return field.type === 'checkbox' || field.type === 'radio'
    ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}
