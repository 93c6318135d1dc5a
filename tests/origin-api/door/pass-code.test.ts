/** The code of a ticket: the same for ever, ours or nobody's, and no code for what opens nothing. */
import { decodeProtectedHeader, generateKeyPair, exportJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventId, PassId, SeatId } from "../../../core/brand.ts";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import { FIRST_EDITION, passKeysOf, withCode } from "../../../origin-api/door/pass-keys.ts";
import { newVisitor, PASS_KEY_OF_THE_TESTS, TestOffice } from "../../support/test-office.ts";

const EVENT = "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;
const PASS = "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867" as PassId;
const TICKET = {
  ticketId: PASS,
  seatId: "A-12" as SeatId,
  label: "Parkett, Reihe 3, Platz 12",
  number: "AAAAA-BBBBB-1",
};
const secrets = { PASS_KEY: PASS_KEY_OF_THE_TESTS };

/** Signed with OpenSSL; printed tickets depend on it. */
const VECTOR =
  "eyJhbGciOiJFZERTQSIsInR5cCI6InBhc3Mrand0Iiwia2lkIjoicmZjODAzN2EifQ.eyJhdWQiOiI2ZjFkMmMzYi00YTU5LTRlNjgtOGQ3Ny0xYzJiM2E0OTU4NjciLCJzdWIiOiIwYjllNmY1ZC0yYzFhLThmM2UtOWQ4Yy0xYzJiM2E0OTU4NjciLCJwbCI6IlBhcmtldHQsIFJlaWhlIDMsIFBsYXR6IDEyIiwiZWQiOjF9.NAiGFs2vpITeIZp7ehbvQYRjcZRta_6a7rpCw1QbqLcDOmZWEJjKZzaxSsKRMz8Jssh90BbzpMDec_yTL4LuAQ";

/** A code that is signed with `jwk`, right in everything but what is named. */
async function forged(
  change: { readonly alg?: string; readonly typ?: string; readonly kid?: string; readonly claims?: object },
  jwk = PASS_KEY_OF_THE_TESTS,
): Promise<string> {
  const key = await crypto.subtle.importKey("jwk", JSON.parse(jwk) as JsonWebKey, "Ed25519", false, ["sign"]);
  return new SignJWT({ aud: EVENT, sub: PASS, pl: "A", ed: 1, ...change.claims })
    .setProtectedHeader({ alg: "EdDSA", typ: change.typ ?? "pass+jwt", kid: change.kid ?? "rfc8037a" })
    .sign(key);
}

async function freshKey(kid = "fresh"): Promise<string> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

describe("the code of a ticket", () => {
  it("is the golden vector, today and on every other day", async () => {
    const keys = await passKeysOf(secrets);
    const { code } = await withCode(keys, { eventId: EVENT, edition: 1 }, TICKET);
    expect(code).toBe(VECTOR);
    expect((await withCode(keys, { eventId: EVENT, edition: 1 }, TICKET)).code).toBe(code);
    expect(await keys.verify(code)).toEqual({ aud: EVENT, sub: PASS, pl: TICKET.label, ed: 1 });
  });

  it("stays short enough for a QR code that a cheap camera reads, however long the place's name is", async () => {
    const keys = await passKeysOf(secrets);
    const long = { ...TICKET, label: "Ü".repeat(500) };
    const { code } = await withCode(keys, { eventId: EVENT, edition: 1 }, long);
    expect(code.length).toBeLessThanOrEqual(425); // version 15 of QR with a tenth to spare
    expect((await keys.verify(code))?.pl).toBe("Ü".repeat(40));
    expect(VECTOR.length).toBeLessThanOrEqual(340);
  });

  const forgeries: Record<string, () => Promise<string>> = {
    "with another key under our key's name": async () => forged({}, await freshKey("rfc8037a")),
    "with a key that we do not know": async () => forged({ kid: "fresh" }, await freshKey()),
    "without a key's name": () => forged({ kid: "" }),
    "of another type": () => forged({ typ: "admission+jwt" }),
    "without a type": () => forged({ typ: "JWT" }),
    "without an event": () => forged({ claims: { aud: undefined } }),
    "for a room": () => forged({ claims: { aud: "queue:x" } }),
    "for several events": () => forged({ claims: { aud: [EVENT, EVENT] } }),
    "without a pass": () => forged({ claims: { sub: undefined } }),
    "of no edition": () => forged({ claims: { ed: 0 } }),
    "of half an edition": () => forged({ claims: { ed: 1.5 } }),
    "with NUL in it": () => forged({ claims: { pl: "a\u0000b" } }),
    "that has expired": () => forged({ claims: { exp: 1 } }),
    "that nobody signed": async () =>
      `${part({ alg: "none", typ: "pass+jwt" })}.${part({ aud: EVENT, sub: PASS, pl: "A", ed: 1 })}.`,
    "signed with the public key as if it were a secret": async () =>
      new SignJWT({ aud: EVENT, sub: PASS, pl: "A", ed: 1 })
        .setProtectedHeader({ alg: "HS256", typ: "pass+jwt", kid: "rfc8037a" })
        .sign(Buffer.from((JSON.parse(PASS_KEY_OF_THE_TESTS) as { x: string }).x, "base64url")),
    "whose claims were changed afterwards": async () => {
      const [header, , signature] = (await forged({})).split(".");
      return `${header}.${part({ aud: EVENT, sub: PASS, pl: "A", ed: 2 })}.${signature}`;
    },
    "that is no token": async () => "abc",
    "that is empty": async () => "",
    "that is longer than any of ours": async () => `${await forged({})}${"A".repeat(1_000)}`,
  };
  it.each(Object.entries(forgeries))("%s is none of ours", async (_name, forge) => {
    const keys = await passKeysOf(secrets);
    expect(await keys.verify(await forged({}))).toMatchObject({ sub: PASS }); // so that what follows fails for its own reason
    expect(await keys.verify(await forge())).toBeUndefined();
  });

  it("on paper survives a change of keys while the one before is still named", async () => {
    const code = await forged({});
    const { d: _private, ...before } = JSON.parse(PASS_KEY_OF_THE_TESTS) as JsonWebKey;
    const PASS_KEY = await freshKey();
    const rotated = await passKeysOf({ PASS_KEY, PASS_KEY_PREVIOUS: JSON.stringify(before) });
    expect(await rotated.verify(code)).toMatchObject({ sub: PASS });
    expect(rotated.publicKeys.map(({ kid }) => kid)).toEqual(["fresh", "rfc8037a"]);
    expect(JSON.stringify(rotated.publicKeys)).not.toContain('"d"');
    const fresh = await withCode(rotated, { eventId: EVENT, edition: 1 }, TICKET);
    expect(decodeProtectedHeader(fresh.code).kid).toBe("fresh");
    expect(await (await passKeysOf({ PASS_KEY, PASS_KEY_PREVIOUS: "" })).verify(code)).toBeUndefined();
  });

  it("is not given out without a key", async () => {
    await expect(passKeysOf({ PASS_KEY: "" })).rejects.toThrow();
    await expect(passKeysOf({ PASS_KEY: '{"kty":"oct","k":"c2VjcmV0"}' })).rejects.toThrow("not an Ed25519 key");
  });
});

