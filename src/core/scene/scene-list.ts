/** Things that belong to scenes, in the order of the scenes' ids; those of one scene in the order they came in. */
export class SceneList<T> {
  readonly entries: { readonly scene: string; readonly item: T }[] = [];

  add(scene: string, item: T): void {
    const { entries } = this;
    const last = entries.at(-1);
    // Scenes are mostly loaded in order.
    if (!last || last.scene <= scene) entries.push({ scene, item });
    else entries.splice(this.#firstAfter(scene), 0, { scene, item });
  }

  /** Takes out one thing of a scene, if it is there. */
  removeItem(scene: string, item: T): void {
    for (let index = this.#firstAfter(scene) - 1; this.entries[index]?.scene === scene; index--) {
      if (this.entries[index]!.item !== item) continue;
      this.entries.splice(index, 1);
      return;
    }
  }

  /** Takes out all that belongs to a scene. */
  remove(scene: string): void {
    const end = this.#firstAfter(scene);
    let start = end;
    while (start > 0 && this.entries[start - 1]!.scene === scene) start--;
    this.entries.splice(start, end - start);
  }

  #firstAfter(scene: string): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.scene <= scene) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
