/**
 * What one isolate keeps for all its requests: the keys, the admissions it has verified, and its views of rooms and
 * events. Plain data only; nothing here is the truth about anything, and all of it may vanish at any time.
 */
import { millis, type Millis } from "../core/brand.ts";
import type { Env } from "./env.ts";
import { HeardNames } from "./gate/first-sight.ts";
import { holdsOf, type Holds } from "./objects/holds.ts";
import { joinsOf, type Joins } from "./objects/joins.ts";
import { importKeys, type Keys } from "./tokens/keys.ts";
import { AdmissionMemo } from "./tokens/memo.ts";
import { Charts } from "./views/charts.ts";
import { EventViews } from "./views/event-views.ts";
import { healthView, type Parts } from "./views/health.ts";
import { PassKeysView } from "./views/pass-keys.ts";
import { RoomViews } from "./views/room-views.ts";
import type { SharedView } from "./views/shared-view.ts";
import { WhatsOn } from "./views/whats-on.ts";

export class Door {
  readonly env: Env;
  readonly memo = new AdmissionMemo();
  readonly heard = new HeardNames();
  readonly events: EventViews;
  readonly rooms: RoomViews;
  readonly charts: Charts;
  readonly health: SharedView<Parts>;
  readonly whatsOn: WhatsOn;
  readonly passKeys: PassKeysView;
  readonly joins: Joins;
  readonly holds: Holds;
  readonly now: () => Millis;
  #keys: Keys | undefined;

  constructor(env: Env, now: () => Millis = () => millis(Date.now())) {
    this.env = env;
    this.now = now;
    this.events = new EventViews(env);
    this.rooms = new RoomViews(env, this.events);
    this.charts = new Charts(env);
    this.health = healthView(env);
    this.whatsOn = new WhatsOn(env);
    this.passKeys = new PassKeysView(env);
    this.joins = joinsOf(env);
    this.holds = holdsOf(env);
  }

  /** The first requests of an isolate may import them side by side; a promise of one is not for another to await. */
  keys(): Keys | Promise<Keys> {
    return this.#keys ?? this.#import();
  }

  async #import(): Promise<Keys> {
    this.#keys = await importKeys(this.env);
    return this.#keys;
  }
}
