/**
 * What an operator does about mails whose sender died: nobody knows whether they were sent, so nothing sends them again
 * by itself (docs/adr/0004). The operator looks whether they have arrived, and sends those again that have not.
 */
import { MAILS_PAGE_MAX, type MailsPageDocument } from "../../core/contract/organizer/notifications.ts";
import type { Desk } from "../cli/desk.ts";

const PAGES_MAX = 50;

/**
 * @param run part of every mail address of this crowd.
 * @param arrived the addresses that have their mail.
 * @returns how many were sent again.
 */
export async function sendLostMailAgain(desk: Desk, run: string, arrived: ReadonlySet<string>): Promise<number> {
  const lost: string[] = [];
  let before = "";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const path = `/api/notifications?state=uncertain&limit=${MAILS_PAGE_MAX}${before}`;
    const { notifications, next } = await desk.require<MailsPageDocument>("GET", path);
    for (const { notificationId, recipient } of notifications)
      if (recipient.includes(`${run}@`) && !arrived.has(recipient)) lost.push(notificationId);
    if (next === null) break;
    before = `&before=${next}`;
  }
  for (const id of lost) await desk.require("POST", `/api/notifications/${id}/resend`);
  return lost.length;
}
