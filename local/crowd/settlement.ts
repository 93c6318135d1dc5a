/**
 * After the last buyer: waits until queues are empty, then judges the whole. Mails, money and books may lag behind
 * the buyers' answers, so they have a while; what is still wrong after it is a broken promise.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Reconciliation } from "../cli/reconciliation.ts";
import type { Pool } from "./http/pool.ts";
import { judgeMails, type Mail } from "./oracle/mail-oracle.ts";
import { judgeMoney, type ProviderMoney } from "./oracle/money-oracle.ts";
import type { World } from "./buyers/world.ts";

const SETTLED_WITHIN_MS = 60_000;
/** After a power cut: a sender that does not come back is given five minutes, then somebody looks after its mails. */
const SETTLED_AFTER_CUT_MS = 480_000;
const LOOK_EVERY_MS = 1_000;
const LOOK_FOR_LOST_MAIL_EVERY = 15;
const MAIL_PAGE = 500;

export interface Settlement {
  readonly reconciliation: Reconciliation;
  readonly mails: readonly Mail[];
  readonly mailsSentAgain: number;
}

export interface Offices {
  readonly mailbox: Pool;
  readonly provider: Pool;
  /** The system's own reconciliation of the event. */
  readonly reconcile: () => Promise<Reconciliation>;
  /** Set after a power cut. @param arrived the addresses that have their mail. @returns how many. */
  readonly sendLostMailAgain?: (arrived: ReadonlySet<string>) => Promise<number>;
}

/** @param run part of every mail address of this crowd. */
export async function settle(run: string, world: World, offices: Offices): Promise<Settlement> {
  const { breaches, seats, paymentsAsked } = world;
  const orders = new Map([...seats.sales.values()].map(({ orderId, email }) => [orderId, email]));
  const { sendLostMailAgain } = offices;
  const deadline = performance.now() + (sendLostMailAgain === undefined ? SETTLED_WITHIN_MS : SETTLED_AFTER_CUT_MS);
  let mailsSentAgain = 0;
  let reconciliation = await reconciled(offices);
  for (let look = 1; performance.now() < deadline; look += 1) {
    const mailed = await mailsMatching(run, offices.mailbox);
    if (mailed >= orders.size && reconciliation.differences.length === 0) break;
    await sleep(LOOK_EVERY_MS);
    if (sendLostMailAgain !== undefined && look % LOOK_FOR_LOST_MAIL_EVERY === 0) {
      const arrived = new Set((await mailsOf(run, offices.mailbox)).map(({ to }) => to));
      mailsSentAgain += await sendLostMailAgain(arrived);
    }
    reconciliation = await reconciled(offices);
  }
  const mails = await mailsOf(run, offices.mailbox);
  judgeMails(breaches, orders, mails);
  judgeMoney(breaches, seats.sales, paymentsAsked, await json<ProviderMoney[]>(offices.provider, "/_control/totals"));
  for (const difference of reconciliation.differences) breaches.add("S9", JSON.stringify(difference));
  return { reconciliation, mails, mailsSentAgain };
}

/** An account that cannot be read agrees with nothing: it is a difference, and the rest is judged all the same. */
async function reconciled({ reconcile }: Offices): Promise<Reconciliation> {
  try {
    return await reconcile();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { seats: {}, books: {}, provider: {}, differences: [{ kind: "not_readable", detail }] };
  }
}

interface MailPage {
  readonly matching: number;
  readonly messages: readonly { readonly id: string; readonly to: readonly string[]; readonly receivedAt: string }[];
}

async function mailsMatching(run: string, mailbox: Pool): Promise<number> {
  return (await json<MailPage>(mailbox, `/api/messages?to=${run}%40&limit=1`)).matching;
}

async function mailsOf(run: string, mailbox: Pool): Promise<Mail[]> {
  const mails: Mail[] = [];
  for (let before = ""; ;) {
    const { messages } = await json<MailPage>(mailbox, `/api/messages?to=${run}%40&limit=${MAIL_PAGE}${before}`);
    for (const { to, receivedAt } of messages)
      for (const address of to) mails.push({ to: address, receivedAtMs: Date.parse(receivedAt) });
    const last = messages.at(-1);
    if (last === undefined) return mails;
    before = `&before=${last.id}`;
  }
}

async function json<Body>(pool: Pool, path: string): Promise<Body> {
  const { status, body } = await pool.send("GET", path);
  if (status !== 200) throw new Error(`${pool.origin}${path} was answered ${status}`);
  return JSON.parse(body.toString("utf8")) as Body;
}
