/**
 * Brings an event's objects to what the books say: the books are written first, then the room and the allocator are
 * told the whole of it, not the difference. Telling it twice changes nothing, so a crash in between is healed by
 * calling again.
 *
 * Two operators at once: whoever told an old version reads the newer one afterwards and tells that.
 */
import { allocatorOf, roomOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { SaleState } from "../../core/contract/seat-allocator.ts";
import type { RoomSettingsChange } from "../../core/queue/settings.ts";
import { importFoyer } from "../../core/seating/import/foyer.ts";
import type { Database } from "../db/client.ts";
import { drawingOf } from "./chart-queries.ts";
import { eventOf, versionOf, type EventRecord } from "./event-queries.ts";
import { roomOfEvent, saleSetupOf } from "./event-views.ts";

/** How often an event may change while its objects are told, before the last word is left to the next call. */
const ROUNDS_MAX = 3;

export interface Telling {
  readonly record: EventRecord;
  readonly actor: string;
  /** What people in the queue read. */
  readonly message?: string;
}

/** @returns `sale_fixed` when seats were taken under other terms; else the event as the objects know it now. */
export async function tellObjects(
  bindings: ObjectBindings,
  database: Database,
  { record, actor, message }: Telling,
): Promise<EventRecord | "sale_fixed"> {
  let told = record;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await tellAllocator(bindings, database, told, actor)) === "sale_fixed") return "sale_fixed";
    await tellRoom(bindings, told, actor, round === 0 ? message : undefined);
    if ((await versionOf(database, told.event.id)) === told.event.version) break;
    const newer = await eventOf(database, told.event.organizationId, told.event.id);
    if (newer === undefined) break;
    told = newer;
  }
  return told;
}

async function tellAllocator(
  bindings: ObjectBindings,
  database: Database,
  record: EventRecord,
  actor: string,
): Promise<"told" | "sale_fixed"> {
  const { event } = record;
  if (event.state === "draft") return "told";
  const state: SaleState = event.state;
  const allocator = allocatorOf(bindings, event.id);
  if (state !== "scheduled" && (await allocator.setSaleState(state, actor)).kind === "done") return "told";
  const drawing = await drawingOf(database, event.organizationId, event.chartId);
  const chart = importFoyer(JSON.parse(drawing ?? "null"));
  if (!chart.ok) throw new Error(`the chart of event ${event.id} cannot be read: ${chart.faults[0]?.message}`);
  const opened = await allocatorOf(bindings, event.id).openSale(saleSetupOf(record, chart.chart));
  if (opened.kind === "refused") return "sale_fixed";
  if (opened.card.state !== state) await allocatorOf(bindings, event.id).setSaleState(state, actor);
  return "told";
}

/** Tells the room alone. A draft has none. */
export async function tellRoom(
  bindings: ObjectBindings,
  record: EventRecord,
  actor: string,
  message: string | undefined,
): Promise<void> {
  if (record.event.state === "draft") return;
  const settings = roomOfEvent(record);
  const { roomId, ...rest } = settings;
  // a time that the settings do not name is taken away
  const change: RoomSettingsChange = {
    prequeueStartAtMs: undefined,
    eventStartAtMs: undefined,
    eventEndAtMs: undefined,
    ...rest,
  };
  const configuration = { actor, change, ...(message === undefined ? {} : { message }) };
  const configured = await roomOf(bindings, roomId).configure(configuration);
  if (configured.kind === "configured") return;
  await roomOf(bindings, roomId).create(settings, actor);
  if (message !== undefined) await roomOf(bindings, roomId).configure({ actor, change: {}, message });
}
