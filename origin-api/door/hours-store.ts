/** When an event's doors are open: read, and written with its audit row. */
import { eq } from "drizzle-orm";
import { millis, type EventId } from "../../core/brand.ts";
import { doorHours as hoursOf, type DoorHours } from "../../core/door/hours.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { doorHours } from "../db/schema/door.ts";

export async function readDoorHours(database: Database, event: { id: EventId; startsAt: Date }): Promise<DoorHours> {
  const [said] = await database.select().from(doorHours).where(eq(doorHours.eventId, event.id)).limit(1);
  return hoursOf(millis(event.startsAt.getTime()), {
    opensAtMs: instantOf(said?.opensAt),
    closesAtMs: instantOf(said?.closesAt),
  });
}

function instantOf(at: Date | null | undefined) {
  return at === null || at === undefined ? undefined : millis(at.getTime());
}

export async function writeDoorHours(
  database: Database,
  act: Act,
  eventId: EventId,
  said: { readonly opensAt: Date | null; readonly closesAt: Date | null },
): Promise<void> {
  await performAct(database, act, {
    change: database
      .insert(doorHours)
      .values({ eventId, ...said })
      .onConflictDoUpdate({ target: doorHours.eventId, set: said })
      .returning({ id: doorHours.eventId }),
  });
}
