/**
 * What this isolate knows of each event: its card (title, room, prices, sale) and its seats, each read from the
 * event's allocator at most once a second for all requests together. Cards also tell which room an event is behind,
 * so that the door needs no database. When an allocator does not answer, the last card goes on serving.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { SaleCard } from "../../core/contract/seats.ts";
import { askAgain } from "../objects/ask-again.ts";
import { SeatMap } from "./seat-map.ts";
import { NotReadable, type Pace, READ_EVERY_MS, SharedView } from "./shared-view.ts";
import { ViewShelf } from "./view-shelf.ts";

const EVENTS_MAX = 500;
/** Seat maps hold up to 25 kB of seats and as much of changes. */
const SEAT_MAPS_MAX = 100;
const AGE_MS_MAX = READ_EVERY_MS + 500;

export interface KnownCard {
  readonly card: SaleCard;
  /** True when the allocator does not answer and this is what it last said. */
  readonly stale: boolean;
}

export class EventViews {
  readonly #cards: ViewShelf<EventId, SharedView<SaleCard>>;
  readonly #seats: ViewShelf<EventId, SharedView<SeatMap>>;

  constructor(bindings: ObjectBindings) {
    this.#cards = new ViewShelf(EVENTS_MAX, (eventId) => {
      return new SharedView(() => askAgain(() => allocatorOf(bindings, eventId).card()));
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
      const card = await view.get(pace, AGE_MS_MAX);
      return card === undefined ? undefined : { card, stale: false };
    } catch (error) {
      const last = error instanceof NotReadable ? view.lastSeen(pace.now()) : undefined;
      if (last === undefined) throw error;
      return { card: last.value, stale: true };
    }
  }

  /** Places of an event that can still be bought; `undefined` when that is not known. */
  async seatsLeft(eventId: EventId, pace: Pace): Promise<number | undefined> {
    try {
      return (await this.card(eventId, pace))?.card.seatsLeft;
    } catch (error) {
      if (error instanceof NotReadable) return undefined;
      throw error;
    }
  }

  seats(eventId: EventId, pace: Pace): Promise<SeatMap | undefined> {
    return this.#seats.of(eventId).get(pace, AGE_MS_MAX);
  }

  knows(eventId: EventId): boolean {
    return this.#cards.has(eventId);
  }
}
