/**
 * What all buyers of one crowd share: the shop, the bank, the map, and those who watch.
 */
import type { DoorOracle } from "../oracle/door-oracle.ts";
import type { Breaches } from "../oracle/breaches.ts";
import type { SeatOracle } from "../oracle/seat-oracle.ts";
import type { Pool } from "../http/pool.ts";
import type { Tally } from "../tally.ts";
import type { SeatMap } from "./seat-map.ts";
import type { Shop } from "./shop.ts";

export interface World {
  readonly shop: Shop;
  /** Where 3-D Secure pages are. */
  readonly bank: Pool;
  readonly seatMap: SeatMap;
  readonly holdMinutes: number;
  readonly breaches: Breaches;
  readonly door: DoorOracle;
  readonly seats: SeatOracle;
  /** Reservations for which a payment was asked. */
  readonly paymentsAsked: Set<string>;
  readonly tally: Tally;
  /** How long people think: 1 as in `visit.ts`, 0 not at all. */
  readonly pace: number;
  /** Nobody vanishes any more when this is true: their seats would come back after the crowd has gone. */
  readonly nearTheEnd: () => boolean;
  /** False once the run is out of time: whoever waits goes home. */
  readonly open: () => boolean;
}
