/** The waiting page as operators preview it: what people see, without taking a place, and framed by nobody but us. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

const HTML = { accept: "text/html" };

describe("the preview of a room", () => {
  it("shows what the next who came would see, and takes no place", async () => {
    const door = await TestDoor.open();
    for (let before = 0; before < 3; before++) await door.join();
    const { waiting } = (await (await door.send("GET", `/rooms/${door.roomId}/status`)).json()) as { waiting: number };
    const shown = await door.send("GET", `/rooms/${door.roomId}/preview`, { headers: HTML });
    const text = await shown.text();
    expect(shown.status).toBe(200);
    expect(text).toContain(`id="position">${waiting + 1}<`);
    expect(text).not.toContain("<script");
    expect(shown.headers.get("set-cookie")).toBeNull();
    expect(door.room.count("join")).toBe(3);
    const german = await door.send("GET", `/rooms/${door.roomId}/preview?lang=de`, { headers: HTML });
    expect(await german.text()).toContain('<html lang="de">');
  });

  it("may be framed by our own pages only, and the waiting page itself by nobody", async () => {
    const door = await TestDoor.open();
    await door.join();
    const policyOf = async (path: string) =>
      (await door.send("GET", path, { headers: HTML })).headers.get("content-security-policy");
    expect(await policyOf(`/rooms/${door.roomId}/preview`)).toMatch(/; frame-ancestors 'self'$/u);
    expect(await policyOf(`/events/${door.eventId}/tickets`)).toMatch(/; frame-ancestors 'none'$/u);
    expect(await policyOf(`/rooms/${crypto.randomUUID()}/preview`)).toMatch(/; frame-ancestors 'none'$/u);
  });

  it("says that it is over when it is over", async () => {
    const door = await TestDoor.open();
    door.room.set({ phase: "sold_out" });
    const shown = await door.send("GET", `/rooms/${door.roomId}/preview`, { headers: HTML });
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining("Sold out")]);
  });
});
