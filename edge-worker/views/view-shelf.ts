/**
 * A bounded set of views by name. The one that was asked for longest ago goes first: names come from outside, and a
 * crowd of invented ones pushes out each other, never what everybody looks at (W7).
 */
export class ViewShelf<Key extends string, View> {
  readonly #views = new Map<Key, View>();
  readonly #make: (key: Key) => View;
  readonly #sizeMax: number;

  constructor(sizeMax: number, make: (key: Key) => View) {
    this.#sizeMax = sizeMax;
    this.#make = make;
  }

  /** What is there, without counting as asked for: for those who ask a thousand times a second. */
  peek(key: Key): View | undefined {
    return this.#views.get(key);
  }

  of(key: Key): View {
    let view = this.#views.get(key);
    if (view === undefined) {
      view = this.#make(key);
      if (this.#views.size >= this.#sizeMax) this.#forgetOne();
    } else {
      this.#views.delete(key);
    }
    this.#views.set(key, view); // last in the map's order
    return view;
  }

  #forgetOne(): void {
    for (const first of this.#views.keys()) {
      this.#views.delete(first);
      return;
    }
  }
}
