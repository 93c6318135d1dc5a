/**
 * Text messages through a gateway that speaks Twilio's API, and what became of each.
 *
 * Twilio knows no idempotency key: when no answer comes, or a broken one, nobody knows whether the message went out, so
 * it becomes uncertain as a mail does (docs/adr/0004). That the gateway is there at all is asked before the first one:
 * then what cannot be reached has sent nothing.
 *
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
import { z } from "zod";
import { gistOf } from "../fault-gist.ts";
import type { MailOutcome } from "./due-notice.ts";

export interface SmsBindings {
  /** All four absent or empty where no text messages are sent. */
  readonly SMS_ACCOUNT_SID?: string;
  readonly SMS_AUTH_TOKEN?: string;
  /** A number in E.164, or a name where the country allows one. */
  readonly SMS_FROM?: string;
  /** Only where the gateway is not Twilio itself: the server that speaks its API. */
  readonly SMS_API_URL?: string;
}

const TWILIO = "https://api.twilio.com";
const TIMEOUT_MS = 10_000;
const TEXT_LENGTH_MAX = 1_600;
const WHY_LENGTH_MAX = 300;

const refusal = z.object({ code: z.int(), message: z.string() });

export type Gateway =
  | { readonly kind: "open"; readonly gateway: SmsGateway }
  /** Nothing was sent, and another attempt is safe. */
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "not_set_up" };

export class SmsGateway {
  readonly #account: string;
  readonly #authorization: string;
  readonly #from: string;

  private constructor(account: string, authorization: string, from: string) {
    this.#account = account;
    this.#authorization = authorization;
    this.#from = from;
  }

  static async open(bindings: SmsBindings): Promise<Gateway> {
    const { SMS_ACCOUNT_SID: sid, SMS_AUTH_TOKEN: token, SMS_FROM: from, SMS_API_URL: url } = bindings;
    if (!sid || !token || !from) return { kind: "not_set_up" };
    const account = `${url || TWILIO}/2010-04-01/Accounts/${encodeURIComponent(sid)}`;
    const authorization = `Basic ${btoa(`${sid}:${token}`)}`;
    try {
      const answer = await fetch(`${account}.json`, {
        headers: { authorization },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const { code, message } = await refusalIn(answer);
      if (!answer.ok) return { kind: "unreachable", why: whyOf(answer.status, code, message) };
    } catch (error) {
      return { kind: "unreachable", why: gistOf(error) };
    }
    return { kind: "open", gateway: new SmsGateway(account, authorization, from) };
  }

  /** @param to in E.164 */
  async send(to: string, text: string): Promise<MailOutcome> {
    let answer: Response;
    try {
      answer = await fetch(`${this.#account}/Messages.json`, {
        method: "POST",
        headers: { authorization: this.#authorization },
        body: new URLSearchParams({ To: to, From: this.#from, Body: text.slice(0, TEXT_LENGTH_MAX) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      return { kind: "uncertain", why: gistOf(error) };
    }
    const { code, message } = await refusalIn(answer);
    if (answer.ok) return { kind: "sent" };
    const why = whyOf(answer.status, code, message);
    return { kind: outcomeOf(answer.status), why };
  }
}

/**
 * A refusal of the message itself is for good (21211: no such number, 21610: who has said stop). What refuses us (our
 * password, our pace, a gateway that says it is closed) is not about this message. Any other fault of the server can
 * have come after it took the message.
 */
function outcomeOf(status: number): "dead" | "put_back" | "uncertain" {
  if (status === 401 || status === 403 || status === 429 || status === 503) return "put_back";
  return status >= 400 && status < 500 ? "dead" : "uncertain";
}

async function refusalIn(answer: Response): Promise<{ code?: number; message?: string }> {
  const body: unknown = await answer.json().catch(() => undefined);
  const parsed = refusal.safeParse(body);
  return !answer.ok && parsed.success ? parsed.data : {};
}

function whyOf(status: number, code: number | undefined, message: string | undefined): string {
  return `${status}${code === undefined ? "" : ` ${code}`}: ${message ?? "no reason was given"}`.slice(
    0,
    WHY_LENGTH_MAX,
  );
}
