// In the browser d3-hierarchy lies beside js/; here npm's copy stands in.
/** @param {string} specifier @param {any} context @param {Function} next */
export async function resolve(specifier, context, next) {
  return next(specifier.endsWith('/d3-hierarchy/src/index.js') ? 'd3-hierarchy' : specifier, context);
}
