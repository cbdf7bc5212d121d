import { defineDevice } from '../src/core/device/index.ts';
export default defineDevice({
  model: 'curtain', title: 'Curtain',
  properties: {
    position: { type: 'integer', range: [0, 100], unit: '%', access: 'rwn', initial: 0 },
    moving: { type: 'enum', values: ['stopped', 'opening', 'closing'], access: 'rn', initial: 'stopped' },
  },
  actions: {
    open: { params: { percent: { type: 'integer', range: [0, 100], default: 100 } }, run(self, { percent }) { self.set({ position: percent }); const m: 'stopped'|'opening'|'closing' = self.get('moving'); void m; } },
  },
  changed(self, names) { if (names.has('moving')) self.set({ moving: 'stopped' }); },
  write: { position(self, value) { const v: number = value; self.set({ position: v }); } },
});
