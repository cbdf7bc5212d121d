/** How many failures a reason names; the steps tell them all. */
const most = 5;

/** The steps of a run that have failed. There may be any number of them: a step may stand in a repeat without end. */
export class Failures {
  readonly #told: string[] = [];
  #count = 0;

  get none(): boolean {
    return this.#count === 0;
  }

  get reason(): string {
    const more = this.#count - this.#told.length;
    return [...this.#told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  }

  add(reason: string): void {
    this.#count++;
    if (this.#told.length < most) this.#told.push(reason);
  }
}
