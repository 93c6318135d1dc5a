// Owns a waiting room of which only pausing matters: settings, and the public feed that tells whose pause it is; and one
// visit that it may remember.

import { millis, type RoomId } from "../../core/brand.ts";
import type { KnownVisit, RoomConfiguration, RoomPicture, WaitingRoomRpc } from "../../core/contract/waiting-room.ts";
import { announcementOf } from "../../core/queue/feed.ts";
import { changedSettings, type RoomSettings } from "../../core/queue/settings.ts";
import type { FeedEntry, RoomStatus } from "../../core/queue/status.ts";

export class PausableRoom implements Pick<WaitingRoomRpc, "configure" | "picture" | "visitAt"> {
  settings: RoomSettings;
  readonly feed: FeedEntry[] = [];
  /** Whoever asks about a visit is told this; a fault when it is one. */
  visit: KnownVisit | Error | undefined;

  constructor(roomId: RoomId) {
    this.settings = { roomId, name: "Hall", paused: false } as RoomSettings;
  }

  get status(): RoomStatus {
    return { roomId: this.settings.roomId, feed: this.feed } as Partial<RoomStatus> as RoomStatus;
  }

  async configure({ change, message }: RoomConfiguration): ReturnType<WaitingRoomRpc["configure"]> {
    const before = this.settings;
    this.settings = changedSettings(before, change);
    const told = announcementOf(before, this.settings, message);
    if (told !== undefined) this.feed.push({ ...told, sequence: this.feed.length + 1, atMs: millis(0) });
    return { kind: "configured", status: this.status };
  }

  async visitAt(): Promise<KnownVisit | undefined> {
    if (this.visit instanceof Error) throw this.visit;
    return this.visit;
  }

  async picture(): Promise<RoomPicture> {
    return { status: this.status, settings: this.settings } as Partial<RoomPicture> as RoomPicture;
  }
}
