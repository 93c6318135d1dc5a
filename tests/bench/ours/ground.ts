/**
 * The ground on which our own stack is measured: the system as `npm start` starts it, with events and visitors made
 * over its own API.
 *
 * A queue that stands (status, join), a house that is filled and emptied (reserve, best available), rooms whose
 * places were called (claim), and a house that is sold (checkout).
 */
import type { ChartDocument } from "../../../core/contract/organizer/charts.ts";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../../core/contract/waiting-room.ts";
import type { Chart } from "../../../core/seating/chart.ts";
import type { Desk } from "../../../local/cli/desk.ts";
import { importChart, openEvent, organizerOf } from "../../../local/crowd/event.ts";
import type { Reply } from "../../../local/crowd/http/connection.ts";
import { Pool } from "../../../local/crowd/http/pool.ts";
import type { System } from "../../../local/crowd/system.ts";
import { secretsOf } from "../../../local/stack/secrets.ts";
import { ClosedLoop, CONNECTIONS, expectStatus, type Measured } from "../load/closed-loop.ts";
import { chartText } from "./chart.ts";
import { buyersFor, checkoutTimes, type CheckoutTimes } from "./checkout.ts";
import { bestPairs, pairsById } from "./choices.ts";
import { holdRates, type HoldRates, type House } from "./holds.ts";
import { admittedHolders, calledPlaces, claimRequest, joinRequest, statusRequest } from "./visitors.ts";

/** Nobody is kept waiting here, and nobody's visit ends while it is measured. */
const WIDE_OPEN: RoomSettingsBody = {
  total_active_users: 500_000,
  // the limiter of the platform is emulated here by a table that grows with every address: not what is measured
  address_limit: "off",
  new_users_per_minute: 200_000,
  session_duration: 7_200,
  claim_window: 1_800,
};
/** A queue that stands. */
const NARROW: RoomSettingsBody = { ...WIDE_OPEN, total_active_users: 300, new_users_per_minute: 1_000 };
/** Inside at once while reservations are measured; each holds a few of them at a time. */
const HOLDERS = 1_500;
const PLACES_PER_HOLDER = 20;
/** One room lets in 200,000 a minute at most (W2): claims are spread over as many rooms as that takes. */
const CLAIM_ROOMS = 4;
const CLAIMS_PER_ROOM = 3_000;
const CLAIM_SECONDS_MAX = 30;
const TIMEOUT_MS = 30_000;

export class Ground {
  readonly chartName: string;
  readonly chart: Chart;
  readonly #host: string;
  readonly #edge: Pool;
  readonly #provider: { readonly pool: Pool; readonly secretKey: string };
  readonly #loop: ClosedLoop;
  readonly #queueRoom: string;
  readonly #house: House;
  readonly #box: House;
  readonly #claimRooms: readonly string[];

  private constructor(parts: {
    chartName: string;
    chart: Chart;
    edgeUrl: string;
    loop: ClosedLoop;
    provider: { pool: Pool; secretKey: string };
    queueRoom: string;
    house: House;
    box: House;
    claimRooms: readonly string[];
  }) {
    this.chartName = parts.chartName;
    this.chart = parts.chart;
    this.#host = new URL(parts.edgeUrl).host;
    this.#edge = new Pool(parts.edgeUrl, { connectionsMax: CONNECTIONS, timeoutMs: TIMEOUT_MS });
    this.#loop = parts.loop;
    this.#provider = parts.provider;
    this.#queueRoom = parts.queueRoom;
    this.#house = parts.house;
    this.#box = parts.box;
    this.#claimRooms = parts.claimRooms;
  }

