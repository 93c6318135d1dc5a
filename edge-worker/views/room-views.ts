/**
 * What this isolate knows of each room: its public status with the seats left, ready to send, and the sessions that
 * ended before their tokens did. Read from the room at most once a second for all requests together (W7); an ended
 * session is known here at most 1 s after its end (W1), because nobody is let in on an older list.
 */
import type { Bytes } from "../answers/utf8.ts";
import type { EventId, QueueNumber, RoomId, SessionId } from "../../core/brand.ts";
import { roomOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { RoomObservation } from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { askAgain } from "../objects/ask-again.ts";
import type { EventViews } from "./event-views.ts";
import { type Pace, READ_EVERY_MS, SharedView } from "./shared-view.ts";
import { encodeStatus } from "./status-document.ts";
import { ViewShelf } from "./view-shelf.ts";

export class RoomView {
  /** Places that can still be bought in the room's events; `null` when an event's allocator never answered. */
  readonly seatsLeft: number | null;
  /** The status document, encoded. */
  readonly document: Bytes;
  readonly ended: Set<SessionId>;
  readonly endedVersion: number;
  #status: RoomStatus;

  constructor(status: RoomStatus, seatsLeft: number | null, ended: Set<SessionId>, endedVersion: number) {
    this.#status = status;
    this.seatsLeft = seatsLeft;
    this.document = encodeStatus(status, seatsLeft);
    this.ended = ended;
    this.endedVersion = endedVersion;
  }

  /** As the room tells it, but `sold_out` once nothing can be bought any more in any of its events (W11). */
  get status(): RoomStatus {
    return this.#status;
  }

  /** Takes note of a counter that the room has told somebody since: a place shown before must not get worse (W4). */
  raise(servingCounter: QueueNumber): void {
    if (servingCounter > this.#status.servingCounter) this.#status = { ...this.#status, servingCounter };
  }
}

const ROOMS_MAX = 500;
/** Everybody may be told a status that is this old while one request reads it anew. */
const STATUS_AGE_MS_MAX = READ_EVERY_MS + 500;
const SUPPLY_PATIENCE_MS = 250;

export class RoomViews {
  readonly #shelf: ViewShelf<RoomId, SharedView<RoomView>>;

  constructor(bindings: ObjectBindings, events: EventViews) {
    this.#shelf = new ViewShelf(ROOMS_MAX, (roomId) => {
      return new SharedView<RoomView>(async (previous, pace) => {
        const observing = askAgain(() => roomOf(bindings, roomId).observe(previous?.endedVersion ?? -1));
        const eventIds = previous?.status.eventIds ?? (await observing)?.status.eventIds ?? [];
        const [observation, supply] = await Promise.all([observing, supplyOf(eventIds, events, pace)]);
        return observation === undefined ? undefined : viewOf(observation, supply, previous);
      });
    });
  }

  /** The document's bytes, when they are young enough to be given out without asking anybody. */
  freshDocument(roomId: RoomId, nowMs: number): Bytes | undefined {
    return this.#shelf.peek(roomId)?.fresh(nowMs)?.document;
  }

  /** For telling people how things stand. `undefined`: there is no such room. */
  forTelling(roomId: RoomId, pace: Pace): RoomView | Promise<RoomView | undefined> {
    return this.#shelf.peek(roomId)?.fresh(pace.now()) ?? this.#shelf.of(roomId).get(pace, STATUS_AGE_MS_MAX);
  }

  /** For letting people in: never older than a second (W1). `undefined`: there is no such room. */
  forLettingIn(roomId: RoomId, pace: Pace): RoomView | Promise<RoomView | undefined> {
    return this.#shelf.peek(roomId)?.fresh(pace.now()) ?? this.#shelf.of(roomId).get(pace, READ_EVERY_MS);
  }

  /** See {@link RoomView.raise}. */
  raise(roomId: RoomId, servingCounter: QueueNumber, nowMs: number): void {
    this.#shelf.peek(roomId)?.lastSeen(nowMs)?.value.raise(servingCounter);
  }

  /** Closes the door here and now to a session that this isolate has just ended; the others learn it from the room. */
  close(roomId: RoomId, sessionId: SessionId, nowMs: number): void {
    this.#shelf.peek(roomId)?.lastSeen(nowMs)?.value.ended.add(sessionId);
  }
}

function viewOf(observation: RoomObservation, supply: Supply | undefined, previous: RoomView | undefined): RoomView {
  const { status: told, endedVersion } = observation;
  const seatsLeft = supply?.seatsLeft ?? previous?.seatsLeft ?? null;
  const phase = supply?.soldOut === true && told.phase !== "ended" ? "sold_out" : told.phase;
  const seen = previous?.status.servingCounter ?? told.servingCounter;
  const servingCounter = seen > told.servingCounter ? seen : told.servingCounter;
  const ended =
    observation.endedUnchanged && previous !== undefined ? previous.ended : new Set(observation.endedSessionIds);
  return new RoomView({ ...told, phase, servingCounter }, seatsLeft, ended, endedVersion);
}

interface Supply {
  readonly seatsLeft: number;
  readonly soldOut: boolean;
}

/**
 * What can still be bought, over all events; `undefined` when an allocator does not say so in time. A room's own state
 * must not wait for it: who is let in depends on that.
 */
async function supplyOf(eventIds: readonly EventId[], events: EventViews, pace: Pace): Promise<Supply | undefined> {
  const supplies: readonly (Supply | undefined)[] = await Promise.race([
    Promise.all(eventIds.map((eventId) => events.supply(eventId, pace))),
    pace.sleep(SUPPLY_PATIENCE_MS).then(() => []),
  ]);
  const known = supplies.filter((supply) => supply !== undefined);
  if (known.length < eventIds.length || known.length === 0) return undefined;
  return {
    seatsLeft: known.reduce((sum, { seatsLeft }) => sum + seatsLeft, 0),
    soldOut: known.every(({ soldOut }) => soldOut),
  };
}
