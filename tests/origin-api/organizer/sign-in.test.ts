/**
 * Who gets in: the first organization, passwords, sessions, keys, guesses and calls from foreign pages.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOOTSTRAP_TOKEN, found, hire, openDesk, PASSWORD, PUBLIC_URL, sqlOf, type Desk } from "./desk.ts";

let desk: Desk;
let organizer: string;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

const founding = (name: string, another?: boolean) => ({
  organization: { name },
  organizer: { name, email: `${name}@example.com`, password: PASSWORD },
  ...(another === undefined ? {} : { another }),
});

describe("bootstrap", () => {
  it("founds nothing without the token, also when none is configured", async () => {
    const headers = { authorization: `Bearer ${"x".repeat(40)}` };
    expect((await desk.call("/api/bootstrap", { json: founding("eve") })).status).toBe(401);
    expect((await desk.call("/api/bootstrap", { headers, json: founding("eve") })).body["code"]).toBe("token_invalid");
    const short = await openDesk();
    short.env["BOOTSTRAP_TOKEN"] = "";
    const unset = await short.call("/api/bootstrap", { headers: { authorization: "Bearer " }, json: founding("eve") });
    await short.stop();
    expect(unset.status).toBe(404);
  });

  it("founds exactly one organization, whatever is repeated or done at once, unless another is asked for", async () => {
    const headers = { authorization: `Bearer ${BOOTSTRAP_TOKEN}` };
    const tries = await Promise.all(
      ["ada", "ben", "cyd", "dan"].map((name) => desk.call("/api/bootstrap", { headers, json: founding(name) })),
    );
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const again = await desk.call("/api/bootstrap", { headers, json: founding("eve") });
    expect(again.body).toMatchObject({ code: "conflict" });
    organizer = await found(desk, "olga");
    expect((await desk.call("/api/me", { cookie: organizer })).body).toMatchObject({
      user: { email: "olga@example.com" },
      organization: { name: "olga" },
      role: "organizer",
    });
  });
});

describe("sessions", () => {
  it("sets a cookie that scripts and foreign pages cannot use", async () => {
    const { headers } = await desk.call("/api/session", { json: { email: "OLGA@example.com", password: PASSWORD } });
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-foyer-session=[^;]+;/u);
    expect(cookie.toLowerCase()).toMatch(/; httponly/u);
    expect(cookie.toLowerCase()).toMatch(/; secure/u);
    expect(cookie.toLowerCase()).toMatch(/; samesite=lax/u);
    expect(cookie).toMatch(/; Path=\//u);
    expect(cookie.toLowerCase()).not.toContain("domain");
  });

  it("says the same of a wrong password and of an unknown address, and sets no cookie", async () => {
    const wrong = await desk.call("/api/session", { json: { email: "olga@example.com", password: "no" } });
    const unknown = await desk.call("/api/session", { json: { email: "nobody@example.com", password: "no" } });
    expect(wrong.status).toBe(401);
    expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
    expect([...wrong.headers.getSetCookie(), ...unknown.headers.getSetCookie()]).toEqual([]);
  });

  it("lets nobody sign up, and offers none of the library's own routes", async () => {
    const json = { email: "e@example.com", password: PASSWORD, name: "e" };
    for (const path of ["/api/auth/sign-up/email", "/api/auth/sign-in/email", "/api/auth/organization/create"]) {
      expect((await desk.text(path, { json })).status).toBe(404);
    }
  });

  it("ends at sign-out", async () => {
    const cookie = await desk.signIn("olga@example.com");
    expect((await desk.call("/api/session", { method: "DELETE", cookie })).status).toBe(204);
    expect((await desk.call("/api/me", { cookie })).status).toBe(401);
    expect((await desk.call("/api/me", { cookie: organizer })).status).toBe(200);
  });

  it("refuses a forged, an empty and a foreign cookie", async () => {
    for (const cookie of ["__Host-foyer-session=forged.sig", "__Host-foyer-session=", "a=b"]) {
      const answer = await desk.call("/api/me", { cookie });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
    }
  });
});

describe("calls from foreign pages", () => {
  const foreign: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site", origin: PUBLIC_URL },
  ];

  it("change nothing with somebody's cookie, and cannot sign anybody in", async () => {
    for (const headers of foreign) {
      const json = { name: "k", role: "door" };
      expect((await desk.call("/api/api-keys", { cookie: organizer, headers, json })).body["code"]).toBe(
        "cross_site_refused",
      );
      const signIn = await desk.call("/api/session", {
        headers,
        json: { email: "olga@example.com", password: PASSWORD },
      });
      expect(signIn.body["code"]).toBe("cross_site_refused");
    }
    expect((await desk.call("/api/api-keys", { cookie: organizer })).body["apiKeys"]).toEqual([]);
  });
});

describe("keys of machines", () => {
  it("act for one organization in one role, until they are revoked", async () => {
    const made = await desk.call<{ id: string; key: string }>("/api/api-keys", {
      cookie: organizer,
      json: { name: "till", role: "finance" },
    });
    expect(made.status).toBe(201);
    const { key, id } = made.body;
    expect(await desk.call("/api/me", { key })).toMatchObject({ status: 200, body: { user: null, role: "finance" } });
    expect((await desk.call("/api/api-keys", { key })).body["code"]).toBe("role_refused");
    const stored = await rows("SELECT * FROM api_keys");
    expect(JSON.stringify(stored)).not.toContain(key);
    expect((await desk.call(`/api/api-keys/${id}`, { method: "DELETE", cookie: organizer })).status).toBe(204);
    expect((await desk.call("/api/me", { key })).status).toBe(401);
  });

  it("are refused when expired, unknown or malformed", async () => {
    const made = await desk.call<{ key: string }>("/api/api-keys", {
      cookie: organizer,
      json: { name: "old", role: "door", expiresInDays: 1 },
    });
    await rows("UPDATE api_keys SET expires_at = now() - interval '1 second'");
    for (const key of [made.body.key, "foyer_unknownunknownunknown", "", "ü"]) {
      expect((await desk.call("/api/me", { headers: { "x-api-key": encodeURI(key) }, cookie: organizer })).status).toBe(
        401,
      );
    }
  });
});

describe("a database that does not answer", () => {
  it("is a fault of ours, never a wrong key or a sign-out", async () => {
    const made = await desk.call<{ id: string; key: string }>("/api/api-keys", {
      cookie: organizer,
      json: { name: "till", role: "finance" },
    });
    desk.database.setOutage("down");
    const withKey = await desk.text("/api/me", { key: made.body.key });
    const withCookie = await desk.text("/api/me", { cookie: organizer });
    desk.database.setOutage("none");
    expect([withKey.status, withCookie.status]).toEqual([503, 503]);
  });
});

describe("invitations", () => {
  it("are a token that sets a password once, and an address has one account", async () => {
    const json = { email: "fin@example.com", name: "Fin", role: "finance" };
    const added = await desk.call<{ member: object; passwordToken: { token: string } }>("/api/members", {
      cookie: organizer,
      json,
    });
    expect(added.body.member).toMatchObject({ email: "fin@example.com", role: "finance" });
    const { token } = added.body.passwordToken;
    expect(JSON.stringify(await rows("SELECT * FROM verifications"))).not.toContain(token);
    expect((await desk.call("/api/session", { json: { email: json.email, password: PASSWORD } })).status).toBe(401);
    expect((await desk.call("/api/password", { json: { token, password: PASSWORD } })).status).toBe(204);
    expect((await desk.call("/api/password", { json: { token, password: "another password" } })).status).toBe(401);
    await desk.signIn(json.email);
    const other = await found(desk, "otto");
    expect((await desk.call("/api/members", { cookie: other, json })).body["code"]).toBe("conflict");
    expect((await desk.call("/api/members", { cookie: organizer, json })).body["code"]).toBe("conflict");
  });

  it("put whoever is removed out at once, with their account", async () => {
    const cookie = await hire(desk, organizer, "support", "sue@example.com");
    const { members } = (
      await desk.call<{ members: { id: string; email: string }[] }>("/api/members", { cookie: organizer })
    ).body;
    const id = members.find(({ email }) => email === "sue@example.com")?.id;
    expect((await desk.call(`/api/members/${id}`, { method: "DELETE", cookie: organizer })).status).toBe(204);
    expect((await desk.call("/api/me", { cookie })).status).toBe(401);
    expect(await rows("SELECT 1 FROM users WHERE email = 'sue@example.com'")).toEqual([]);
  });

  it("never leave an organization without an organizer, also when two go at once", async () => {
    const second = await hire(desk, organizer, "organizer", "oda@example.com");
    const { members } = (
      await desk.call<{ members: { id: string; role: string }[] }>("/api/members", { cookie: organizer })
    ).body;
    const organizers = members.filter(({ role }) => role === "organizer");
    expect(organizers).toHaveLength(2);
    const json = { role: "door" };
    const outcomes = await Promise.all(
      organizers.map(({ id }, index) =>
        desk.call(`/api/members/${id}`, { method: "PATCH", cookie: index === 0 ? organizer : second, json }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      await rows(
        "SELECT 1 FROM members JOIN organizations o ON o.id = organization_id WHERE o.name = 'olga' AND role = 'organizer'",
      ),
    ).toHaveLength(1);
    await rows(
      "UPDATE members SET role = 'organizer' FROM users u WHERE u.id = user_id AND u.email IN ('olga@example.com', 'oda@example.com')",
    );
  });
});

describe("passwords", () => {
  it("change with the old one, end every other session, and are written down without the password", async () => {
    const cookie = await hire(desk, organizer, "finance", "pia@example.com");
    const elsewhere = await desk.signIn("pia@example.com");
    const change = (currentPassword: string, newPassword: string) =>
      desk.call("/api/me/password", { method: "PUT", cookie, json: { currentPassword, newPassword } });
    expect((await change("wrong", "a whole new password")).body["code"]).toBe("sign_in_failed");
    expect((await change(PASSWORD, "short")).status).toBe(422);
    const changed = await change(PASSWORD, "a whole new password");
    expect(changed.status).toBe(204);
    expect((await desk.call("/api/me", { cookie: elsewhere })).status).toBe(401);
    await desk.signIn("pia@example.com", "a whole new password");
    const entries = await rows("SELECT changes FROM audit_entries WHERE action = 'member.password_set'");
    expect(entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries)).not.toContain("new password");
  });

  it("are never returned or stored as they are", async () => {
    const stored = JSON.stringify(await rows("SELECT password FROM accounts"));
    expect(stored).not.toContain(PASSWORD);
    expect(stored).toMatch(/"[0-9a-f]{32}:[0-9a-f]{128}"/u);
  });
});

describe("somebody of two organizations", () => {
  it("chooses for which they act, and never one that is not theirs", async () => {
    const headers = { authorization: `Bearer ${BOOTSTRAP_TOKEN}` };
    const second = { ...founding("olga", true), organization: { name: "Second" } };
    const made = await desk.call<{ organization: { id: string } }>("/api/bootstrap", { headers, json: second });
    const me = () => desk.call<{ organization: { name: string } }>("/api/me", { cookie: organizer });
    const choose = (organizationId: string) =>
      desk.call("/api/session/organization", { method: "PUT", cookie: organizer, json: { organizationId } });
    expect((await me()).body.organization.name).toBe("olga");
    expect((await choose(made.body.organization.id)).status).toBe(204);
    expect((await me()).body.organization.name).toBe("Second");
    const foreign = (await rows("SELECT id FROM organizations WHERE name = 'otto'"))[0]?.["id"];
    expect((await choose(String(foreign))).status).toBe(404);
    expect((await me()).body.organization.name).toBe("Second");
    await choose(String((await rows("SELECT id FROM organizations WHERE name = 'olga'"))[0]?.["id"]));
  });
});

describe("guessing", () => {
  it("stops at ten failures for an account, also when they come at once, and says how long to wait", async () => {
    await hire(desk, organizer, "door", "dora@example.com");
    const guesses = await Promise.all(
      Array.from({ length: 14 }, () =>
        desk.call("/api/session", { json: { email: "dora@example.com", password: "guess" } }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(4);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    const right = await desk.call("/api/session", { json: { email: "dora@example.com", password: PASSWORD } });
    expect(right.status).toBe(429);
    await rows("UPDATE sign_in_attempts SET window_started_at = now() - interval '16 minutes'");
    await desk.signIn("dora@example.com");
  });

  it("stops at fifty failures from one address block, over all accounts", async () => {
    const from = (address: string, email: string) =>
      desk.call("/api/session", { headers: { "foyer-client-address": address }, json: { email, password: "guess" } });
    await from("2001:db8:1:2::1", "a1@example.com");
    await rows("UPDATE sign_in_attempts SET attempts = 50 WHERE scope = 'address'");
    expect((await from("2001:db8:1:2:ffff::9", "a2@example.com")).status).toBe(429);
    expect((await from("2001:db8:1:3::1", "a2@example.com")).status).toBe(401);
  });

  it("lets nobody lock accounts, or fill the books, from an address that was stopped", async () => {
    await hire(desk, organizer, "door", "dina@example.com");
    const from = (address: string, email: string, password = "guess") =>
      desk.call("/api/session", { headers: { "foyer-client-address": address }, json: { email, password } });
    await from("198.51.100.7", "a1@example.com");
    await rows("UPDATE sign_in_attempts SET attempts = 50 WHERE scope = 'address'");
    const before = await rows("SELECT count(*) FROM sign_in_attempts");
    for (let guess = 0; guess < 12; guess += 1) await from("198.51.100.7", "dina@example.com");
    await from("198.51.100.7", "never-heard-of@example.com");
    expect(await rows("SELECT count(*) FROM sign_in_attempts")).toEqual(before);
    expect((await from("203.0.113.9", "dina@example.com", PASSWORD)).status).toBe(204);
  });
});

const rows = (statement: string) => sqlOf(desk, statement);
