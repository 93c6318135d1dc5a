// What organizers say in their own words: plain text with known placeholders and nothing else, escaped wherever it
// stands, written by who may and seen by nobody else, with an audit row for each act.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OfficeDesk } from "../books/office-desk.ts";
import { NoticeOffice } from "./notice-office.ts";

let notices: NoticeOffice;
let organizer: OfficeDesk;

beforeEach(async () => {
  notices = await NoticeOffice.open();
  organizer = await OfficeDesk.as(notices.office, "organizer");
});
afterEach(() => notices.close());

const at = (kind = "order_confirmation", language = "en") =>
  `/events/${notices.office.eventId}/templates/${kind}/${language}`;

const IMAGE = "<img src=x onerror=alert(1)>";

describe("an organizer's words", () => {
  it("stand in the mail of their kind and language, filled in, and escaped in its HTML", async () => {
    await notices.office.rows("UPDATE events SET title = $1", [IMAGE]);
    const words = {
      subject: "{eventTitle}: {orderReference}",
      paragraph: `Dear {buyerName}, doors open at six.\nBring ${IMAGE} to {venueName}, {eventDate}. {organizerName}`,
    };
    expect(await organizer.ask("PUT", at(), words)).toMatchObject({
      status: 200,
      body: { kind: "order_confirmation", language: "en", ...words },
    });
    const order = await notices.sell({ name: "Ada </p><script>alert(2)</script>" });
    await notices.sell({ email: "emmy@example.com", language: "de" });
    await notices.deliver();
    const [mail] = await notices.mailbox.messages({ to: "ada@example.com" });
    expect(mail?.subject).toBe(`${IMAGE}: ${order.reference}`);
    expect(mail?.text).toMatch(/Dear Ada <\/p><script>alert\(2\)<\/script>, doors open at six\.\nBring <img/u);
    expect(mail?.text).toContain("to The Hall, ");
    expect(mail?.html).not.toMatch(/<img|<script/u);
    expect(mail?.html).toContain("Bring &lt;img src=x onerror=alert(1)&gt; to The Hall");
    const [german] = await notices.mailbox.messages({ to: "emmy@example.com" });
    expect(german?.text).not.toContain("doors open");
  });

  it("make no header of their own, whatever a name brings along", async () => {
    await organizer.ask("PUT", at(), { subject: "For {buyerName}" });
    await notices.sell();
    await notices.office.rows("UPDATE orders SET buyer_name = $1", ["Ada\r\nBcc: eve@example.com"]);
    await notices.deliver();
    const [mail] = await notices.mailbox.messages();
    expect(mail?.subject).toBe("For Ada Bcc: eve@example.com");
    expect(await notices.headersOf(mail)).not.toMatch(/^Bcc:/imu);
  });

  it("are shown before anybody gets them, and taken back", async () => {
    const preview = await organizer.ask("POST", `${at("event_reminder", "fr")}/preview`, {
      paragraph: "À bientôt, {buyerName} & <b>amis</b>",
    });
    expect(preview).toMatchObject({ status: 200, body: { subject: "Bientôt : An evening with music" } });
    expect(preview.body.html).toContain("À bientôt, Ada Lovelace &amp; &lt;b&gt;amis");
    expect(preview.body.text).toContain("À bientôt, Ada Lovelace & <b>amis</b>");
    for (const kind of ["order_confirmation", "refund", "event_reminder", "sale_opening"]) {
      for (const language of ["en", "de", "fr", "es", "it"]) {
        expect(await organizer.ask("POST", `${at(kind, language)}/preview`, {})).toMatchObject({ status: 200 });
      }
    }
    await organizer.ask("PUT", at(), { subject: "Ours" });
    expect(await organizer.ask("GET", at())).toMatchObject({ body: { subject: "Ours", paragraph: null } });
    const list = await organizer.ask("GET", `/events/${notices.office.eventId}/templates`);
    expect(list.body.templates).toHaveLength(1);
    for (const status of [204, 204]) expect(await organizer.ask("DELETE", at())).toMatchObject({ status });
    expect(await organizer.ask("GET", at())).toMatchObject({ status: 404 });
    const acts = await notices.office.rows("SELECT action, subject FROM audit_entries WHERE action LIKE 'template.%'");
    const subject = `event:${notices.office.eventId}`;
    expect(acts).toEqual([
      { action: "template.written", subject },
      { action: "template.removed", subject },
    ]);
  });
});

describe("words that are refused", () => {
  it.each([
    ["an unknown placeholder", { subject: "Hello {password}" }, "/subject"],
    ["one of another kind of object", { paragraph: "{constructor}" }, "/paragraph"],
    ["NUL", { paragraph: "a\u0000b" }, "/paragraph"],
    ["a line break in the subject", { subject: "Hello\r\nBcc: eve@example.com" }, "/subject"],
    ["a lone surrogate", { subject: "\ud800" }, "/subject"],
    ["too long a subject", { subject: "x".repeat(151) }, "/subject"],
    ["too long a paragraph", { paragraph: "x".repeat(1_501) }, "/paragraph"],
    ["nothing at all", {}, "/paragraph"],
    ["only blanks", { paragraph: " \n " }, "/paragraph"],
    ["another field", { subject: "x", html: "<b>" }, "/html"],
    ["a number", { subject: 5 }, "/subject"],
  ])("%s, naming the field", async (_name, words, field) => {
    expect(await organizer.ask("PUT", at(), words)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect(await notices.office.rows("SELECT kind FROM notification_templates")).toEqual([]);
  });

  it("for who is on no order have no order to name", async () => {
    const words = { subject: "{orderReference}" };
    expect(await organizer.ask("PUT", at("sale_opening"), words)).toMatchObject({ status: 422 });
    expect(await organizer.ask("PUT", at("refund"), words)).toMatchObject({ status: 200 });
  });

  it.each(["orders_link/en", "sale_opening_asked/en", "order_confirmation/xx", "order_confirmation/en-GB"])(
    "%s is not there",
    async (path) => {
      const url = `/events/${notices.office.eventId}/templates/${path}`;
      expect(await organizer.ask("PUT", url, { subject: "x" })).toMatchObject({ status: 404 });
    },
  );
});

describe("who may", () => {
  it("write them is the organizer; another organization's event is not there", async () => {
    const stranger = await OfficeDesk.stranger(notices.office);
    const calls = [
      ["PUT", at(), { subject: "x" }],
      ["DELETE", at(), undefined],
      ["POST", `${at()}/preview`, {}],
    ] as const;
    for (const role of ["finance", "support", "door"] as const) {
      const desk = await OfficeDesk.as(notices.office, role);
      for (const [method, path, body] of calls) {
        expect(await desk.ask(method, path, body)).toMatchObject({ status: 403, body: { code: "role_refused" } });
      }
    }
    for (const [method, path, body] of [...calls, ["GET", at(), undefined] as const]) {
      expect(await stranger.ask(method, path, body)).toMatchObject({ status: 404 });
    }
    expect(await stranger.ask("GET", `/events/${notices.office.eventId}/templates`)).toMatchObject({ status: 404 });
  });
});
