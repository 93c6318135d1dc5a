// /_control over HTTP: JSON in, JSON out, each body checked; the same commands as ProviderControl.
import { z } from "zod";
import type { ProviderControl } from "./control.ts";
import { deliverySchema, feesSchema, outageSchema, redeliverySchema, timingSchema } from "./settings.ts";

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface ControlRoute {
  readonly method: "GET" | "PUT" | "POST";
  readonly pattern: RegExp;
  readonly run: (control: ProviderControl, body: unknown, id: string, query: URLSearchParams) => unknown;
}

const id = (path: string) => new RegExp(`^/_control/${path.replace(":id", "(?<id>[A-Za-z0-9_]{1,80})")}$`, "u");
const nothing = z.strictObject({}).optional();
const feeChange = z.strictObject(feesSchema.shape).partial();

const ROUTES: readonly ControlRoute[] = [
  { method: "GET", pattern: id("state"), run: (control) => control.state() },
  { method: "GET", pattern: id("deliveries"), run: (control) => control.recentDeliveries() },
  {
    method: "GET",
    pattern: id("totals"),
    run: (control, _body, _id, query) => control.totals(query.get("key") ?? undefined),
  },
  {
    method: "PUT",
    pattern: id("outage"),
    run: (control, body) => control.setOutage(outageSchema.parse(body)),
  },
  {
    method: "PUT",
    pattern: id("delivery"),
    run: (control, body) => control.setDelivery(given(deliverySchema.partial().parse(body))),
  },
  { method: "PUT", pattern: id("fees"), run: (control, body) => control.setFees(given(feeChange.parse(body))) },
  {
    method: "PUT",
    pattern: id("timing"),
    run: (control, body) => control.setTiming(given(timingSchema.partial().parse(body))),
  },
  {
    method: "POST",
    pattern: id("redeliver"),
    run: (control, body) => ({ deliveries: control.redeliver(redeliverySchema.parse(body ?? {})) }),
  },
  {
    method: "POST",
    pattern: id("payment_intents/:id/authenticate"),
    run: (control, body, intent) =>
      control.authenticate(intent, z.strictObject({ outcome: z.enum(["complete", "fail"]) }).parse(body).outcome),
  },
  {
    method: "POST",
    pattern: id("payment_intents/:id/expire"),
    run: (control, body, intent) => (nothing.parse(body), control.expireAuthorisation(intent)),
  },
  {
    method: "POST",
    pattern: id("payment_intents/:id/settle"),
    run: (control, body, intent) => (nothing.parse(body), control.settlePayment(intent)),
  },
  {
    method: "POST",
    pattern: id("refunds/:id/end"),
    run: (control, body, refund) =>
      control.endRefund(refund, z.strictObject({ outcome: z.enum(["succeeded", "failed"]) }).parse(body).outcome),
  },
  {
    method: "POST",
    pattern: id("disputes/:id/close"),
    run: (control, body, dispute) =>
      control.closeDispute(dispute, z.strictObject({ outcome: z.enum(["won", "lost"]) }).parse(body).outcome),
  },
];

export function answerControl(control: ProviderControl, method: string, url: URL, body: string): ControlAnswer {
  for (const route of ROUTES) {
    const match = route.pattern.exec(url.pathname);
    if (match === null || route.method !== method) continue;
    const parsed = parseBody(body);
    if (!parsed.ok) return { status: 400, body: { message: "The body is not JSON." } };
    try {
      return { status: 200, body: route.run(control, parsed.value, match.groups?.["id"] ?? "", url.searchParams) };
    } catch (error) {
      if (error instanceof z.ZodError) return { status: 400, body: { message: z.prettifyError(error) } };
      throw error;
    }
  }
  return { status: 404, body: { message: `No such control: ${method} ${url.pathname}` } };
}

function parseBody(body: string): { ok: true; value: unknown } | { ok: false } {
  if (body === "") return { ok: true, value: undefined };
  try {
    const value: unknown = JSON.parse(body);
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

/** Leaves out what was not given, so that a change changes only what it names. */
function given<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
