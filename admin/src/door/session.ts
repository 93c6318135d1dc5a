/**
 * One gate at work: scans are judged by the office where it answers in time, and by this device where it does not; what
 * was judged here is kept before it is shown, and told when there is a network again.
 */
import { ApiProblem } from "../api/client.ts";
import { readCounts, sendScans, setDoorHours } from "../api/door.ts";
import { millis, type EventId } from "../../../core/brand.ts";
import { DOOR_LIMITS, type DoorCountsDocument, type Scan, type ScanAnswer } from "../../../core/contract/door.ts";
import type { Entry } from "../../../core/door/judge.ts";
import { Changing } from "./changing.ts";
import { forgetOldLists, keptList, passesByNumber } from "./list-store.ts";
import { judgeLocally, type Shown } from "./local-judge.ts";
import type { KeptList, KeptPass, ScanRecord } from "./records.ts";
import { keepAnswered, keepScan, keepUndo, queued, recentScans } from "./scan-store.ts";
import { sendQueue, updateList } from "./sync.ts";

/** Nobody stands in the rain for longer than this because the network is slow. */
const OFFICE_PATIENCE_MS = 1_500;
const COUNT_EVERY_SYNCS = 3;
const GATE_KEY = "foyer-gate";

export type DoorProblem = "signed_out" | "role_refused" | "not_found" | "unsigned" | "storage" | "fault";

export interface DoorState {
  readonly gate: string;
  readonly list: KeptList | undefined;
  /** Passes that the download under way has brought. */
  readonly loading: number | undefined;
  readonly isOnline: boolean;
  readonly waiting: number;
  readonly counts: DoorCountsDocument | undefined;
  /** Let in here, and not in the counts yet: by the office since they were read, and by this device alone. */
  readonly sinceCounts: number;
  readonly unsentInside: number;
  readonly recent: readonly ScanRecord[];
  readonly verdict: ScanRecord | undefined;
  /** The name of the buyer, shown with the verdict and never kept. */
  readonly holder: string;
  readonly problem: DoorProblem | undefined;
}

const NOTHING_YET: DoorState = {
  gate: "",
  list: undefined,
  loading: undefined,
  isOnline: true,
  waiting: 0,
  counts: undefined,
  sinceCounts: 0,
  unsentInside: 0,
  recent: [],
  verdict: undefined,
  holder: "",
  problem: undefined,
};

export class DoorSession extends Changing<DoorState> {
  readonly eventId: EventId;
  #syncing: Promise<void> | undefined;
  #syncs = 0;
  #scanning: Promise<void> = Promise.resolve();

  constructor(eventId: EventId) {
    super(NOTHING_YET);
    this.eventId = eventId;
  }

  /** Finds what this device has kept. */
  async begin(): Promise<void> {
    try {
      await forgetOldLists(Date.now());
      const list = await keptList(this.eventId);
      this.change({ list, gate: localStorage.getItem(GATE_KEY) ?? "" });
      await this.#recount();
      await navigator.storage?.persist?.(); // asked for, so that a full device forgets something else first
    } catch {
      this.change({ problem: "storage" });
    }
  }

  /** The tickets that a number or a reference names, also when they were sold a moment ago. */
  async find(number: string): Promise<readonly KeptPass[]> {
    const found = await passesByNumber(this.eventId, number);
    if (found.length > 0 || !this.state.isOnline) return found;
    await Promise.race([this.sync(), new Promise((resolve) => setTimeout(resolve, OFFICE_PATIENCE_MS))]);
    return passesByNumber(this.eventId, number);
  }

  nameGate(gate: string): void {
    localStorage.setItem(GATE_KEY, gate);
    this.change({ gate });
  }

  dismiss(): void {
    this.change({ verdict: undefined, holder: "" });
  }

  /** Judges what was shown and tells the steward; one at a time, so that the same ticket twice is judged twice. */
  scan(shown: Shown): Promise<void> {
    this.#scanning = this.#scanning.then(() => this.#scan(shown)).catch(() => this.change({ problem: "storage" }));
    return this.#scanning;
  }

