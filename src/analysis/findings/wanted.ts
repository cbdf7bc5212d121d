import type { Command } from './bench.ts';
import type { Wanted } from './finding.ts';

/** That scenes ask a device for something so often. */
export function asked(device: string, { method, params }: Command, counted: Wanted): Wanted {
  if (method === 'set_prop') return { device, set: params, ...counted };
  const some = Object.keys(params).length > 0;
  return { device, method, ...(some ? { params } : {}), ...counted };
}
