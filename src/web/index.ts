export type { Commander, DeviceReply, LiveClock, RunningHome, SceneStore, StoredScene } from './ports.ts';
export { type Dashboard, startDashboard, startDashboardNear } from './server.ts';
export { Site } from './site.ts';
