/**
 * The desk of one event: takes a command and the time, decides it, writes it into the journal and does it, in one
 * synchronous step. What ran out by the clock is swept first, so no decision ever sees a hold that should be gone.
 *
 * It owns the allocation and the head of the journal; it stores nothing. Whoever runs it must not let an answer out
 * before the rows given to `append` are durable (S4), and must throw it away when they cannot be written.
 */
import type { Millis, ReservationId, SeatId, VisitorId } from "../brand.ts";
import { idOf } from "../seating/seat-plan.ts";
import type { Act, PaymentProof, Places, ReservationAct } from "./act.ts";
import { apply, holdsOf, journalTime, type Allocation } from "./allocation.ts";
import { decideHold } from "./hold.ts";
import { decideBlock, decideRevoke, decideUnblock } from "./house-seats.ts";
import { holdIdentity } from "./identity.ts";
import { seal, type JournalRow, type Sha256Hex } from "./journal.ts";
import { decideExtend, decideRelease } from "./let-go.ts";
import { SETTLED_PER_ENTRY_MAX } from "./limits.ts";
import {
  refused,
  type BeginPaymentOutcome,
  type BeginPaymentRequest,
  type BlockOutcome,
  type BlockRequest,
  type CancelOutcome,
  type CommitOutcome,
  type ExtendOutcome,
  type HoldOutcome,
  type HoldRequest,
  type ReleaseOutcome,
  type Reservation,
  type RevokeOutcome,
  type RevokeRequest,
} from "./outcomes.ts";
import { decideBegin, decideCancel, decideCommit } from "./payment.ts";
import { freeAtSaleMs, type ReservationRecord } from "./reservation.ts";
import { priceOf, viewOf } from "./reservation-view.ts";
import { saleTime } from "./sale-clock.ts";
import { mayPayAt, type SaleState } from "./terms.ts";

/** What the desk is given from outside. */
export interface SaleTools {
  /**
   * Takes a row that is decided; called in the order of the journal.
   *
   * @param ended the reservation that the row is about, when it is not live any more: to be kept for `recall`
   */
  readonly append: (row: JournalRow, ended: ReservationRecord | undefined) => void;
  /** An ended reservation as it was last given to `append`; asked only for what is neither live nor recent. */
  readonly recall: (reservation: ReservationId) => ReservationRecord | undefined;
  readonly sha256Hex: Sha256Hex;
  readonly keyedHashHex: (text: string) => string;
}

/** Ended reservations kept at hand: their rows may not be written yet, and buyers look at them right afterwards. */
const RECENT_MAX = 2_048;

export class SeatSale {
  readonly allocation: Allocation;
  readonly #tools: SaleTools;
  readonly #recent = new Map<ReservationId, ReservationRecord>();
  #hash: string;

  constructor(allocation: Allocation, hash: string, tools: SaleTools) {
    this.allocation = allocation;
    this.#hash = hash;
    this.#tools = tools;
  }

  /** Hash of the last entry. */
  get hash(): string {
    return this.#hash;
  }

