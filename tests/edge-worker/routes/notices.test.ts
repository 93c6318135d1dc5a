/**
 * Being told when a sale opens, and being told no more, at the door: nothing happens on a look, one POST of a mail
 * program unsubscribes, what people typed is escaped, and forms of other sites are refused.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

const HTML = { accept: "text/html" };
const FORM = { ...HTML, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
const TOKEN = "aaa.bbb.ccc";
const IMAGE = "<img src=x onerror=alert(1)>";

let door: TestDoor;

beforeEach(async () => {
  door = await TestDoor.open();
});

const officeSays = (document: object, status = 200) => {
  door.office = () => Response.json(document, { status });
};

const asked = () =>
  door.passedOn.map(({ request, body }) => {
    const { pathname, search } = new URL(request.url);
    const text = new TextDecoder().decode(body);
    return [request.method, `${pathname}${search}`, text === "" ? undefined : JSON.parse(text)];
  });

describe("the form of an event's page", () => {
  const press = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    door.send("POST", `/events/${door.eventId}/sale-reminder`, {
      body: new URLSearchParams(fields).toString(),
      headers: { ...FORM, ...headers },
    });

  it("stands there until the sale begins, and no longer", async () => {
    const page = async () => (await door.send("GET", `/events/${door.eventId}`, { headers: HTML })).text();
    const card = await door.seats.card();
    door.pass((card?.saleStartsAtMs ?? 0) - 1_000 - door.nowMs);
    expect(await page()).toContain(`action="/events/${door.eventId}/sale-reminder"`);
    door.pass(2_000);
    expect(await page()).not.toContain("sale-reminder");
  });

  it("asks the office, in the reader's language, and says the same whatever comes of it", async () => {
    officeSays({ status: "asked" }, 202);
    const answer = await press({ email: " Ada@Example.com " }, { "accept-language": "de" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/events/${door.eventId}/sale-reminder`]);
    const page = await door.send("GET", answer.headers.get("location") ?? "", { headers: { "accept-language": "de" } });
    expect(await page.text()).toContain("Bitte schauen Sie in Ihr Postfach");
    expect(asked()).toEqual([
      ["POST", "/notices/sale-opening", { eventId: door.eventId, email: "ada@example.com", language: "de" }],
    ]);
  });

  it("refuses what is no address, a form of another site, and too many", async () => {
    expect((await press({ email: "ada" })).status).toBe(422);
    expect((await press({})).status).toBe(422);
    expect((await press({ email: "ada@example.com" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    door.limit = 0;
    expect((await press({ email: "ada@example.com" })).status).toBe(429);
    const api = await door.json("POST", "/notices/sale-opening", { eventId: door.eventId, email: "ada@example.com" });
    expect(api.status).toBe(429);
    expect(door.passedOn).toEqual([]);
  });
});

describe("the link that confirms", () => {
  const reminder = { eventId: "", title: IMAGE, email: "ada@example.com", confirmed: false, over: false };

  it("does nothing on a look; its button does it", async () => {
    officeSays({ ...reminder, eventId: door.eventId });
    const path = `/notices/sale-opening?token=${TOKEN}`;
    const page = await (await door.send("GET", path, { headers: HTML })).text();
    expect(page).toContain('value="confirm"');
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x");
    officeSays({ ...reminder, eventId: door.eventId, confirmed: true });
    const done = await (await door.send("POST", path, { body: "act=confirm", headers: FORM })).text();
    expect(done).toContain("You are on the list");
    expect(asked()).toEqual([
      ["GET", `/notices/sale-opening?token=${TOKEN}`, undefined],
      ["POST", "/notices/sale-opening/confirmation", { token: TOKEN }],
    ]);
  });

  it("says that there is nothing where the office knows no such token", async () => {
    officeSays({ code: "not_found" }, 404);
    expect((await door.send("GET", "/notices/sale-opening?token=x", { headers: HTML })).status).toBe(404);
    officeSays({ code: "internal" }, 500);
    expect((await door.send("GET", "/notices/sale-opening?token=x", { headers: HTML })).status).toBe(503);
  });
});

describe("the link that unsubscribes", () => {
  const path = `/notices/unsubscribe?token=${TOKEN}`;
  const subscription = { organizer: IMAGE, email: "ada@example.com", subscribed: true };

  it("does nothing on a look", async () => {
    officeSays(subscription);
    const page = await (await door.send("GET", path, { headers: HTML })).text();
    expect(page).toContain("No more of these mails?");
    expect(page).not.toContain("<img");
    expect(asked()).toEqual([["GET", `/notices/subscription?token=${TOKEN}`, undefined]]);
  });

  it.each([
    ["a mail program, with one click", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
    [
      "a mail program that sends a form in parts",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ["a program without a body", "text/plain", ""],
    ["its own button", "application/x-www-form-urlencoded", "act=stop"],
  ])("is pressed by %s", async (_who, contentType, body) => {
    officeSays({ ...subscription, subscribed: false });
    const answer = await door.send("POST", path, { body, headers: { "content-type": contentType } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("I want them again");
    expect(asked()).toEqual([["POST", "/notices/subscription", { token: TOKEN, subscribed: false }]]);
  });

  it("can be taken back, and takes no large body", async () => {
    officeSays(subscription);
    const answer = await door.send("POST", path, { body: "act=again", headers: FORM });
    expect(await answer.text()).toContain("They come again");
    expect(asked()).toEqual([["POST", "/notices/subscription", { token: TOKEN, subscribed: true }]]);
    expect((await door.send("POST", path, { body: "x".repeat(5_000), headers: FORM })).status).toBe(413);
  });
});
