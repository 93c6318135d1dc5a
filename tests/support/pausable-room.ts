// Owns a waiting room of which only pausing matters: settings, and the public feed that tells whose pause it is.

import { millis, type RoomId } from "../../core/brand.ts";
import type { RoomConfiguration, RoomPicture, WaitingRoomRpc } from "../../core/contract/waiting-room.ts";
import { announcementOf } from "../../core/queue/feed.ts";
import { changedSettings, type RoomSettings } from "../../core/queue/settings.ts";
import type { FeedEntry, RoomStatus } from "../../core/queue/status.ts";

export class PausableRoom implements Pick<WaitingRoomRpc, "configure" | "picture"> {
  settings: RoomSettings;
  readonly feed: FeedEntry[] = [];

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

  async picture(): Promise<RoomPicture> {
    return { status: this.status, settings: this.settings } as Partial<RoomPicture> as RoomPicture;
  }
}
