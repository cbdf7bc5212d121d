import type { z } from 'zod';
import type { CodeCall } from '../core/scene/code.ts';
import type { HomeForCode } from '../core/scene/home-for-code.ts';
import type { sceneSchema } from '../core/scene/schema.ts';

/** The same shape, in which functions stand where the journal has something that stands for them. */
type WithFunctions<Part> = Part extends CodeCall
  ? (home: HomeForCode) => unknown
  : Part extends readonly unknown[] | object
    ? { readonly [Key in keyof Part]: WithFunctions<Part[Key]> }
    : Part;

/** A scene as its file of TypeScript has it. */
export type SceneDefinition = WithFunctions<z.input<typeof sceneSchema>>;

/**
 * Says what a scene does: `export default defineScene({ ... })` in scenes/<scene>.ts. The keys are those of a scene file
 * of YAML. `millet types` makes it know the devices of your home.
 */
export function defineScene(scene: SceneDefinition): SceneDefinition {
  return scene;
}
