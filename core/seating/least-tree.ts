/**
 * The least of many costs, kept while single costs change: a binary tournament. Finding is free, a change climbs
 * log2(n) matches. Among equals the lower index wins. A cost of infinity takes no part.
 */
export class LeastTree {
  readonly #leaves: number;
  readonly #costs: Float64Array;
  /** Winner of each match; match 1 is the final, the matches of match i are 2i and 2i + 1. */
  readonly #winners: Uint32Array;

  constructor(count: number) {
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    this.#costs = new Float64Array(leaves).fill(Infinity);
    this.#winners = new Uint32Array(2 * leaves);
    for (let leaf = 0; leaf < leaves; leaf += 1) this.#winners[leaves + leaf] = leaf;
    for (let match = leaves - 1; match > 0; match -= 1) this.#play(match);
  }

  cost(index: number): number {
    return this.#costs[index] ?? Infinity;
  }

  set(index: number, cost: number): void {
    if (this.cost(index) === cost) return;
    this.#costs[index] = cost;
    for (let match = (this.#leaves + index) >> 1; match > 0; match >>= 1) this.#play(match);
  }

  /** Index of the least cost, or `undefined` when all are infinite. */
  least(): number | undefined {
    const winner = this.#winners[1] ?? 0;
    return this.cost(winner) === Infinity ? undefined : winner;
  }

  #play(match: number): void {
    const left = this.#winners[2 * match] ?? 0;
    const right = this.#winners[2 * match + 1] ?? 0;
    this.#winners[match] = this.cost(right) < this.cost(left) ? right : left;
  }
}
