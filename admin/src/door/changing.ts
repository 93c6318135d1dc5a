/** A state that a page can watch: plain data, replaced as a whole with every change. */
export class Changing<State extends object> {
  #state: State;
  readonly #watchers = new Set<() => void>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** For `useSyncExternalStore`. @returns a way to stop watching. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  };

  readonly current = (): State => this.#state;

  protected change(part: Partial<State>): void {
    this.#state = { ...this.#state, ...part };
    for (const watcher of this.#watchers) watcher();
  }
}
