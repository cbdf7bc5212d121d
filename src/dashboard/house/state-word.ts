import type { PropertySpec } from '../../core/device/index.ts';

export type Props = Readonly<Record<string, unknown>>;

/** A device in one word or two. `active`: it does something now, and its mark is lit. */
export interface StateWord {
  readonly word: string;
  readonly active: boolean;
}

/** What is worth saying first about the products that we know. Everything else is told by `wordByKind`. */
const words: Readonly<Record<string, (props: Props) => StateWord>> = {
  'air-conditioner': (props) => onOff(props, `${props.mode} ${number(props.temperature)}°`),
  'air-monitor': ({ co2, quality }) => ({ word: `${number(co2)} ppm`, active: quality === 'poor' }),
  'air-purifier': (props) => onOff(props, `${props.mode} ${number(props.pm2_5)}`),
  car: ({ location, battery }) => ({
    word: `${location} ${number(battery)} %`,
    active: location === 'arriving',
  }),
  'climate-sensor': ({ temperature, humidity }) => ({
    word: `${number(temperature)}° ${number(humidity)} %`,
    active: false,
  }),
  'coffee-maker': ({ status }) => ({ word: String(status), active: status !== 'idle' }),
  curtain: ({ position, moving }) => ({
    word: position === 0 ? 'closed' : position === 100 ? 'open' : `${number(position)} % open`,
    active: moving !== 'stopped',
  }),
  'door-sensor': ({ open }) => ({ word: open ? 'open' : 'closed', active: open === true }),
  heater: ({ power, heating, temperature }) => ({
    word: power === 'on' ? `${heating ? 'heats' : 'warm'} ${Math.round(Number(temperature))}°` : 'off',
    active: heating === true,
  }),
  kettle: ({ status, temperature }) => ({
    word: status === 'idle' ? 'idle' : `${String(status).replaceAll('_', ' ')} ${number(temperature)}°`,
    active: status === 'heating',
  }),
  'light-sensor': ({ illuminance }) => ({ word: `${number(illuminance)} lx`, active: false }),
  'motion-sensor': ({ detected }) => ({ word: detected ? 'motion' : 'still', active: detected === true }),
  phone: ({ location, ringing, battery }) => ({
    word: ringing ? 'ringing' : `${location} ${number(battery)} %`,
    active: ringing === true,
  }),
  'robot-vacuum': ({ status, battery }) => ({
    word: status === 'docked' ? `docked ${number(battery)} %` : String(status),
    active: status === 'cleaning',
  }),
  'smart-bulb': (props) => onOff(props, `on ${number(props.brightness)} %`),
  'smart-plug': (props) => onOff(props, `on ${number(props.load)} W`),
  'smoke-alarm': ({ alarm }) => ({
    word: alarm === 'off' ? 'no smoke' : String(alarm),
    active: alarm !== 'off',
  }),
  'wireless-switch': ({ last_click }) => ({
    word: last_click === 'none' || last_click === undefined ? 'not pressed' : String(last_click),
    active: false,
  }),
};

/** How a device is, in a word, whatever model it has. */
export function stateWord(
  model: string,
  props: Props,
  specs: Readonly<Record<string, PropertySpec>>,
): StateWord {
  const known = words[model];
  if (known && Object.keys(props).length > 0) return known(props);
  return wordByKind(props, specs);
}

/** A value with its unit, as people read it. */
export function showValue(value: unknown, spec?: PropertySpec): string {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return `${number(value)}${unitOf(spec)}`;
  if (typeof value === 'string') return value === '' ? 'empty' : shortInstant(value);
  return JSON.stringify(value);
}

/** An instant as devices say it, in the home's own time: `06:59:21 on 2026-03-02`. */
function shortInstant(text: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?[+-]\d{2}:\d{2}$/.exec(text);
  return found ? `${found[2]} on ${found[1]}` : text;
}

function wordByKind(props: Props, specs: Readonly<Record<string, PropertySpec>>): StateWord {
  const names = Object.keys(props);
  const first = names.find((name) => name === 'status') ?? names.find((name) => name === 'power') ?? names[0];
  if (first === undefined) return { word: 'nothing known', active: false };
  const value = props[first];
  const word = typeof value === 'boolean' ? (value ? first : `not ${first}`) : showValue(value, specs[first]);
  return { word: word.replaceAll('_', ' '), active: value === true || value === 'on' };
}

function onOff(props: Props, whenOn: string): StateWord {
  const active = props.power === 'on';
  return { word: active ? whenOn : 'off', active };
}

/** No more digits than anybody reads. */
function number(value: unknown): string {
  if (typeof value !== 'number') return 'unknown';
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 10) / 10);
}

function unitOf(spec: PropertySpec | undefined): string {
  if (spec?.type !== 'integer' && spec?.type !== 'number') return '';
  const { unit } = spec;
  if (unit === undefined) return '';
  return unit === 'C' ? ' °C' : ` ${unit.replace('ug/m3', 'µg/m³')}`;
}
