import { defineDevice } from '../../../src/core/device/index.ts';

/** A model with what the article's models lack: a property that cannot be read, and mistakes. */
export default defineDevice({
  model: 'odd',
  title: 'Odd device',
  properties: {
    pin_code: { type: 'string', maxLength: 4, access: 'w', initial: '' },
    silent: { type: 'number', range: [0, 1], step: 0.1, access: 'rw', initial: 0 },
    loud: { type: 'boolean', access: 'rwn', initial: false },
    counter: { type: 'integer', range: [0, 3], access: 'rn', initial: 0 },
  },
  actions: {
    crash: {
      run(self) {
        self.set({ counter: 1 });
        throw new Error('nobody thought of this');
      },
    },
    overflow: { run: (self) => self.set({ loud: true, counter: 4 }) },
    crash_later: {
      run(self) {
        self.after(1_000, () => {
          self.set({ counter: 2 });
          throw new Error('later');
        });
      },
    },
    circle: { run: (self) => self.set({ counter: 1 }) },
  },
  guard(self, values) {
    if (values.loud && values.silent === 1) self.refuse('it cannot be loud and silent');
  },
  changed(self, names) {
    // A model that reacts to its own reaction for ever.
    if (names.has('counter') && self.get('counter') > 0)
      self.set({ counter: self.get('counter') === 1 ? 2 : 1 });
  },
});
