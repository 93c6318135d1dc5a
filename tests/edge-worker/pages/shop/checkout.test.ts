/** Paying: every no in the buyer's language, what was typed kept, wrong fields named; Stripe's own form only where it is set up. */
import { beforeEach, describe, expect, it } from "vitest";
import { minorUnits } from "../../../../core/brand.ts";
import { TestDoor } from "../../../support/test-door.ts";

const HTML = { accept: "text/html", "accept-language": "en" };
const FORM = { ...HTML, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
const GOOD = { act: "pay", email: "ada@example.com", name: "Ada", paymentToken: "pm_card_visa" };

let door: TestDoor;
let path: string;
let cookie: string;
beforeEach(async () => {
  door = await TestDoor.open();
  await hold();
});

async function hold(): Promise<void> {
  const admission = await door.admit();
  cookie = `__Host-foyer-admission-${door.roomId}=${admission.admission}`;
  const answer = await press(
    { act: "best", quantity: "1", key: crypto.randomUUID() },
    `/events/${door.eventId}/tickets`,
  );
  path = answer.headers.get("location") ?? "";
}

function press(fields: Record<string, string>, to = path, headers: Record<string, string> = {}): Promise<Response> {
  return door.send("POST", to, {
    body: new URLSearchParams(fields).toString(),
    headers: { ...FORM, cookie, ...headers },
  });
}

async function look(query = "", headers: Record<string, string> = {}): Promise<{ text: string; policy: string }> {
  const answer = await door.send("GET", `${path}${query}`, { headers: { ...HTML, cookie, ...headers } });
  return { text: await answer.text(), policy: answer.headers.get("content-security-policy") ?? "" };
}

/** The reservation as it is after so many tries. */
function tried(attempt: number): void {
  for (const [id, reservation] of door.seats.reservations) door.seats.reservations.set(id, { ...reservation, attempt });
}

const declined = (declineCode: string) => () =>
  Response.json({ code: "payment_declined", detail: "In English.", declineCode, attemptsLeft: 2 }, { status: 402 });

describe("a payment that is declined", () => {
  it.each([
    ["insufficient_funds", "Die Karte ist nicht gedeckt."],
    ["expired_card", "Die Karte ist abgelaufen."],
    ["incorrect_cvc", "Prüfziffer der Karte stimmt nicht"],
    ["payment_intent_authentication_failure", "nicht bestätigt, dass Sie es sind"],
    ["processing_error", "nicht richtig zu erreichen"],
    ["constructor", "ohne Angabe von Gründen"],
  ])("says why in the buyer's language, keeps what was typed, counts the tries: %s", async (code, words) => {
    door.office = () => {
      tried(1);
      return declined(code)();
    };
    const answer = await press(GOOD, path, { "accept-language": "de" });
    const text = await answer.text();
    expect(answer.status).toBe(402);
    expect(text).toMatch(new RegExp(`role="alert"[^]*${words}`, "u"));
    expect(text).toContain('value="ada@example.com"');
    expect(text).toContain("Weitere Versuche: 2");
    expect(text).not.toContain("In English.");
  });

  it("offers no further try when there is none", async () => {
    tried(3);
    const { text } = await look();
    expect(text).toContain("No further try is possible");
    expect(text).not.toContain('value="pay"');
    expect(text).toContain('value="release"');
  });

  it("is told after the bank said no, too", async () => {
    tried(1);
    const { text } = await look("?outcome=declined");
    expect(text).toMatch(/role="alert"[^]*did not confirm that it was you/u);
  });

  it.each([
    ["already_paying", 409, "under way"],
    ["attempts_exhausted", 409, "No further try"],
    ["payment_unknown", 503, "does not charge twice"],
    ["payment_provider_down", 503, "nothing runs out"],
  ] as const)("says what %s means", async (code, status, words) => {
    door.office = () => Response.json({ code }, { status });
    const answer = await press(GOOD);
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([status, true]);
  });
});

describe("a form that is filled in wrongly", () => {
  it.each([
    [{ email: "ada@" }, "email", "not an e-mail address yet"],
    [{ email: "" }, "email", "not an e-mail address yet"],
    [{ name: "x".repeat(101) }, "name", "at most 100 characters"],
  ])("names the field: %j", async (change, field, words) => {
    const answer = await press({ ...GOOD, ...change });
    const text = await answer.text();
    expect([answer.status, door.passedOn]).toEqual([422, []]);
    expect(text).toMatch(
      new RegExp(`name="${field}"[^>]*aria-invalid="true"[^>]*>\\s*<span class="hint wrong"[^>]*>[^<]*${words}`, "u"),
    );
  });

  it("takes a number as people write it, where text messages are offered, and no other", async () => {
    expect((await look()).text).not.toContain('name="phone"');
    door.env = { ...door.env, SMS_OFFERED: "1" };
    door.anotherIsolate();
    expect((await look()).text).toContain('autocomplete="tel"');
    const wrong = await press({ ...GOOD, phone: "0151 2345" });
    expect([wrong.status, (await wrong.text()).includes("with its country, for example")]).toEqual([422, true]);
    await press({ ...GOOD, phone: "+49 (151) 1234-5678" });
    expect(JSON.parse(new TextDecoder().decode(door.passedOn[0]?.body)).buyer.phone).toBe("+4915112345678");
  });
});

describe("what is paid with", () => {
  it("is a test card from a list, and no script of anybody else's, without Stripe's key", async () => {
    const { text, policy } = await look();
    expect(text).toContain("Visa 9995: has no funds");
    expect(`${text}${policy}`).not.toContain("stripe");
  });

  it("is typed into Stripe's own form where its key is set; only this page opens its policy", async () => {
    door.env = { ...door.env, STRIPE_PUBLISHABLE_KEY: "pk_live_<x>" };
    door.anotherIsolate();
    const { text, policy } = await look();
    expect(text).toContain('<script src="https://js.stripe.com/v3/"></script>');
    expect(text).toContain(String.raw`"key":"pk_live_\u003cx>"`);
    expect(text).not.toContain("pm_card_visa");
    expect(policy).toContain("frame-src https://js.stripe.com");
    expect(policy).toMatch(/script-src 'sha256-[^']+' https:\/\/js\.stripe\.com/u);
    expect(policy).not.toContain("unsafe");
    for (const other of ["/", `/events/${door.eventId}`, `/events/${door.eventId}/tickets`, "/my-orders"]) {
      const answer = await door.send("GET", other, { headers: { ...HTML, cookie } });
      expect(answer.headers.get("content-security-policy")).not.toContain("stripe");
    }
  });

  it("is nothing when nothing is to be paid", async () => {
    for (const [id, reservation] of door.seats.reservations) {
      const total = { ...reservation.quote.total, minor: minorUnits(0) };
      door.seats.reservations.set(id, { ...reservation, quote: { ...reservation.quote, total } });
    }
    door.env = { ...door.env, STRIPE_PUBLISHABLE_KEY: "pk_live_x" };
    door.anotherIsolate();
    const { text, policy } = await look();
    expect(text).toContain("There is nothing to pay.");
    expect(`${text}${policy}`).not.toContain("stripe");
  });
});
