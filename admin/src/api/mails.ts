/** Mails that are owed to buyers, and how far they came. */
import { mailsPageDocument } from "../../../core/contract/organizer/notifications.ts";
import { ask, query, tell } from "./client.ts";

export function readMails(filter: { readonly state?: string | undefined; readonly before?: string | undefined }) {
  return ask(`/notifications${query(filter)}`, mailsPageDocument);
}

/** Sends it again, once; whoever asks for it knows that it may arrive twice. */
export function resendMail(notificationId: string): Promise<void> {
  return tell(`/notifications/${encodeURIComponent(notificationId)}/resend`, { method: "POST" });
}
