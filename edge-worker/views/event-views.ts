/**
 * What this isolate knows of each event: its card (title, room, prices, sale) and its seats, each read from the
 * event's allocator at most once a second for all requests together. Cards also tell which room an event is behind,
 * so that the door needs no database. When an allocator does not answer, the last card goes on serving.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { SaleCard } from "../../core/contract/seat-allocator.ts";
import { askAgain } from "../objects/ask-again.ts";
import { SeatMap } from "./seat-map.ts";
import { NotReadable, type Pace, READ_EVERY_MS, SharedView } from "./shared-view.ts";
import { ViewShelf } from "./view-shelf.ts";

const EVENTS_MAX = 500;
/** Seat maps hold up to 25 kB of seats and as much of changes. */
const SEAT_MAPS_MAX = 100;
const AGE_MS_MAX = READ_EVERY_MS + 500;

interface Known {
  readonly card: SaleCard;
  /** Nothing is free, and nothing that is held or being paid could become free again. */
  readonly soldOut: boolean;
}

export interface KnownCard extends Known {
  /** True when the allocator does not answer and this is what it last said. */
  readonly stale: boolean;
}

export class EventViews {
  readonly #cards: ViewShelf<EventId, SharedView<Known>>;
  readonly #seats: ViewShelf<EventId, SharedView<SeatMap>>;

  constructor(bindings: ObjectBindings) {
    this.#cards = new ViewShelf(EVENTS_MAX, (eventId) => {
      return new SharedView<Known>(async () => {
        const card = await askAgain(() => allocatorOf(bindings, eventId).card());
        if (card === undefined) return undefined;
        return { card, soldOut: card.seatsLeft === 0 && (await nothingComesBack(bindings, eventId)) };
      });
    });
    this.#seats = new ViewShelf(SEAT_MAPS_MAX, (eventId) => {
      return new SharedView<SeatMap>(async (previous) => {
        const document = await askAgain(() => allocatorOf(bindings, eventId).seats(previous?.version));
        if (document === undefined) return undefined;
        const map = previous ?? new SeatMap();
        map.apply(document);
        return map;
      });
    });
  }

  /** `undefined`: there is no such event. Throws `NotReadable` when nothing is known and nobody answers. */
  async card(eventId: EventId, pace: Pace): Promise<KnownCard | undefined> {
    const view = this.#cards.of(eventId);
    try {
      const known = await view.get(pace, AGE_MS_MAX);
      return known === undefined ? undefined : { ...known, stale: false };
    } catch (error) {
      const last = error instanceof NotReadable ? view.lastSeen(pace.now()) : undefined;
      if (last === undefined) throw error;
      return { ...last.value, stale: true };
    }
  }

  /** What can still be bought; `undefined` when that is not known. */
  async supply(eventId: EventId, pace: Pace): Promise<{ seatsLeft: number; soldOut: boolean } | undefined> {
    try {
      const known = await this.card(eventId, pace);
      return known === undefined ? undefined : { seatsLeft: known.card.seatsLeft, soldOut: known.soldOut };
    } catch (error) {
      if (error instanceof NotReadable) return undefined;
      throw error;
    }
  }

  seats(eventId: EventId, pace: Pace): Promise<SeatMap | undefined> {
    return this.#seats.of(eventId).get(pace, AGE_MS_MAX);
  }
}

/** Asked only while nothing is free: whether holds or payments are under way that may give places back. */
async function nothingComesBack(bindings: ObjectBindings, eventId: EventId): Promise<boolean> {
  const totals = await askAgain(() => allocatorOf(bindings, eventId).totals());
  return totals !== undefined && totals.free + totals.held + totals.paying === 0;
}
