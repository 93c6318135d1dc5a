/** Reading an event never reaches its writer more often than the view does, whatever is invented (W7). */
import { expect, it } from "vitest";
import { CHART_HASH } from "../../support/recording-allocator.ts";
import { TestDoor } from "../../support/test-door.ts";

it("asks an event's seats for no chart but the one it has", async () => {
  const door = await TestDoor.open();
  for (let invented = 0; invented < 20; invented += 1) {
    const hash = invented.toString(16).padStart(64, "0");
    expect((await door.send("GET", `/events/${door.eventId}/charts/${hash}`)).status).toBe(404);
  }
  expect(door.seats.count("chart")).toBe(0);
  expect(door.seats.count("card")).toBe(1);
  const chart = await door.send("GET", `/events/${door.eventId}/charts/${CHART_HASH}`);
  expect([chart.status, chart.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
});
