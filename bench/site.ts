import type { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import type { RunningHome } from '../src/web/index.ts';
import { Site } from '../src/web/index.ts';

/** The site of a home on the memory bus: what its page costs, without what a broker does. */
export function siteOf(
  simulated: SimulatedHome,
  { home, models }: Pick<SimulationOptions, 'home' | 'models'>,
): Site {
  const { simulation } = simulated;
  const never = (): never => {
    throw new Error('The benchmark does not ask for this.');
  };
  const clock: RunningHome['clock'] = {
    get time() {
      return simulation.clock.now;
    },
    speed: 1,
    paused: false,
    whole: true,
    setSpeed: never,
    setPaused: never,
    jumpTo: never,
  };
  return new Site({
    home,
    models,
    simulation,
    clock,
    store: {
      ids: () => [],
      read: () => undefined,
      load: never,
      complete: never,
      write: never,
      remove: never,
      jsonSchema: never,
    },
    commander: { request: never, publish: never },
    runTests: never,
    broker: 'mqtt://127.0.0.1',
    version: '0',
  });
}
