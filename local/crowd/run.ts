/**
 * One crowd from its invitation to its report: an event to sell, a world to live in, people who come, and at the end
 * the judgement.
 */
import { randomBytes } from "node:crypto";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { Chart } from "../../core/seating/chart.ts";
import type { Desk } from "../cli/desk.ts";
import type { Running } from "../stack/running-file.ts";
import { letThemCome } from "./arrivals.ts";
import { SeatMap } from "./buyers/seat-map.ts";
import { Shop } from "./buyers/shop.ts";
import type { World } from "./buyers/world.ts";
import { importChart, openEvent, organizerOf } from "./event.ts";
import { Pool } from "./http/pool.ts";
import { sendLostMailAgain } from "./lost-mail.ts";
import type { CrowdOptions } from "./options.ts";
import { Breaches } from "./oracle/breaches.ts";
import { DoorOracle } from "./oracle/door-oracle.ts";
import { SeatOracle } from "./oracle/seat-oracle.ts";
import { holdRunsOutInTime } from "./pace.ts";
import { cutPower } from "./power-cut.ts";
import { showProgress } from "./progress.ts";
import { crowdReport, type CrowdReport } from "./report.ts";
import { settle } from "./settlement.ts";
import { Tally } from "./tally.ts";
import { throughputOf } from "./throughput.ts";
import { Watch } from "./watch.ts";

const CONNECTIONS_MAX = 256;
const TIMEOUT_MS = 30_000;
/** Of a new event's room. */
const INSIDE_DEFAULT = 300;
const RATE_DEFAULT = 60_000;
const SESSION_SECONDS = 600;
const HOLD_MINUTES = 5;

/** @param chartText a drawing to import and sell. */
export async function runCrowd(
  options: CrowdOptions,
  running: Running,
  chartText: string | undefined,
  say: (line: string) => void,
): Promise<CrowdReport> {
  const desk = await organizerOf(running);
  const event = await eventToSell(desk, options, running, chartText);
  say(`Selling "${event.title}", ${event.capacity} places, ${event.room.total_active_users} inside at most.`);

  const pools = {
    edge: new Pool(running.urls.edge, { connectionsMax: CONNECTIONS_MAX, timeoutMs: TIMEOUT_MS }),
    provider: new Pool(running.urls.provider, { connectionsMax: 16, timeoutMs: TIMEOUT_MS }),
    mailbox: new Pool(running.urls.mailbox, { connectionsMax: 4, timeoutMs: TIMEOUT_MS }),
  };
  try {
    return await sell({ options, event, pools, desk, pid: running.pid });
  } finally {
    for (const pool of Object.values(pools)) pool.close();
  }
}

interface Pools {
  readonly edge: Pool;
  readonly provider: Pool;
  readonly mailbox: Pool;
}

interface Selling {
  readonly options: CrowdOptions;
  readonly event: EventDocument;
  readonly pools: Pools;
  readonly desk: Desk;
  /** The process that started the system. */
  readonly pid: number;
}

async function sell({ options, event, pools, desk, pid }: Selling): Promise<CrowdReport> {
  const run = randomBytes(4).toString("hex");
  const startedAtMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const tally = new Tally();
  const breaches = new Breaches();
  const door = new DoorOracle(breaches);
  const shop = new Shop(pools.edge, { roomId: event.roomId, eventId: event.id }, tally);
  const seatMap = new SeatMap(await chartOf(shop));
  const seats = new SeatOracle(breaches, seatMap.areaCapacity);
  const outOfTime = (): boolean => performance.now() - startedAtMs > options.secondsMax * 1000;
  const world: World = {
    shop,
    bank: pools.provider,
    seatMap,
    holdMinutes: Math.min(HOLD_MINUTES, event.limits.holdMinutes),
    breaches,
    door,
    seats,
    paymentsAsked: new Set(),
    tally,
    pace: options.pace,
    nearTheEnd: () =>
      options.untilSoldOut &&
      !holdRunsOutInTime({
        seconds: (performance.now() - startedAtMs) / 1000,
        seatsSold: seats.seatsSold,
        seatsLeft: watch.latest?.seatsLeft ?? 0,
      }),
    open: () => !outOfTime(),
  };
  const watch = new Watch(world);
  await watch.start();
  const endProgress = showProgress(tally, watch, process.stdout);
  let over = false;
  const cutting =
    options.killAt === undefined
      ? undefined
      : cutPower({ pid, afterSeatsSold: options.killAt * event.capacity, over: () => over }, world);
  await letThemCome({ buyers: options.buyers, seed: options.seed, run, enough: () => watch.soldOut }, world);
  over = true;
  const powerCut = await cutting;
  const cpu = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAtMs) / 1000;
  await watch.stop();
  endProgress();

  const { reconciliation, mails, mailsSentAgain } = await settle(run, world, {
    mailbox: pools.mailbox,
    provider: pools.provider,
    reconcile: () => desk.require("GET", `/api/events/${event.id}/reconciliation`),
    ...(powerCut === undefined ? {} : { sendLostMailAgain: (arrived) => sendLostMailAgain(desk, run, arrived) }),
  });
  if (options.untilSoldOut && !watch.soldOut) tally.errorSeen(`not sold out within ${options.secondsMax} s`);
  return crowdReport({
    tally,
    breaches,
    overshoot: door.overshoot(),
    insideMax: door.insideMax,
    reconciliation,
    seatsSold: seats.seatsSold,
    mails: mails.length,
    powerCut: powerCut === undefined ? undefined : { ...powerCut, mailsSentAgain },
    throughput: throughputOf(seats.sales.values(), mails, seats.firstHeldAtMs),
    seconds,
    cpuMs: (cpu.user + cpu.system) / 1000,
  });
}

async function eventToSell(
  desk: Desk,
  options: CrowdOptions,
  running: Running,
  chartText: string | undefined,
): Promise<EventDocument> {
  const { inside, ratePerMinute } = options;
  if (chartText !== undefined) {
    const chart = await importChart(desk, JSON.parse(chartText));
    return openEvent(desk, chart, {
      title: chart.name,
      limits: { placesPerHolder: 10, holdMinutes: HOLD_MINUTES, orphanRule: true },
      room: {
        total_active_users: inside ?? INSIDE_DEFAULT,
        new_users_per_minute: ratePerMinute ?? RATE_DEFAULT,
        session_duration: SESSION_SECONDS,
        address_limit: "normal",
      },
    });
  }
  const path = `/api/events/${options.eventId ?? running.demo.eventId}`;
  if (inside !== undefined || ratePerMinute !== undefined) {
    await desk.require("PATCH", `${path}/room`, {
      ...(inside === undefined ? {} : { total_active_users: inside }),
      ...(ratePerMinute === undefined ? {} : { new_users_per_minute: ratePerMinute }),
    });
  }
  return desk.require("GET", path);
}

async function chartOf(shop: Shop): Promise<Chart> {
  const visitor = { address: "198.51.100.8", admission: undefined };
  const card = await shop.card(visitor);
  if (card.status !== 200) throw new Error(`the event's card was answered ${card.status} ${card.code ?? ""}`);
  const { status, body } = await shop.chart(visitor, (card.body as { chart: string }).chart);
  if (status !== 200) throw new Error(`the chart was answered ${status}`);
  return body as Chart;
}
