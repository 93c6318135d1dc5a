/**
 * Every order has its confirmation, once, and nobody else has one. Judged by what arrived in the mailbox.
 */
import type { Breaches } from "./breaches.ts";

export interface Mail {
  readonly to: string;
  readonly receivedAtMs: number;
}

/** @param orders buyers' addresses by order; a buyer of this crowd orders once. */
export function judgeMails(breaches: Breaches, orders: ReadonlyMap<string, string>, mails: readonly Mail[]): void {
  const countByAddress = new Map<string, number>();
  for (const { to } of mails) countByAddress.set(to, (countByAddress.get(to) ?? 0) + 1);
  for (const [orderId, email] of orders) {
    const count = countByAddress.get(email) ?? 0;
    if (count !== 1) breaches.add("mail", `order ${orderId} was confirmed ${count} times to ${email}`);
    countByAddress.delete(email);
  }
  for (const [email, count] of countByAddress)
    breaches.add("mail", `${email} has ${count} messages and ordered nothing`);
}
