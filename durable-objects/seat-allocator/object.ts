/**
 * The seats of one event. A shell: it takes a call, has the desk decide it, waits until the journal is written, sees
 * to the alarm, and answers. Rules are in core/sale and core/seating, SQL is in the store.
 *
 * No call waits for anything outside (S10): the alarm only sends messages. When a write fails the object resets, and
 * what was not acknowledged never was.
 */
import { DurableObject } from "cloudflare:workers";
import { millis, type Millis, type ReservationId, type VisitorId } from "../../core/brand.ts";
import * as contract from "../../core/contract/seat-allocator.ts";
import type { SeatsDocument } from "../../core/contract/seats.ts";
import { checkpointText } from "../../core/sale/checkpoint.ts";
import { openAllocation } from "../../core/sale/allocation.ts";
import { Errands } from "../../core/sale/errands.ts";
import { FIRST_HASH, seal } from "../../core/sale/journal.ts";
import { decideOpen, type OpenAct } from "../../core/sale/opening.ts";
import { refused } from "../../core/sale/outcomes.ts";
import { SeatSale } from "../../core/sale/seat-sale.ts";
import { wallTime } from "../../core/sale/sale-clock.ts";
import type { SaleTerms } from "../../core/sale/terms.ts";
import { canonicalChart } from "../../core/seating/canonical-chart.ts";
import { seatPlan } from "../../core/seating/seat-plan.ts";
import type { Env } from "../env.ts";
import { AlarmClock } from "../platform/alarms.ts";
import { systemClock, type Clock } from "../platform/clock.ts";
import { GroupCommit } from "../platform/group-commit.ts";
import { sendErrands } from "./errand-queues.ts";
import { historyOf } from "./history.ts";
import { freshSecret, keyedHashHex, sha256Hex } from "./keyed-hash.ts";
import { cardOf, SeatsPicture, totalsOf } from "./picture.ts";
import { soldEntry } from "./sold-entry.ts";
import { SaleStore, type WrittenEntry } from "./store.ts";
import { openingOf, wake } from "./waking.ts";

/** Alarms closer than this become one. */
const ALARM_GAP_MS = 200;
const SOLD_MAX = 1_000;

/** What an object has once its event's sale was opened. Before that it keeps nothing at all: see `SaleStore.find`. */
interface Awake {
  readonly store: SaleStore;
  readonly sale: SeatSale;
  readonly errands: Errands;
}

export class SeatAllocator extends DurableObject<Env> implements contract.SeatAllocatorRpc {
  static clock: Clock = systemClock;
  /** Folding an entry takes some 10 µs, so waking never folds for more than a tenth of a second. */
  static entriesPerCheckpoint = 10_000;

