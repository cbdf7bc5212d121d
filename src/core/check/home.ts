import type { DeviceModel } from '../device/model.ts';
import { own } from '../device/validate.ts';
import { listOr } from '../device/value.ts';
import type { Home, HomeDevice, Resident } from '../home.ts';
import { checkCondition } from './conditions.ts';
import { collectFindings, type Finding, type Path, type Report } from './finding.ts';
import { findDevice, idProblem, showName, unknownName } from './names.ts';
import type { SceneEnv } from './scene-env.ts';
import { valueProblem } from './value.ts';

/** Where residents are when they are in no room. */
const away = 'away';

/** What is wrong with a home whose shape is right: ids, and names that do not exist. */
export function checkHome(home: Home, models: ReadonlyMap<string, DeviceModel>): Finding[] {
  return collectFindings((report) => {
    for (const [index, room] of home.rooms.entries()) {
      if (room === away)
        report(['rooms', index], 'a room cannot be called away: that is where people are who are out');
      if (home.rooms.indexOf(room) < index)
        report(['rooms', index], `the room ${showName(room)} is there twice`);
    }
    for (const [id, device] of Object.entries(home.devices)) {
      const problem = idProblem('device', id);
      if (problem !== undefined) report(['devices', id], problem, 'key');
      checkDevice(id, device, home, models, report);
    }
    checkFloorPlan(home, report);
    for (const [name, resident] of Object.entries(home.residents ?? {})) {
      checkResident(resident, home, models, ['residents', name], report);
    }
  });
}

/** What is wrong with what must never, or always, be so in a home: it may name scenes, too. */
export function checkRules({ never, always }: Home, env: SceneEnv): Finding[] {
  return collectFindings((report) => {
    for (const [kind, rules] of Object.entries({ never, always })) {
      for (const [index, rule] of rules?.entries() ?? []) checkCondition(rule, env, [kind, index], report);
    }
  });
}

function checkFloorPlan(home: Home, report: Report): void {
  if (home.entrance !== undefined) checkRoom(home.entrance, home, ['entrance'], report);
  for (const [name, { beside = [] }] of Object.entries(home.floor_plan ?? {})) {
    const path: Path = ['floor_plan', name];
    checkRoom(name, home, path, report);
    for (const [index, other] of beside.entries()) checkRoom(other, home, [...path, 'beside', index], report);
  }
}

function checkResident(
  { has = [], day }: Resident,
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
  path: Path,
  report: Report,
): void {
  const modelOf = (id: string, where: Path, at?: 'key'): DeviceModel | undefined => {
    const known = findDevice(home, models, id);
    if (typeof known === 'string') report(where, known, at);
    return typeof known === 'string' ? undefined : known?.model;
  };
  const checkThing = (id: string, where: Path): void => {
    const model = modelOf(id, where);
    if (model && !model.owner)
      report(where, `${showName(id)} stays where it is: a ${home.devices[id]?.model} goes with nobody`);
  };
  for (const [index, id] of has.entries()) checkThing(id, [...path, 'has', index]);
  for (const [index, { room, takes = [], uses = {} }] of day.entries()) {
    const where: Path = [...path, 'day', index];
    if (room !== away) checkRoom(room, home, [...where, 'room'], report, [away]);
    for (const [number, id] of takes.entries()) checkThing(id, [...where, 'takes', number]);
    for (const [id, gesture] of Object.entries(uses)) {
      const model = modelOf(id, [...where, 'uses', id], 'key');
      const gestures = Object.keys(model?.hands ?? {});
      if (!model || gestures.includes(gesture)) continue;
      const sentence = `nobody can ${showName(gesture)} ${id} by hand`;
      const message =
        gestures.length === 0
          ? `${sentence}; a ${home.devices[id]?.model} has nothing for hands`
          : unknownName(sentence, gesture, gestures, 'hands can');
      report([...where, 'uses', id], message);
    }
  }
}

function checkDevice(
  id: string,
  device: HomeDevice,
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
  report: Report,
): void {
  const path: Path = ['devices', id];
  if (device.room !== undefined) checkRoom(device.room, home, [...path, 'room'], report);
  const names = [...models.keys()].sort();
  if (device.model === undefined) {
    if (device.simulated === false) return;
    const which =
      names.length > 10
        ? `, one of the ${names.length} in devices/, such as ${names[0]}`
        : `: ${listOr(names)}`;
    const message = `${showName(id)} needs a model${which}. A real device says simulated: false instead`;
    report(path, message, 'key');
    return;
  }
  const model = models.get(device.model);
  if (model) {
    checkInitial(id, device, model, [...path, 'initial'], report);
  } else {
    const sentence = `there is no model ${showName(device.model)}`;
    report([...path, 'model'], unknownName(sentence, device.model, names, 'there are'));
  }
}

function checkInitial(id: string, device: HomeDevice, model: DeviceModel, path: Path, report: Report): void {
  const names = Object.keys(model.properties);
  for (const [name, value] of Object.entries(device.initial ?? {})) {
    const spec = own(model.properties, name);
    if (spec) {
      const problem = valueProblem(`${id}.${name}`, spec, value);
      if (problem !== undefined) report([...path, name], problem);
    } else {
      const sentence = `${id} has no property ${showName(name)}`;
      report([...path, name], unknownName(sentence, name, names, 'it has'), 'key');
    }
  }
}

function checkRoom(room: string, home: Home, path: Path, report: Report, also: readonly string[] = []): void {
  if (home.rooms.includes(room)) return;
  if (home.rooms.length === 0) {
    report(
      path,
      `there is no room ${showName(room)}: rooms: [${room}] at the top of the file would make it one`,
    );
    return;
  }
  report(
    path,
    unknownName(`there is no room ${showName(room)}`, room, [...home.rooms, ...also], 'rooms has'),
  );
}
