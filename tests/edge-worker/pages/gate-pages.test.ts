/** What people and programs see before the gate, and that it lets in whoever may come in. */
import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const PAGE_BYTES_MAX = 14_336;

function gated(door: TestDoor): string {
  return `/events/${door.eventId}/tickets`;
}

/** What a page says above all; its script knows the words for everything else that may come. */
function headlineOf(page: string): string | undefined {
  return /<h1[^>]*>([^<]*)</u.exec(page)?.[1];
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

describe("the waiting page", () => {
  it("gives a place with the first look, keeps it on every further one, and asks the room for no second", async () => {
    const door = await TestDoor.open();
    for (let before = 0; before < 3; before++) await door.join();
    const first = await door.send("GET", gated(door), { headers: HTML });
    expect(first.status).toBe(200);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(first.headers.get("refresh")).toMatch(/^\d+;url=\/events\/[\w-]+\/tickets\?joined=1$/u);
    expect(await first.text()).toContain('<div class="big" id="position">4</div>');
    const cookie = cookiesOf(first);
    expect(cookie).toMatch(/^__Host-foyer-ticket-/u);
    const joins = door.room.count("join");
    for (let reload = 0; reload < 20; reload++) {
      const again = await door.send("GET", gated(door), { headers: { ...HTML, cookie } });
      expect(await again.text()).toContain('id="position">4<');
      expect(again.headers.get("set-cookie")).toBeNull();
    }
    expect(door.room.count("join")).toBe(joins);
    expect(door.room.count("claim")).toBe(0);
    expect(door.room.count("observe")).toBe(1);
  });

  it("never shows a worse place than before, whatever it still remembers of the room (W4)", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/rooms/${door.roomId}/status`); // remembered from here on: nobody was called yet
    for (let before = 0; before < 3; before++) await door.join();
    door.room.set({ servingCounter: 2 });
    const first = await door.send("GET", gated(door), { headers: HTML });
    expect(await first.text()).toContain('id="position">2<');
    for (const laterMs of [1, 500, 600]) {
      door.pass(laterMs);
      const again = await door.send("GET", gated(door), { headers: { ...HTML, cookie: cookiesOf(first) } });
      expect(await again.text()).toContain('id="position">2<');
    }
  });

  it("shows no place again as it was before, when a reading was asked for before the room told more (W4)", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/rooms/${door.roomId}/status`);
    for (let before = 0; before < 3; before++) await door.join();
    door.room.set({ servingCounter: 2 });
    await door.join(); // told of the counter on the way
    door.pass(1_000);
    door.room.set({ servingCounter: 0 });
    const status = await (await door.send("GET", `/rooms/${door.roomId}/status`)).json();
    expect(status).toMatchObject({ servingCounter: 2 });
  });

  it("lets in whoever's turn has come, and the door opens with it", async () => {
    const door = await TestDoor.open();
    const cookie = cookiesOf(await door.send("GET", gated(door), { headers: HTML }));
    door.room.set({ servingCounter: 1 });
    door.pass(1_000);
    const inside = await door.send("GET", gated(door), { headers: { ...HTML, cookie } });
    expect(inside.status).toBe(200);
    expect(await inside.text()).toContain('value="A-1"');
    const admission = cookiesOf(inside);
    expect(admission).toMatch(/^__Host-foyer-admission-/u);
    const again = await door.send("GET", gated(door), { headers: { ...HTML, cookie: `${cookie}; ${admission}` } });
    expect(await again.text()).toContain('value="A-1"');
    expect(door.room.count("claim")).toBe(1);
  });

  it("goes straight in where nobody waits", async () => {
    const door = await TestDoor.open();
    door.room.set({ phase: "idle", servingCounter: 1 });
    const answer = await door.send("GET", gated(door), { headers: HTML });
    expect(await answer.text()).toContain('value="A-1"');
    expect(answer.headers.getSetCookie()).toHaveLength(2);
  });

  it.each(["en", "de", "fr", "es", "it"])("is small and asks for nothing else, in %s", async (language) => {
    const door = await TestDoor.open();
    const feed = Array.from({ length: 20 }, (_, sequence) => ({
      sequence,
      atMs: door.nowMs,
      kind: "message" as const,
      message: createHash("sha512").update(String(sequence)).digest("base64").repeat(5).slice(0, 500),
    }));
    door.room.set({ feed });
    const answer = await door.send("GET", gated(door), {
      headers: { ...HTML, "accept-language": `${language}-XX, xx;q=0.9` },
    });
    const text = await answer.text();
    expect(text).toContain(`<html lang="${language}">`);
    expect(gzipSync(text).length).toBeLessThanOrEqual(PAGE_BYTES_MAX);
    expect(text).not.toMatch(/<(?!a )[^>]*(?:src|href)="(?!data:|#)/u);
    expect(text.replaceAll(/<(script|style)[^]*?<\/\1>/gu, "")).not.toMatch(/[{}]/u);
  });

  it("allows its own style and script by their hash, and nothing else", async () => {
    const door = await TestDoor.open();
    const answer = await door.send("GET", gated(door), { headers: HTML });
    const text = await answer.text();
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    for (const element of ["style", "script"]) {
      const inlined = [...text.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, "gu"))];
      expect(inlined).toHaveLength(1);
      const hash = createHash("sha256")
        .update(inlined[0]?.[1] ?? "")
        .digest("base64");
      expect(policy).toContain(`${element}-src 'sha256-${hash}'`);
    }
    expect(text).not.toMatch(/ on[a-z]+=| style=/u);
  });

  it("shows what operators and organizers wrote as text, whatever it is", async () => {
    const door = await TestDoor.open();
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&`;
    door.room.set({ name: evil, feed: [{ sequence: 1, atMs: door.nowMs, kind: "message", message: evil }] });
    const text = await (await door.send("GET", gated(door), { headers: HTML })).text();
    expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("<img");
    expect(text.match(/<script/gu)).toHaveLength(2);
  });

  it("takes no place for a look or a guess of the browser's", async () => {
    const door = await TestDoor.open();
    await door.send("HEAD", gated(door), { headers: HTML });
    await door.send("GET", gated(door), { headers: { ...HTML, "sec-purpose": "prefetch;prerender" } });
    await door.send("GET", gated(door), { headers: { ...HTML, purpose: "prefetch" } });
    expect(door.room.count("join")).toBe(0);
  });

  it("gives a browser without cookies one place, not one with every look", async () => {
    const door = await TestDoor.open();
    const first = await door.send("GET", gated(door), { headers: HTML });
    const target = (first.headers.get("refresh") ?? "").split("url=")[1] ?? "";
    for (let look = 0; look < 5; look++) {
      const again = await door.send("GET", target, { headers: HTML });
      expect(again.status).toBe(401);
      expect(await again.text()).toContain("allow cookies");
    }
    expect(door.room.count("join")).toBe(1);
    const kept = await door.send("GET", target, { headers: { ...HTML, cookie: cookiesOf(first) } });
    expect(await kept.text()).toContain('id="position">1<');
  });

  it("says that everything is sold, and takes no place any more (W11)", async () => {
    const door = await TestDoor.open();
    door.seats.saleCard = { ...door.seats.saleCard, seatsLeft: 0 };
    const answer = await door.send("GET", gated(door), { headers: HTML });
    expect(headlineOf(await answer.text())).toMatch(/sold out/iu);
    expect(door.room.count("join")).toBe(0);
    const status = await (await door.send("GET", `/rooms/${door.roomId}/status`)).json();
    expect(status).toMatchObject({ phase: "sold_out", seatsLeft: 0 });
  });

  it.each(["held", "paying"] as const)(
    "does not say so while nothing is free but places that are %s may come back (W11)",
    async (state) => {
      const door = await TestDoor.open();
      door.seats.saleCard = { ...door.seats.saleCard, seatsLeft: 0 };
      const totals = door.seats.totals.bind(door.seats);
      door.seats.totals = async () => {
        const told = await totals();
        return told === undefined ? undefined : { ...told, sold: told.sold - 1, [state]: 1 };
      };
      const answer = await door.send("GET", gated(door), { headers: HTML });
      expect(headlineOf(await answer.text())).toBe("You are in line");
      expect(door.room.count("join")).toBe(1);
      const status = await (await door.send("GET", `/rooms/${door.roomId}/status`)).json();
      expect(status).toMatchObject({ phase: "queueing", seatsLeft: 0 });
    },
  );

  it("offers a new place to somebody whose visit is over, and takes it only when asked; the visitor stays the same", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const cookie = `__Host-foyer-admission-${door.roomId}=${admission.admission}`;
    await door.send("DELETE", `/rooms/${door.roomId}/admissions/current`, { headers: { cookie } });
    const over = await door.send("GET", gated(door), { headers: { ...HTML, cookie } });
    expect(over.status).toBe(401);
    expect(over.headers.get("set-cookie")).toBeNull();
    expect(await over.text()).toContain('value="again"');
    const joins = door.room.count("join");
    const again = await door.send("POST", gated(door), {
      body: "act=again",
      headers: {
        ...HTML,
        cookie,
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
    });
    expect([again.status, again.headers.get("location")]).toEqual([303, gated(door)]);
    expect(door.room.count("join")).toBe(joins + 1);
    const [, ticket = ""] = /foyer-ticket-[^=]*=([^;]+)/u.exec(again.headers.getSetCookie().join("\n")) ?? [];
    expect(decodeJwt(ticket).sub).toBe(admission.visitorId);
  });
});

describe("the same for programs", () => {
  it("speaks the 25 fields of Cloudflare Waiting Room, at any quality of JSON, and what we know beyond", async () => {
    const door = await TestDoor.open();
    await door.join();
    door.room.set({ phase: "queueing", callsPerMinuteFast: 1, callsPerMinuteSlow: 0.5 });
    for (const accept of ["application/json", "text/html, application/json;q=0.1", "APPLICATION/JSON"]) {
      door.pass(1_000);
      const answer = await door.send("GET", gated(door), { headers: { accept } });
      expect(answer.headers.get("content-type")).toBe("application/json");
      const { cfWaitingRoom } = (await answer.json()) as { cfWaitingRoom: Record<string, unknown> };
      const documented = [
        "inWaitingRoom",
        "waitTimeKnown",
        "waitTime",
        "waitTime25Percentile",
        "waitTime50Percentile",
        "waitTime75Percentile",
        "waitTimeFormatted",
        "queueIsFull",
        "queueAll",
        "lastUpdated",
        "refreshIntervalSeconds",
        "queueingMethod",
        "isFIFOQueue",
        "isRandomQueue",
        "isPassthroughQueue",
        "isRejectQueue",
        "isEventActive",
        "isEventPrequeueing",
        "timeUntilEventStart",
        "timeUntilEventStartFormatted",
        "timeUntilEventEnd",
        "timeUntilEventEndFormatted",
        "shuffleAtEventStart",
        "turnstile",
        "infiniteQueue",
      ];
      const ours = ["position", "ahead", "waitP50", "waitP90", "seatsLeft", "ticket"];
      expect(Object.keys(cfWaitingRoom).toSorted()).toEqual([...documented, ...ours].toSorted());
      expect(cfWaitingRoom).toMatchObject({
        inWaitingRoom: true,
        queueingMethod: "fifo",
        isFIFOQueue: true,
        waitTimeKnown: true,
      });
      expect(Number(cfWaitingRoom["waitTime"])).toBeGreaterThanOrEqual(2);
    }
  });

  it("goes through the door with the ticket it was given", async () => {
    const door = await TestDoor.open();
    const accept = { accept: "application/json" };
    const waiting = (await (await door.send("GET", gated(door), { headers: accept })).json()) as {
      cfWaitingRoom: { ticket: string };
    };
    door.room.set({ servingCounter: 1 });
    door.pass(1_000);
    const inside = await door.send("GET", gated(door), {
      headers: { ...accept, "foyer-ticket": waiting.cfWaitingRoom.ticket },
    });
    expect(await inside.json()).toMatchObject({ eventId: door.eventId, seatsLeft: 10 });
    expect(cookiesOf(inside)).toContain("__Host-foyer-admission-");
  });
});

describe("the status document", () => {
  it("is the same bytes for everybody, read from the room once a second (W7)", async () => {
    const door = await TestDoor.open();
    const texts = new Set<string>();
    for (let poll = 0; poll < 50; poll++) {
      const answer = await door.send("GET", `/rooms/${door.roomId}/status`);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=1");
      texts.add(await answer.text());
    }
    expect(texts.size).toBe(1);
    expect(door.room.count("observe")).toBe(1);
    door.room.set({ phase: "paused" });
    door.pass(1_000);
    expect(await (await door.send("GET", `/rooms/${door.roomId}/status`)).json()).toMatchObject({
      phase: "paused",
      seatsLeft: 10,
    });
    expect(door.room.count("observe")).toBe(2);
  });

  it("goes on while an event's allocator is silent, with what it last said", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/rooms/${door.roomId}/status`);
    door.seats.fault = new Error("silent");
    door.pass(2_000);
    const answer = await door.send("GET", `/rooms/${door.roomId}/status`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ seatsLeft: 10 });
    const card = await door.send("GET", `/events/${door.eventId}`);
    expect(await card.json()).toMatchObject({ stale: true, title: "An evening <with> music" });
  });

  it("does not wait for an allocator that hangs: who is let in depends on the room alone", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    door.seats.card = () => new Promise(() => undefined);
    door.pass(1_000);
    const answer = await door.send("GET", `/rooms/${door.roomId}/status`);
    expect(await answer.json()).toMatchObject({ seatsLeft: 10 });
    const headers = { "foyer-admission": admission.admission };
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(201);
  });

  it("lets nobody in on an old list while the room is silent (W1), and says that a part is down", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    door.room.fault = new Error("silent");
    door.pass(1_000);
    const headers = { "foyer-admission": admission.admission };
    const refused = await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers);
    expect([refused.status, (await refused.json()).code]).toEqual([503, "unavailable"]);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(door.seats.count("hold")).toBe(0);
  });
});
