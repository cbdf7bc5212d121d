import airPurifier from '../devices/air-purifier.ts';
import coffeeMaker from '../devices/coffee-maker.ts';
import curtain from '../devices/curtain.ts';
import motionSensor from '../devices/motion-sensor.ts';
import smartBulb from '../devices/smart-bulb.ts';

/** The models of the article, by name. */
export const models = new Map(
  [airPurifier, coffeeMaker, curtain, motionSensor, smartBulb].map((model) => [model.model, model]),
);
