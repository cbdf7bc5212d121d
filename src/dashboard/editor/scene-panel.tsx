export function ScenePanel() { return null; }
