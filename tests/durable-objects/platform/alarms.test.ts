/** The one alarm of an object: it rings by the earliest time that anybody asked for. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { AlarmClock } from "../../../durable-objects/platform/alarms.ts";

it("keeps the earliest, moves when told to, and starts anew after it rang", async () => {
  const { WAITING_ROOM } = env as unknown as { WAITING_ROOM: DurableObjectNamespace };
  const stub = WAITING_ROOM.getByName(crypto.randomUUID());
  await runInDurableObject(stub, async (_, { storage }) => {
    const inHours = (hours: number): ReturnType<typeof millis> => millis(Date.now() + hours * 3_600_000);
    const [one, two, three] = [inHours(1), inHours(2), inHours(3)];
    const alarm = new AlarmClock(storage);
    alarm.ringBy(two);
    expect(await storage.getAlarm()).toBe(two);
    alarm.ringBy(three);
    expect(await storage.getAlarm()).toBe(two);
    alarm.ringBy(one);
    expect(await storage.getAlarm()).toBe(one);
    alarm.set(three);
    expect(await storage.getAlarm()).toBe(three);
    expect(alarm.armedMs).toBe(three);
    alarm.rang();
    alarm.ringBy(three);
    expect(alarm.armedMs).toBe(three);
    await storage.deleteAlarm();
  });
});
