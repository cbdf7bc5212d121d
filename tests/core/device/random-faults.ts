import fc from 'fast-check';
import { faultKinds } from '../../../src/core/device/fault.ts';
import { models } from '../../models.ts';

/** Random faults of all kinds, for any product: payloads of the topic `millet/<device>/fault`. */

const prop = fc.constantFrom(
  ...new Set(
    [...models.values()].flatMap(({ properties }) =>
      Object.entries(properties).flatMap(([name, { reading }]) => (reading ? [name] : [])),
    ),
  ),
);
export const span = fc.constantFrom('0s', '1ms', '700ms', '5s', '3m', '2h');
const share = fc.double({ min: 0, max: 1, noNaN: true });

export const fault = fc.oneof(
  fc.constantFrom('offline', 'duplicated', 'stuck', 'jam', 'reboot', 'none'),
  fc.record({ kind: fc.constant('offline'), for: span }),
  fc.record({ kind: fc.constant('slow'), delay: span }),
  fc.record({ kind: fc.constant('lossy'), share }),
  fc.record({ kind: fc.constant('duplicated'), share, for: span }),
  fc.record({ kind: fc.constant('stuck'), prop, for: span }),
  fc.record({
    kind: fc.constant('drift'),
    prop,
    per_hour: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({ kind: fc.constant('battery'), level: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('battery'), level: fc.constant(0), for: span }),
  fc.record({ kind: fc.constant('reboot'), after: span }),
  fc.record({ kind: fc.constant('none'), of: fc.constantFrom(...faultKinds) }),
);
