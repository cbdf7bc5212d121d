export { collectFindings, type Finding, type Path, type Report } from './finding.ts';
export { checkHome } from './home.ts';
export { checkModel } from './model.ts';
export { idProblem, showName, unknownName } from './names.ts';
export { checkScene } from './references.ts';
export type { SceneEnv } from './scene-env.ts';
