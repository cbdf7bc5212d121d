import {
  mdiAirConditioner,
  mdiAirPurifier,
  mdiBrightness5,
  mdiCar,
  mdiCellphone,
  mdiCoffeeMaker,
  mdiCurtains,
  mdiCurtainsClosed,
  mdiDevices,
  mdiDoorClosed,
  mdiDoorOpen,
  mdiGestureTapButton,
  mdiKettle,
  mdiLightbulbOn,
  mdiLightbulbOutline,
  mdiMoleculeCo2,
  mdiMotionSensor,
  mdiMotionSensorOff,
  mdiPotSteam,
  mdiPowerSocketDe,
  mdiRadiator,
  mdiRobotVacuum,
  mdiSmokeDetector,
  mdiSmokeDetectorAlert,
  mdiThermometer,
  mdiWindowClosedVariant,
  mdiWindowOpenVariant,
} from '@mdi/js';
import type { Props } from './state-word.ts';

/** The picture of a product, by model; it may follow the state. A model of one's own gets the last one. */
const glyphs: Readonly<Record<string, (props: Props) => string>> = {
  'air-conditioner': () => mdiAirConditioner,
  'air-monitor': () => mdiMoleculeCo2,
  'air-purifier': () => mdiAirPurifier,
  car: () => mdiCar,
  'climate-sensor': () => mdiThermometer,
  'coffee-maker': () => mdiCoffeeMaker,
  curtain: ({ position }) => (position === 0 ? mdiCurtainsClosed : mdiCurtains),
  'door-sensor': ({ open, mounted_on }) =>
    mounted_on === 'window'
      ? open
        ? mdiWindowOpenVariant
        : mdiWindowClosedVariant
      : open
        ? mdiDoorOpen
        : mdiDoorClosed,
  heater: () => mdiRadiator,
  kettle: () => mdiKettle,
  'light-sensor': () => mdiBrightness5,
  'motion-sensor': ({ detected }) => (detected ? mdiMotionSensor : mdiMotionSensorOff),
  phone: () => mdiCellphone,
  'rice-cooker': () => mdiPotSteam,
  'robot-vacuum': () => mdiRobotVacuum,
  'smart-bulb': ({ power }) => (power === 'on' ? mdiLightbulbOn : mdiLightbulbOutline),
  'smart-plug': () => mdiPowerSocketDe,
  'smoke-alarm': ({ alarm }) => (alarm === 'smoke' ? mdiSmokeDetectorAlert : mdiSmokeDetector),
  'wireless-switch': () => mdiGestureTapButton,
};

/** The SVG path of a device's glyph, in a box of 24 by 24. */
export function glyphOf(model: string, props: Props): string {
  return glyphs[model]?.(props) ?? mdiDevices;
}
