export type { RunningHome, TestedScene } from './ports.ts';
export { startDashboard, startDashboardNear } from './server.ts';
export { Site } from './site.ts';