  readonly #alarm: AlarmClock;
  readonly #journal: GroupCommit<WrittenEntry>;
  readonly #picture = new SeatsPicture();
  #awake: Awake | undefined;
  #sinceCheckpoint = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#alarm = new AlarmClock(ctx.storage);
    this.#journal = new GroupCommit({
      write: (entries) => this.#writeGroup(entries),
      onFailure: (error) => ctx.abort(`the journal could not be written: ${String(error)}`),
    });
    const store = SaleStore.find(ctx.storage);
    const woken = store === undefined ? undefined : wake(store);
    if (store === undefined || woken === undefined) return;
    this.#sinceCheckpoint = woken.folded;
    this.#awake = this.#awaken(store, woken.allocation, woken.hash);
  }

  async openSale(
    setup: contract.SaleSetup,
  ): Promise<{ readonly kind: "ready"; readonly card: contract.SaleCard } | contract.Refused<"sale_fixed">> {
    const { chart, ...terms } = setup;
    this.#journal.flush();
    const nowMs = this.#now();
    this.#awake?.sale.sweep(nowMs);
    const decision = decideOpen(this.#awake?.sale.allocation, terms);
    if (decision.kind === "refused") return decision;
    if (decision.kind === "act") this.#open(decision.act, terms, canonicalChart(chart), nowMs);
    this.#journal.flush();
    return { kind: "ready", card: this.#card(nowMs) };
  }

  async setSaleState(
    state: contract.SaleState,
    actor: string,
  ): Promise<{ readonly kind: "done"; readonly card: contract.SaleCard } | contract.Refused<"not_found">> {
    return this.#decide((sale, nowMs) => {
      sale.say(state, actor, nowMs);
      return { kind: "done", card: cardOf(sale.allocation, nowMs) };
    });
  }

  async card(): Promise<contract.SaleCard | undefined> {
    return this.#read((sale, nowMs) => cardOf(sale.allocation, nowMs));
  }

  async chart(hash: string): Promise<string | undefined> {
    return this.#awake?.store.chart(hash);
  }

  async seats(since?: number): Promise<SeatsDocument | undefined> {
    return this.#read((sale) => this.#picture.of(sale.allocation, since));
  }

  async hold(request: contract.HoldRequest): Promise<contract.HoldOutcome> {
    return this.#decide((sale, nowMs) => sale.hold(request, nowMs));
  }

  async holdAll(requests: readonly contract.HoldRequest[]): Promise<readonly contract.HoldOutcome[]> {
    if (requests.length > contract.HELD_AT_ONCE_MAX) throw new RangeError("too many holds in one call");
    const outcomes = await this.#decide((sale, nowMs) => requests.map((request) => sale.hold(request, nowMs)));
    return "kind" in outcomes ? requests.map(() => outcomes) : outcomes;
  }

  async release(reservationId: ReservationId, holder: VisitorId): Promise<contract.ReleaseOutcome> {
    return this.#decide((sale, nowMs) => sale.release(reservationId, holder, nowMs));
  }

  async extend(reservationId: ReservationId, holder: VisitorId): Promise<contract.ExtendOutcome> {
    return this.#decide((sale, nowMs) => sale.extend(reservationId, holder, nowMs));
  }

  async reservation(reservationId: ReservationId, holder?: VisitorId): Promise<contract.Reservation | undefined> {
    return this.#read((sale, nowMs) => sale.reservation(reservationId, holder, nowMs));
  }

  async history(reservationId: ReservationId): Promise<readonly contract.ReservationStep[]> {
    this.#journal.flush();
    const steps = await this.#read((sale, nowMs) => {
      const store = this.#awake?.store;
      const known = sale.reservation(reservationId, undefined, nowMs);
      return store === undefined || known === undefined ? [] : historyOf(store, reservationId, known.heldAtMs);
    });
    return steps ?? [];
  }

  async beginPayment(request: contract.BeginPaymentRequest): Promise<contract.BeginPaymentOutcome> {
    return this.#decide((sale, nowMs) => sale.beginPayment(request, nowMs));
  }

  async commit(reservationId: ReservationId, attempt: number, paymentRef: string): Promise<contract.CommitOutcome> {
    return this.#decide((sale, nowMs) => sale.commit(reservationId, attempt, paymentRef, nowMs));
  }

  async cancelPayment(
    reservationId: ReservationId,
    attempt: number,
    proof: contract.PaymentProof,
  ): Promise<contract.CancelOutcome> {
    return this.#decide((sale, nowMs) => sale.cancelPayment(reservationId, attempt, proof, nowMs));
  }

  async revoke(request: contract.RevokeRequest): Promise<contract.RevokeOutcome> {
    return this.#decide((sale, nowMs) => sale.revoke(request, nowMs));
  }

  async block(request: contract.BlockRequest): Promise<contract.BlockOutcome> {
    return this.#decide((sale, nowMs) => sale.block(request, nowMs));
  }

  async unblock(request: contract.BlockRequest): Promise<contract.BlockOutcome> {
    return this.#decide((sale, nowMs) => sale.unblock(request, nowMs));
  }

  async settle(reservationIds: readonly ReservationId[]): Promise<void> {
    await this.#decide((sale, nowMs) => sale.settle(reservationIds, nowMs));
  }

  async stopClock(because: string): Promise<void> {
    await this.#decide((sale, nowMs) => sale.stopClock(because, nowMs));
  }

  async resumeClock(): Promise<void> {
    await this.#decide((sale, nowMs) => sale.resumeClock(nowMs));
  }

  async totals(): Promise<contract.SeatTotals | undefined> {
    return this.#read((sale) => totalsOf(sale.allocation));
  }

  async sold(afterLsn: number, limit: number): Promise<readonly contract.SoldEntry[]> {
    this.#journal.flush();
    const most = Math.min(Math.max(1, Math.trunc(limit)), SOLD_MAX);
    const store = this.#awake?.store;
    const sales = await this.#read(({ allocation }) =>
      store?.soldAfter(afterLsn, most).map((row) => soldEntry(row, allocation)),
    );
    return sales ?? [];
  }

  /** Tidies up and tells the outside what it must know. Rings at least once, maybe late; nothing here is the truth. */
  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const awake = this.#awake;
    if (awake === undefined) return;
    const nowMs = this.#now();
    this.#orReset(() => awake.sale.sweep(nowMs));
    this.#journal.flush();
    this.#seeToAlarm(awake, nowMs);
    await sendErrands(this.env, awake.sale.allocation, awake.errands, nowMs);
    this.#seeToAlarm(awake, nowMs);
  }

  /** Decides a command and answers it once it is written. */
  async #decide<Outcome>(
    rule: (sale: SeatSale, nowMs: Millis) => Outcome,
  ): Promise<Outcome | contract.Refused<"not_found">> {
    const awake = this.#awake;
    if (awake === undefined) return refused("not_found");
    const nowMs = this.#now();
    const outcome = this.#orReset(() => rule(awake.sale, nowMs));
    this.#seeToAlarm(awake, nowMs);
    await this.#journal.written();
    return outcome;
  }

  /** Answers once all it saw is written: nobody is shown what a crash could still undo. */
  async #read<Value>(view: (sale: SeatSale, nowMs: Millis) => Value): Promise<Value | undefined> {
    const sale = this.#awake?.sale;
    if (sale === undefined) return undefined;
    const value = this.#orReset(() => view(sale, sale.sweep(this.#now())));
    await this.#journal.written();
    return value;
  }

  /** An act that broke half-way leaves memory ahead of the journal, and nothing may be decided on top of that. */
  #orReset<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      this.ctx.abort(`a step of the sale failed: ${String(error)}`);
      throw error;
    }
  }

  #card(nowMs: Millis): contract.SaleCard {
    if (this.#awake === undefined) throw new Error("no sale was opened");
    return cardOf(this.#awake.sale.allocation, nowMs);
  }

  #open(act: OpenAct, terms: SaleTerms, chartText: string, nowMs: Millis): void {
    if (sha256Hex(chartText) !== terms.chartHash) throw new Error("chartHash is not the hash of the chart");
    const before = this.#awake?.sale;
    const atMs = millis(Math.max(nowMs, before?.allocation.lastAtMs ?? 0));
    const row = seal(act, (before?.allocation.lsn ?? 0) + 1, atMs, before?.hash ?? FIRST_HASH, sha256Hex);
    const plan = seatPlan(JSON.parse(chartText) as contract.SaleSetup["chart"]);
    const store = this.#awake?.store ?? new SaleStore(this.ctx.storage);
    store.open(row, terms.chartHash, chartText);
    this.#awake = this.#awaken(store, openAllocation(openingOf(row), plan), row.hash);
    this.#sinceCheckpoint = 0;
  }

  #awaken(store: SaleStore, allocation: SeatSale["allocation"], hash: string): Awake {
    const sale = new SeatSale(allocation, hash, {
      append: (row, ended) => this.#take({ row, ended }),
      recall: (reservation) => store.ended(reservation, allocation.openedLsn),
      sha256Hex,
      keyedHashHex: keyedHashHex(store.secret(freshSecret)),
    });
    return { store, sale, errands: Errands.of(allocation) };
  }

  #take(entry: WrittenEntry): void {
    this.#journal.add(entry);
    const { row } = entry;
    if (row.reservation === null) return;
    if (row.command === "begin") this.#awake?.errands.begun(row.reservation, row.atMs);
    if (row.command === "commit") this.#awake?.errands.sold(row.reservation, row.atMs);
  }

  #writeGroup(entries: readonly WrittenEntry[]): void {
    if (this.#awake === undefined) throw new Error("entries of a sale that was never opened");
    const { store, sale } = this.#awake;
    store.append(entries);
    this.#sinceCheckpoint += entries.length;
    if (this.#sinceCheckpoint < SeatAllocator.entriesPerCheckpoint) return;
    // Every entry is written in order and the group holds the last one: memory is exactly what the journal says.
    store.saveCheckpoint(checkpointText(sale.allocation, sale.hash));
    this.#sinceCheckpoint = 0;
  }

  #seeToAlarm({ sale, errands }: Awake, nowMs: Millis): void {
    const { allocation } = sale;
    const { lapses, clock } = allocation;
    const lapseMs =
      clock.stopped === undefined && lapses.nextMs < Infinity
        ? wallTime(clock, millis(lapses.nextMs), nowMs)
        : Infinity;
    const dueMs = Math.min(lapseMs, errands.nextMs(allocation));
    if (dueMs < Infinity) this.#alarm.ringBy(millis(Math.max(dueMs, nowMs + ALARM_GAP_MS)));
  }

  #now(): Millis {
    return SeatAllocator.clock.nowMs();
  }
}
