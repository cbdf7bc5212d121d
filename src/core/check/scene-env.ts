import type { DeviceModel } from '../device/model.ts';
import type { Home } from '../home.ts';

/** What a scene is checked against. */
export interface SceneEnv {
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  /** What the home's own topics begin with. Default: `millet`. */
  readonly prefix?: string | undefined;
  /** The ids of all scenes, also of those with mistakes. */
  readonly scenes: ReadonlySet<string>;
  /** The id of the scene itself. */
  readonly self?: string;
}