  async #scan(shown: Shown): Promise<void> {
    const cut = "code" in shown ? { code: shown.code.slice(0, DOOR_LIMITS.codeLengthMax) } : shown;
    const nonce = crypto.randomUUID();
    const answer = this.state.isOnline ? await this.#askOffice(nonce, cut) : undefined;
    if (answer === undefined) await this.#judgeHere(nonce, cut);
    else await this.#showAnswer(answer);
    await this.#recount();
  }

  /** Sends somebody back out of the books. */
  async undo(record: ScanRecord): Promise<void> {
    await keepUndo(record, record.passId);
    if (this.state.verdict?.nonce === record.nonce) this.dismiss();
    await this.#recount();
    await this.sync();
  }

  /** Opens the doors for everybody from now on; only an organizer may. */
  async openDoors(): Promise<void> {
    await setDoorHours(this.eventId, { opensAt: new Date(this.#nowMs() - 1_000).toISOString(), closesAt: null });
    await this.sync();
  }

  /** Tells and asks the office, once at a time. Never throws: what went wrong is in the state. */
  sync(): Promise<void> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  async #sync(): Promise<void> {
    try {
      // counting is dear, and this gate counts its own people itself; what it has just told is in the new counts only
      const isCounting = this.state.waiting > 0 || this.#syncs % COUNT_EVERY_SYNCS === 0;
      await sendQueue(this.eventId);
      const list = await updateList(this.eventId, (kept, passes) => {
        this.change({ ...(kept.next === null ? {} : { loading: passes }), list: kept, isOnline: true });
      });
      if (isCounting) this.change({ counts: await readCounts(this.eventId), sinceCounts: 0 });
      this.#syncs += 1;
      this.change({ list, loading: undefined, isOnline: true, problem: undefined });
    } catch (error) {
      this.#note(error);
    }
    await this.#recount();
  }

  /** @returns what the office says, or `undefined` when it does not, or not in time. */
  async #askOffice(nonce: string, shown: Shown): Promise<ScanAnswer | undefined> {
    const scan: Scan = { nonce, ...shown, at: this.#at(), gate: this.state.gate, offline: false };
    try {
      const { scans } = await sendScans(this.eventId, [scan], AbortSignal.timeout(OFFICE_PATIENCE_MS));
      return scans[0];
    } catch (error) {
      this.#note(error);
      return undefined;
    }
  }

  async #showAnswer({ nonce, outcome, pass, inside }: ScanAnswer): Promise<void> {
    const passId = pass?.passId ?? null;
    const record = this.#record(
      { nonce, passId, outcome, inside, offline: false },
      pass?.place,
      pass?.category,
      pass?.number,
    );
    const entry = outcome === "admitted" ? this.#entry(nonce) : entryOf(inside);
    await keepAnswered(record, entry);
    const sinceCounts = this.state.sinceCounts + (outcome === "admitted" ? 1 : 0);
    this.change({ verdict: record, holder: pass?.holder ?? "", sinceCounts });
  }

  async #judgeHere(nonce: string, shown: Shown): Promise<void> {
    const { list } = this.state;
    if (list === undefined) return;
    const { outcome, passId, pass, place, inside } = await judgeLocally(list, shown, this.#nowMs());
    const scan: Scan = { nonce, ...shown, at: this.#at(), gate: this.state.gate, offline: true, judged: outcome };
    const first = outcome === "already_inside" && inside !== undefined ? told(inside) : null;
    const category = list.event.categories[pass?.category ?? ""] ?? pass?.category;
    const head = { nonce, passId, outcome, inside: first, offline: true };
    const record = this.#record(head, pass?.place ?? place, category, pass?.number);
    const entry = outcome === "admitted" ? this.#entry(nonce) : undefined;
    await keepScan({ nonce, eventId: this.eventId, passId, scan, undo: false }, record, entry);
    this.change({ verdict: record, holder: "" });
  }

  #record(
    head: Pick<ScanRecord, "nonce" | "passId" | "outcome" | "inside" | "offline">,
    place: string | undefined,
    category: string | null | undefined,
    number: string | null | undefined,
  ): ScanRecord {
    return {
      ...head,
      eventId: this.eventId,
      place: place ?? "",
      category: category ?? "",
      number: number ?? "",
      atMs: this.#nowMs(),
      conflict: null,
      undone: false,
    };
  }

  #entry(nonce: string): Entry {
    return { nonce, atMs: millis(this.#nowMs()), gate: this.state.gate };
  }

  /** By the clock of the books, as far as this device knows it. */
  #nowMs(): number {
    return Date.now() + (this.state.list?.clockOffsetMs ?? 0);
  }

  #at(): string {
    return new Date(this.#nowMs()).toISOString();
  }

  async #recount(): Promise<void> {
    const [waiting, recent] = await Promise.all([queued(this.eventId), recentScans(this.eventId)]);
    const unsentInside = waiting.filter(({ scan, undo }) => scan?.judged === "admitted" && !undo).length;
    this.change({ waiting: waiting.length, unsentInside, recent });
  }

  #note(error: unknown): void {
    if (!(error instanceof ApiProblem)) {
      const isLate = error instanceof DOMException && error.name === "TimeoutError";
      this.change(isLate ? { isOnline: false } : { isOnline: false, problem: faultOf(error) });
      return;
    }
    const { code } = error;
    const refused = code === "signed_out" || code === "role_refused" || code === "not_found" ? code : undefined;
    this.change({ isOnline: false, ...(refused !== undefined && { problem: refused }) });
  }
}

function entryOf(inside: ScanAnswer["inside"]): Entry | undefined {
  // whose nonce it was is not told; the list says it the next time
  return inside === null ? undefined : { nonce: "", atMs: millis(Date.parse(inside.at)), gate: inside.gate };
}

function told({ atMs, gate }: Entry): { at: string; gate: string } {
  return { at: new Date(atMs).toISOString(), gate };
}

function faultOf(error: unknown): DoorProblem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_J") || (error instanceof Error && /signed/u.test(error.message)) ? "unsigned" : "fault";
}
