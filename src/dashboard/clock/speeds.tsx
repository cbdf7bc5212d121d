import { clock, commandClock } from '../live/clock.ts';

/** The paces, each with its key. */
export const speeds = [
  { speed: 1, label: '1×', key: '1' },
  { speed: 10, label: '10×', key: '2' },
  { speed: 60, label: '60×', key: '3' },
  { speed: 'max', label: 'Max', key: '4' },
] as const;

export function Speeds() {
  const current = clock.value?.speed;
  return (
    <div class="segments" role="group" aria-label="Speed">
      {speeds.map(({ speed, label, key }) => (
        <button
          key={key}
          type="button"
          aria-pressed={current === speed}
          title={speed === 'max' ? 'As fast as the machine can (4)' : `${speed} times real time (${key})`}
          onClick={() => void commandClock({ action: 'speed', speed })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
