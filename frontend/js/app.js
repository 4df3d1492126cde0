// The one entry: everything that a page does beyond what HTML does.
import { drawCharts } from './chart.js';
import { setPanelTime } from './clock.js';
import { showInTab } from './favicon.js';
import { followOutput, helpForms } from './forms.js';
import { goLive } from './live.js';
import { tick } from './times.js';
import { drawTopologies } from './topology.js';

/** @param {ParentNode} root */
function redraw(root) {
  drawTopologies(root);
  drawCharts(root);
  followOutput(root);
  showInTab();
  tick(root);
}

setPanelTime(Date.parse(document.querySelector('meta[name="panel-time"]')?.getAttribute('content') ?? ''));
helpForms();
goLive(redraw);
redraw(document);
setInterval(() => { tick(); showInTab(); }, 500);
