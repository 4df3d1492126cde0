import assert from 'node:assert/strict';
import test from 'node:test';
import { series } from '../js/lag-series.js';

test('turns steps into times and milliseconds into seconds', () => {
  const { names, columns } = series({ start: 1000, stepMillis: 5000, replicas: [{ name: 'uranus', millis: [100, null, 250] }] });
  assert.deepEqual(names, ['uranus']);
  assert.deepEqual(columns, [[1, 6, 11], [0.1, null, 0.25]]);
});

test('draws nothing of a cluster without replicas', () => {
  assert.deepEqual(series({ replicas: [] }), { names: [], columns: [[]] });
});
