import { MemoryBus } from '../../../src/core/bus/memory.ts';
import { testBus } from './contract.ts';

testBus(
  'the memory bus',
  async () => {
    const bus = new MemoryBus();
    return { bus, settle: async () => bus.settle(), stop: async () => {} };
  },
  { programs: 20 },
);