  hold(request: HoldRequest, nowMs: Millis): HoldOutcome {
    const atMs = this.sweep(nowMs);
    const { terms } = this.allocation;
    const identity = holdIdentity(terms.eventId, request.holder, request.requestId, this.#tools.keyedHashHex);
    const known = this.#find(identity.reservation);
    const decision = decideHold(this.allocation, request, identity, known, atMs);
    if (decision.kind === "refused") return decision;
    const reservation = this.#view(decision.kind === "act" ? this.#advance(decision.act, atMs) : known, atMs);
    return { kind: "held", reservation, replayed: decision.kind === "done" };
  }

  release(id: ReservationId, holder: VisitorId, nowMs: Millis): ReleaseOutcome {
    const atMs = this.sweep(nowMs);
    const record = this.#find(id);
    const decision = decideRelease(record, holder, this.allocation.clock, atMs);
    if (decision.kind === "refused") return decision;
    const after = decision.kind === "act" ? this.#advance(decision.act, atMs) : record;
    if (after?.state === "paying")
      return refused("already_paying", { detail: "the seats are let go if no money lands" });
    return { kind: "released", reservation: this.#view(after, atMs) };
  }

  extend(id: ReservationId, holder: VisitorId, nowMs: Millis): ExtendOutcome {
    const atMs = this.sweep(nowMs);
    const decision = decideExtend(this.#find(id), holder, this.allocation.clock, atMs);
    if (decision.kind === "refused") return decision;
    if (decision.kind === "done") return refused("extension_used");
    return { kind: "extended", reservation: this.#view(this.#advance(decision.act, atMs), atMs) };
  }

  reservation(id: ReservationId, holder: VisitorId | undefined, nowMs: Millis): Reservation | undefined {
    const record = this.#find(id);
    if (record === undefined || (holder !== undefined && record.holder !== holder)) return undefined;
    return viewOf(this.allocation, record, journalTime(this.allocation, nowMs));
  }

  beginPayment(request: BeginPaymentRequest, nowMs: Millis): BeginPaymentOutcome {
    const atMs = this.sweep(nowMs);
    const { allocation } = this;
    const record = this.#find(request.reservationId);
    if (record === undefined) return refused("not_found");
    const decision = decideBegin(
      record,
      request,
      {
        clock: allocation.clock,
        mayPay: mayPayAt(allocation.said, allocation.terms, allocation.clock, atMs),
        price: priceOf(allocation, record.places),
      },
      atMs,
    );
    if (decision.kind === "refused") return decision;
    const after = decision.kind === "act" ? this.#advance(decision.act, atMs) : record;
    const reservation = this.#view(after, atMs);
    if (after.state === "sold") return { kind: "sold", reservation };
    const idempotencyKey = `${after.id}:${after.attempt}`;
    return { kind: "begun", reservation, attempt: after.attempt, idempotencyKey, replayed: decision.kind === "done" };
  }

  commit(id: ReservationId, attempt: number, paymentRef: string, nowMs: Millis): CommitOutcome {
    const atMs = this.sweep(nowMs);
    const record = this.#find(id);
    if (record === undefined) return refused("not_found");
    const decision = decideCommit(record, attempt, paymentRef, priceOf(this.allocation, record.places));
    if (decision.kind === "refused") return decision;
    const after = decision.kind === "act" ? this.#advance(decision.act, atMs) : record;
    return { kind: "sold", reservation: this.#view(after, atMs) };
  }

  cancelPayment(id: ReservationId, attempt: number, proof: PaymentProof, nowMs: Millis): CancelOutcome {
    const atMs = this.sweep(nowMs);
    const record = this.#find(id);
    const decision = decideCancel(record, attempt, proof, this.allocation.clock, atMs);
    if (decision.kind === "refused") return decision;
    const after = decision.kind === "act" ? this.#advance(decision.act, atMs) : record;
    const kind = after?.state === "held" || after?.state === "paying" ? "held" : "freed";
    return { kind, reservation: this.#view(after, atMs) };
  }

  revoke(request: RevokeRequest, nowMs: Millis): RevokeOutcome {
    const atMs = this.sweep(nowMs);
    const record = this.#find(request.orderId);
    const decision = decideRevoke(this.allocation.plan, record, request);
    if (decision.kind === "refused") return decision;
    const after = decision.kind === "act" ? this.#advance(decision.act, atMs) : record;
    const revocation = after?.revocations.find(({ refundRef }) => refundRef === request.refundRef);
    return { kind: "revoked", seatIds: this.#names(revocation?.places ?? []) };
  }

  block(request: BlockRequest, nowMs: Millis): BlockOutcome {
    const atMs = this.sweep(nowMs);
    return this.#setAside(decideBlock(this.allocation, request), request, atMs);
  }

  unblock(request: BlockRequest, nowMs: Millis): BlockOutcome {
    const atMs = this.sweep(nowMs);
    return this.#setAside(decideUnblock(this.allocation, request), request, atMs);
  }

  say(state: SaleState, actor: string, nowMs: Millis): void {
    const atMs = this.sweep(nowMs);
    if (this.allocation.said !== state) this.#write({ command: "state", body: { state, actor } }, atMs);
  }

  settle(reservations: readonly ReservationId[], nowMs: Millis): void {
    const atMs = journalTime(this.allocation, nowMs);
    const news = [...new Set(reservations)].filter((id) => this.allocation.unsettled.has(id));
    for (let start = 0; start < news.length; start += SETTLED_PER_ENTRY_MAX) {
      const part = news.slice(start, start + SETTLED_PER_ENTRY_MAX);
      this.#write({ command: "settle", body: { reservations: part } }, atMs);
    }
  }

  stopClock(because: string, nowMs: Millis): void {
    const atMs = this.sweep(nowMs);
    if (this.allocation.clock.stopped === undefined) this.#write({ command: "stop", body: { because } }, atMs);
  }

  resumeClock(nowMs: Millis): void {
    const atMs = this.sweep(nowMs);
    if (this.allocation.clock.stopped !== undefined) this.#write({ command: "resume", body: {} }, atMs);
  }

  /**
   * Ends every hold whose seats are due back. Runs before each decision and from the alarm; at least once, maybe late.
   *
   * @returns the time that the journal goes by now
   */
  sweep(nowMs: Millis): Millis {
    const { allocation } = this;
    const { lapses, live } = allocation;
    const atMs = journalTime(allocation, nowMs);
    const saleMs = saleTime(allocation.clock, atMs);
    if (lapses.nextMs > saleMs) return atMs;
    for (let id = lapses.take(saleMs); id !== undefined; id = lapses.take(saleMs)) {
      const record = live.get(id);
      if (record?.state === "held" && freeAtSaleMs(record) <= saleMs)
        this.#advance({ command: "lapse", reservation: id, body: {} }, atMs);
    }
    return atMs;
  }

  #find(id: ReservationId): ReservationRecord | undefined {
    const { live, ended } = this.allocation;
    return live.get(id) ?? (ended.mayHave(id) ? (this.#recent.get(id) ?? this.#tools.recall(id)) : undefined);
  }

  #view(record: ReservationRecord | undefined, nowMs: Millis): Reservation {
    if (record === undefined) throw new Error("no reservation to show");
    return viewOf(this.allocation, record, nowMs);
  }

  #names(places: Places): SeatId[] {
    return places.map((place) => idOf(this.allocation.plan, place));
  }

  #setAside(decision: ReturnType<typeof decideBlock>, request: BlockRequest, atMs: Millis): BlockOutcome {
    if (decision.kind === "refused") return decision;
    if (decision.kind === "act") this.#write(decision.act, atMs);
    return { kind: "done", seatIds: request.seatIds };
  }

  #advance(act: ReservationAct, atMs: Millis): ReservationRecord {
    const sold = act.command === "revoke" ? this.#find(act.reservation) : undefined;
    const record = this.#write(act, atMs, sold);
    if (record === undefined) throw new Error(`${act.command} of ${act.reservation} came to nothing`);
    return record;
  }

  #write(act: Act, atMs: Millis, sold?: ReservationRecord): ReservationRecord | undefined {
    const { allocation } = this;
    const lsn = allocation.lsn + 1;
    const row = seal(act, lsn, atMs, this.#hash, this.#tools.sha256Hex);
    const record = apply(allocation, { lsn, atMs, act }, sold);
    allocation.lapses.tidy(allocation.live.size, () => holdsOf(allocation));
    this.#hash = row.hash;
    const ended = record === undefined || allocation.live.has(record.id) ? undefined : record;
    if (ended !== undefined) this.#remember(ended);
    this.#tools.append(row, ended);
    return record;
  }

  #remember(record: ReservationRecord): void {
    const recent = this.#recent;
    recent.delete(record.id);
    recent.set(record.id, record);
    const oldest = recent.keys().next().value;
    if (recent.size > RECENT_MAX && oldest !== undefined) recent.delete(oldest);
  }
}