describe("an order's tickets", () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await TestOffice.open();
  });
  afterAll(async () => {
    await office.close();
  });

  async function bought(...seats: string[]): Promise<{ paid: OrderDocument; read: () => Promise<OrderDocument> }> {
    const reservation = await office.hold(newVisitor(), seats);
    const { status, body } = await office.commit(reservation);
    if (status !== 200) throw new Error(`commit answered ${status}`);
    await office.idle();
    const { pathname, search } = new URL(body.url);
    return { paid: body, read: async () => (await office.fetch("GET", `${pathname}${search}`)).body };
  }

  it("have codes when the order is read, the same whoever asks; paying does not wait for them", async () => {
    const { paid, read } = await bought("stalls-1", "stalls-2");
    expect(paid.tickets.map(({ code }) => code)).toEqual([undefined, undefined]);
    const order = await read();
    expect(order).toEqual(await read());
    const keys = await passKeysOf(office.env);
    for (const [index, { code, ticketId, number, label }] of order.tickets.entries()) {
      expect(await keys.verify(code ?? "")).toEqual({
        aud: office.eventId,
        sub: ticketId,
        pl: label,
        ed: FIRST_EDITION,
      });
      expect(number).toBe(`${order.reference}-${index + 1}`);
    }
  });

  it("have the same codes while the books do not answer", async () => {
    const { read } = await bought("stalls-4");
    const before = await read();
    await office.sql.query("ALTER TABLE passes RENAME TO passes_gone");
    try {
      expect((await read()).tickets).toEqual(before.tickets);
    } finally {
      await office.sql.query("ALTER TABLE passes_gone RENAME TO passes");
    }
  });

  it("have no code once their seat was given back, and another one once they were issued anew", async () => {
    const { read } = await bought("stalls-6", "stalls-8");
    const [first, second] = (await read()).tickets;
    await office.sql.query("UPDATE passes SET voided_at = now() WHERE id = $1", [first?.ticketId]);
    await office.sql.query("UPDATE passes SET edition = edition + 1 WHERE id = $1", [second?.ticketId]);
    const [left, ...others] = (await read()).tickets;
    expect(others).toEqual([]);
    expect(left).toMatchObject({ ticketId: second?.ticketId, number: second?.number });
    expect(left?.code).not.toBe(second?.code);
    const rows = await office.rows(
      "SELECT changed_at > o.booked_at AS changed FROM passes JOIN orders o ON o.id = order_id WHERE order_id = (SELECT order_id FROM passes WHERE id = $1)",
      [first?.ticketId],
    );
    expect(rows).toEqual([{ changed: true }, { changed: true }]);
  });
});