  /** @param checkoutSeconds how long {@link checkouts} will take. */
  static async prepare(system: System, root: string, checkoutSeconds: number): Promise<Ground> {
    const { edge, provider } = system.running.urls;
    const { host, hostname, port } = new URL(edge);
    const desk = await organizerOf(system.running);
    const { text, name } = await chartText(root);
    const imported = await importChart(desk, JSON.parse(text));
    const loop = new ClosedLoop({ host: hostname, port: Number(port) });
    const open = (title: string, room: RoomSettingsBody): Promise<EventDocument> =>
      openBench(desk, imported, title, room);
    const filled = async (title: string, holders: number): Promise<House> => {
      const { id, roomId } = await open(title, WIDE_OPEN);
      return { host, eventId: id, holders: await admittedHolders(loop, host, roomId, holders) };
    };
    const queue = await open("Queue", NARROW);
    const claimRooms: string[] = [];
    for (let index = 0; index < CLAIM_ROOMS; index += 1)
      claimRooms.push((await open(`Door ${index}`, WIDE_OPEN)).roomId);
    const { providerSecretKey } = await secretsOf(system.directory);
    return new Ground({
      chartName: name,
      chart: await drawingOf(desk, imported.id),
      edgeUrl: edge,
      loop,
      provider: {
        pool: new Pool(provider, { connectionsMax: 8, timeoutMs: TIMEOUT_MS }),
        secretKey: providerSecretKey,
      },
      queueRoom: queue.roomId,
      house: await filled("House", HOLDERS),
      box: await filled("Box office", buyersFor(checkoutSeconds)),
      claimRooms,
    });
  }

  async status(seconds: number): Promise<number> {
    const exchange = {
      text: statusRequest(this.#host, this.#queueRoom),
      take: (reply: Reply) => expectStatus(reply, 200),
    };
    return rate(await this.#loop.run(() => exchange, seconds));
  }

  async join(seconds: number): Promise<number> {
    const take = (reply: Reply): void => expectStatus(reply, 201);
    return rate(await this.#loop.run(() => ({ text: joinRequest(this.#host, this.#queueRoom), take }), seconds));
  }

  /** Claims of places that were called before; each opens the door for the first time. */
  async claim(): Promise<number> {
    const requests: string[] = [];
    for (const roomId of this.#claimRooms) {
      const places = await calledPlaces(this.#loop, this.#host, roomId, CLAIMS_PER_ROOM);
      requests.push(...places.map(({ ticket }) => claimRequest(this.#host, roomId, ticket)));
    }
    // All rooms in turn, each at its own pace.
    const interleaved = requests.map((_, index) => {
      const room = index % CLAIM_ROOMS;
      return requests[room * CLAIMS_PER_ROOM + Math.floor(index / CLAIM_ROOMS)];
    });
    let admitted = 0;
    const take = (reply: Reply): void => {
      if (reply.status === 201) admitted += 1;
      else expectStatus(reply, 409); // paced (W2): does not count
    };
    const { seconds } = await this.#loop.run(() => {
      const text = interleaved.pop();
      return text === undefined ? undefined : { text, take };
    }, CLAIM_SECONDS_MAX);
    return admitted / seconds;
  }

  reserve(seconds: number): Promise<HoldRates> {
    return holdRates(this.#loop, this.#house, pairsById(this.chart), seconds);
  }

  bestAvailable(seconds: number): Promise<HoldRates> {
    return holdRates(this.#loop, this.#house, bestPairs(this.chart), seconds);
  }

  checkouts(seconds: number): Promise<CheckoutTimes> {
    return checkoutTimes(this.#box, this.#edge, this.#provider, seconds);
  }

  close(): void {
    this.#loop.close();
    this.#edge.close();
    this.#provider.pool.close();
  }
}

function openBench(desk: Desk, chart: ChartDocument, title: string, room: RoomSettingsBody): Promise<EventDocument> {
  const limits = { placesPerHolder: PLACES_PER_HOLDER, holdMinutes: 30, orphanRule: true };
  return openEvent(desk, chart, { title, room, limits });
}

async function drawingOf(desk: Desk, chartId: string): Promise<Chart> {
  const { drawing } = await desk.require<{ drawing: Chart }>("GET", `/api/charts/${chartId}`);
  return drawing;
}

function rate({ count, seconds }: Measured): number {
  return count / seconds;
}
