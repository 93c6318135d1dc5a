// Which page or control answers which path: the desk at `/`, its outage switch, the bank's page of 3-D Secure.
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { authenticatePayment } from "../commands/payments.ts";
import { answerControl } from "../control/control-routes.ts";
import type { ProviderControl } from "../control/control.ts";
import { FAULT_MODES } from "../control/settings.ts";
import { BY_ITSELF, type Desk } from "../desk.ts";
import type { AnswerPage, PageAnswer } from "../http-server.ts";
import { challengeOverPage, challengePage, returnAddress } from "./challenge-page.ts";
import { dashboardPage } from "./dashboard-page.ts";

const HTML = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  // Not `no-referrer`: with it a browser sends `Origin: null` with the pages' own forms, and they would be turned away.
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *",
};

export function pagesOf(desk: Desk, control: ProviderControl): AnswerPage {
  return (method, url, body) => {
    if (url.pathname.startsWith("/_control/")) {
      const { status, body: answer } = answerControl(control, method, url, body);
      return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(answer) };
    }
    if (url.pathname.startsWith("/3d-secure/")) return challenge(desk, method, url, body);
    if (url.pathname === "/" && method === "GET") {
      return shown(200, dashboardPage(desk.store, control.state(), control.recentDeliveries()));
    }
    if (url.pathname === "/outage" && method === "POST") return switchOutage(control, new URLSearchParams(body));
    return shown(404, challengeOverPage("There is no such page."));
  };
}

const outageForm = z.object({
  mode: z.enum([...FAULT_MODES, "none"]),
  probability: z.coerce.number().min(0).max(1).default(1),
});
const SLOW_MS = 2000;

function switchOutage(control: ProviderControl, form: URLSearchParams): PageAnswer {
  const wish = outageForm.safeParse(Object.fromEntries(form));
  if (!wish.success) return shown(400, challengeOverPage("There is no such outage."));
  const { mode, probability } = wish.data;
  control.setOutage(mode === "none" ? null : { mode, probability, delayMs: mode === "slow" ? SLOW_MS : 0 });
  return { status: 303, headers: { Location: "/" }, body: "" };
}

/** The secret in the address is the right to answer: an id alone, seen in a log, confirms nothing. */
function challenge(desk: Desk, method: string, url: URL, body: string): PageAnswer {
  const form = method === "POST" ? new URLSearchParams(body) : url.searchParams;
  const intent = desk.store.records.get("payment_intent", url.pathname.slice("/3d-secure/".length));
  if (intent === undefined) return shown(404, challengeOverPage("There is no such payment."));
  if (intent.status !== "requires_action" || !same(form.get("challenge") ?? "", intent.challenge ?? "")) {
    return shown(410, challengeOverPage("This payment waits for no confirmation, or not for this one."));
  }
  const outcome = form.get("outcome");
  if (method !== "POST" || (outcome !== "complete" && outcome !== "fail")) return shown(200, challengePage(intent));
  desk.store.database.transaction(() => authenticatePayment(desk, intent.id, outcome, BY_ITSELF));
  const answered = desk.store.records.get("payment_intent", intent.id) ?? intent;
  const location = returnAddress(answered);
  if (location === undefined) return shown(200, challengeOverPage("Thank you. You can close this page."));
  return { status: 303, headers: { Location: location, "Cache-Control": "no-store" }, body: "" };
}

function same(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b);
}

function shown(status: number, body: string): PageAnswer {
  return { status, headers: HTML, body };
}
