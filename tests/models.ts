import airConditioner from '../devices/air-conditioner.ts';
import airMonitor from '../devices/air-monitor.ts';
import airPurifier from '../devices/air-purifier.ts';
import car from '../devices/car.ts';
import climateSensor from '../devices/climate-sensor.ts';
import coffeeMaker from '../devices/coffee-maker.ts';
import curtain from '../devices/curtain.ts';
import doorSensor from '../devices/door-sensor.ts';
import heater from '../devices/heater.ts';
import kettle from '../devices/kettle.ts';
import lightSensor from '../devices/light-sensor.ts';
import motionSensor from '../devices/motion-sensor.ts';
import phone from '../devices/phone.ts';
import riceCooker from '../devices/rice-cooker.ts';
import robotVacuum from '../devices/robot-vacuum.ts';
import smartBulb from '../devices/smart-bulb.ts';
import smartPlug from '../devices/smart-plug.ts';
import smokeAlarm from '../devices/smoke-alarm.ts';
import wirelessSwitch from '../devices/wireless-switch.ts';

/** The models of all products, by name. */
export const models = new Map(
  [
    airConditioner,
    airMonitor,
    airPurifier,
    car,
    climateSensor,
    coffeeMaker,
    curtain,
    doorSensor,
    heater,
    kettle,
    lightSensor,
    motionSensor,
    phone,
    riceCooker,
    robotVacuum,
    smartBulb,
    smartPlug,
    smokeAlarm,
    wirelessSwitch,
  ].map((model) => [model.model, model]),
);
