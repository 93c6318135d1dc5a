/** Tokens: each kind opens only its own door, and only while it is genuine, alive and for that room. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { newAdmissionKey, randomKey, TestDoor } from "../../support/test-door.ts";

interface Forgery {
  readonly alg?: string;
  readonly typ?: string;
  readonly aud?: string;
  readonly claims?: Record<string, unknown>;
  readonly kid?: string;
  readonly exp?: number;
}

const VISITOR = "0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726";
const SESSION = "1c9e6f5d-2c1a-4f3e-9d8c-7b6a59483726";

async function admissionToken(door: TestDoor, privateJwk: string, forgery: Forgery = {}): Promise<string> {
  const jwk = JSON.parse(privateJwk) as JsonWebKey & { kid: string };
  const key = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]);
  const now = Math.floor(door.nowMs / 1000);
  return new SignJWT({ sid: SESSION, ...forgery.claims })
    .setProtectedHeader({ alg: "EdDSA", typ: forgery.typ ?? "admission+jwt", kid: forgery.kid ?? jwk.kid })
    .setAudience(forgery.aud ?? door.roomId)
    .setSubject(VISITOR)
    .setIssuedAt(now)
    .setExpirationTime(forgery.exp ?? now + 600)
    .sign(key);
}

function reserve(door: TestDoor, token: string): Promise<Response> {
  const body = { eventId: door.eventId, seatIds: ["A-1"], userId: VISITOR, expiryInMinutes: 5 };
  return door.json("POST", "/seats/reserve", body, { "foyer-admission": token });
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

describe("an admission", () => {
  it("opens when it is genuine (so that what follows fails for its own reason)", async () => {
    const door = await TestDoor.open();
    expect((await reserve(door, await admissionToken(door, door.env.ADMISSION_KEY))).status).toBe(201);
  });

  const forgeries: Record<string, (door: TestDoor) => Promise<string>> = {
    "with another key under our key's name": async (door) =>
      admissionToken(door, await newAdmissionKey(), {
        kid: (JSON.parse(door.env.ADMISSION_KEY) as { kid: string }).kid,
      }),
    "with a key that we do not know": async (door) => admissionToken(door, await newAdmissionKey()),
    "of another type": (door) => admissionToken(door, door.env.ADMISSION_KEY, { typ: "queue-ticket+jwt" }),
    "without a type": (door) => admissionToken(door, door.env.ADMISSION_KEY, { typ: "JWT" }),
    "that has expired": (door) =>
      admissionToken(door, door.env.ADMISSION_KEY, { exp: Math.floor(door.nowMs / 1000) - 1 }),
    "for another room": (door) => admissionToken(door, door.env.ADMISSION_KEY, { aud: door.otherRoomId }),
    "for no room at all": (door) => admissionToken(door, door.env.ADMISSION_KEY, { aud: "queue:x" }),
    "for a room that is not there": (door) =>
      admissionToken(door, door.env.ADMISSION_KEY, { aud: crypto.randomUUID() }),
    "without a session": (door) => admissionToken(door, door.env.ADMISSION_KEY, { claims: { sid: undefined } }),
    "that nobody signed": async (door) =>
      `${base64({ alg: "none", typ: "admission+jwt" })}.${base64({ sub: VISITOR, sid: SESSION, aud: door.roomId, exp: 9_999_999_999 })}.`,
    "whose claims were changed afterwards": async (door) => {
      const [header, , signature] = (await admissionToken(door, door.env.ADMISSION_KEY)).split(".");
      return `${header}.${base64({ sub: VISITOR, sid: SESSION, aud: door.roomId, iat: 0, exp: 9_999_999_999 })}.${signature}`;
    },
    "signed with the public key as if it were a secret": async (door) => {
      const jwks = (await (await door.send("GET", "/.well-known/jwks.json")).json()) as {
        keys: { x: string; kid: string }[];
      };
      const [key] = jwks.keys;
      return new SignJWT({ sid: SESSION })
        .setProtectedHeader({ alg: "HS256", typ: "admission+jwt", kid: key?.kid ?? "" })
        .setAudience(door.roomId)
        .setSubject(VISITOR)
        .setIssuedAt(0)
        .setExpirationTime(9_999_999_999)
        .sign(Buffer.from(key?.x ?? "", "base64url"));
    },
    "that is a ticket": async (door) => (await door.join()).ticket,
    "that is no token": async () => "abc",
    "that is longer than any of ours": async () => "a".repeat(5_000),
  };
  it.each(Object.entries(forgeries))("%s opens nothing, and nothing is set or written", async (_name, forge) => {
    const door = await TestDoor.open();
    const token = await forge(door);
    const refused = await reserve(door, token);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "token_invalid" });
    expect(refused.headers.get("set-cookie")).toBeNull();
    expect(door.seats.count("hold") + door.otherSeats.count("hold")).toBe(0);

    const page = await door.send("GET", `/events/${door.eventId}/tickets`, {
      headers: { cookie: `__Host-foyer-admission-${door.roomId}=${token}`, accept: "text/html" },
    });
    expect(page.status).toBe(401);
    expect(page.headers.get("set-cookie")).toBeNull();
  });

  it("is judged by the clock on every use, also when it was verified before", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const send = (): Promise<Response> =>
      door.json("POST", "/seats/reserve", door.reserveBody(admission), { "foyer-admission": admission.admission });
    expect((await send()).status).toBe(201);
    door.pass(599_000);
    expect((await send()).status).toBe(409);
    door.pass(1_000);
    expect((await send()).status).toBe(401);
  });

  it("survives a change of keys while the one before is still named", async () => {
    const door = await TestDoor.open();
    const token = await admissionToken(door, door.env.ADMISSION_KEY);
    const { d: _private, ...before } = JSON.parse(door.env.ADMISSION_KEY) as JsonWebKey;
    door.useSecrets({ ADMISSION_KEY: await newAdmissionKey(), ADMISSION_KEY_PREVIOUS: JSON.stringify(before) });
    expect((await reserve(door, token)).status).toBe(201);
    const jwks = (await (await door.send("GET", "/.well-known/jwks.json")).json()) as { keys: JsonWebKey[] };
    expect(jwks.keys).toHaveLength(2);
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    door.useSecrets({ ADMISSION_KEY: await newAdmissionKey(), ADMISSION_KEY_PREVIOUS: "" });
    expect((await reserve(door, token)).status).toBe(401);
  });
});

describe("the public keys", () => {
  const passKey = { kty: "OKP", crv: "Ed25519", x: "x", kid: "pass", alg: "EdDSA", use: "sig" };
  const shown = async (door: TestDoor): Promise<{ kids: string[]; cache: string | null }> => {
    const answer = await door.send("GET", "/.well-known/jwks.json");
    const { keys } = (await answer.json()) as { keys: { kid: string }[] };
    return { kids: keys.map(({ kid }) => kid), cache: answer.headers.get("cache-control") };
  };

  it("are those of admissions and, as the office tells them, of tickets", async () => {
    const door = await TestDoor.open();
    door.office = () => Response.json({ keys: [{ ...passKey, d: "never shown" }] });
    const { kid } = JSON.parse(door.env.ADMISSION_KEY) as { kid: string };
    expect(await shown(door)).toEqual({ kids: [kid, "pass"], cache: "public, max-age=300" });
    expect(await (await door.send("GET", "/.well-known/jwks.json")).text()).not.toContain("never shown");
  });

  it("of admissions do not wait for an office that is down", async () => {
    const door = await TestDoor.open();
    door.office = () => new Response("down", { status: 503 });
    const { kid } = JSON.parse(door.env.ADMISSION_KEY) as { kid: string };
    expect(await shown(door)).toEqual({ kids: [kid], cache: "public, max-age=5" });
  });

  it("of tickets open nothing at the waiting room", async () => {
    const door = await TestDoor.open();
    const foreign = await newAdmissionKey();
    const { d: _private, ...publicPart } = JSON.parse(foreign) as JsonWebKey & { kid: string };
    door.office = () => Response.json({ keys: [{ ...passKey, ...publicPart }] });
    expect((await shown(door)).kids).toHaveLength(2);
    expect((await reserve(door, await admissionToken(door, foreign))).status).toBe(401);
  });
});

describe("a ticket", () => {
  const forgeries: Record<string, (door: TestDoor) => Promise<string>> = {
    "for another room": async (door) =>
      ((await (await door.send("POST", `/rooms/${door.otherRoomId}/tickets`)).json()) as { ticket: string }).ticket,
    "with another key": async (door) => {
      const { ticket } = await door.join();
      door.useSecrets({ TICKET_KEY: randomKey() });
      return ticket;
    },
    "that is an admission": async (door) => (await door.admit()).admission,
    "with a number of one's own": async (door) => {
      const [header, claims, signature] = (await door.join()).ticket.split(".");
      const changed = { ...(JSON.parse(Buffer.from(claims ?? "", "base64url").toString()) as object), num: -1 };
      return `${header}.${base64(changed)}.${signature}`;
    },
    "of another type": async (door) =>
      new SignJWT({ num: 0 })
        .setProtectedHeader({ alg: "HS256", typ: "order-access+jwt" })
        .setAudience(`queue:${door.roomId}`)
        .setSubject(VISITOR)
        .setJti(SESSION)
        .setIssuedAt(0)
        .sign(Buffer.from(door.env.TICKET_KEY, "base64url")),
    "with a signature of the wrong kind": async (door) => {
      const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
      expect((await exportJWK(privateKey)).kty).toBe("OKP");
      return new SignJWT({ num: 0 })
        .setProtectedHeader({ alg: "EdDSA", typ: "queue-ticket+jwt" })
        .setAudience(`queue:${door.roomId}`)
        .sign(privateKey);
    },
  };
  it.each(Object.entries(forgeries))("%s is refused everywhere, and never sets a cookie", async (_name, forge) => {
    const door = await TestDoor.open();
    const ticket = await forge(door);
    const claims = door.room.count("claim");
    for (const path of ["tickets", "admissions"]) {
      const refused = await door.send("POST", `/rooms/${door.roomId}/${path}`, { headers: { "foyer-ticket": ticket } });
      expect([path, refused.status]).toEqual([path, 401]);
      expect(refused.headers.get("set-cookie")).toBeNull();
    }
    const cookie = `__Host-foyer-ticket-${door.roomId}=${ticket}`;
    const page = await door.send("GET", `/events/${door.eventId}/tickets`, {
      headers: { cookie, accept: "text/html" },
    });
    expect(page.status).toBe(401);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(door.room.count("claim")).toBe(claims);
  });
});

describe("the keys", () => {
  it.each([
    ["a short ticket key", { TICKET_KEY: "c2hvcnQ" }],
    ["an admission key of another kind", { ADMISSION_KEY: JSON.stringify({ kty: "oct", k: randomKey() }) }],
  ])("refuse to open a door with %s", async (_name, secrets) => {
    const door = await TestDoor.open();
    door.useSecrets(secrets);
    expect((await door.send("POST", `/rooms/${door.roomId}/tickets`)).status).toBe(500);
    expect(door.room.count("join")).toBe(0);
  });
});
