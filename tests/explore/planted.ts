/** A home in which the heater comes on when four things happen in the right order, each while the last is still fresh. */
export const plantedHome = {
  'home.yaml': `name: Workshop
location: { latitude: 52.52, longitude: 13.4, timezone: Europe/Berlin }
rooms: [workshop]
devices:
  button: { model: wireless-switch, room: workshop, latency: 10ms }
  door: { model: door-sensor, room: workshop, latency: 10ms }
  sensor: { model: motion-sensor, room: workshop, latency: 10ms }
  lamp: { model: smart-bulb, room: workshop, latency: 10ms }
  heater: { model: heater, room: workshop, latency: 10ms, initial: { power: "off" } }
never:
  - { device: heater, prop: power, value: "on" }
`,
  'scenes/first.yaml': `trigger: { type: event, device: button, event: click, where: { kind: double } }
actions: [{ delay: 10m }]
`,
  'scenes/second.yaml': `trigger: { type: property, device: door, prop: open, value: true }
conditions: [{ type: scene, scene: first, value: running }]
actions: [{ delay: 10m }]
`,
  'scenes/third.yaml': `trigger: { type: property, device: sensor, prop: detected, value: true }
conditions: [{ type: scene, scene: second, value: running }]
actions: [{ delay: 10m }]
`,
  'scenes/fourth.yaml': `trigger: { type: event, device: button, event: click, where: { kind: long } }
conditions: [{ type: scene, scene: third, value: running }]
actions: [{ device: heater, set: { power: "on" } }]
`,
} as const;
