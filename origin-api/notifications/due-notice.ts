/**
 * One message that is owed, with everything that it can say, and what can become of it. Whatever a kind does not tell
 * of is absent.
 */
import { z } from "zod";
import type { CurrencyCode, EventId, OrderId, OrganizationId } from "../../core/brand.ts";
import type { NoticeChannel, NoticeKind } from "../../core/contract/organizer/notifications.ts";

export interface DueNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly channel: NoticeChannel;
  readonly round: number;
  readonly attempts: number;
  /** An address, or a number in E.164. */
  readonly recipient: string;
  readonly language: string;
  readonly organizationId: OrganizationId | null;
  readonly organizer: string | null;
  readonly event: NoticeEvent | null;
  readonly order: NoticeOrder | null;
  /** As they were written down with it: {@link refundFacts}, {@link ordersLinkFacts}. */
  readonly facts: unknown;
  /** The organizer's own words, with placeholders. */
  readonly ownSubject: string | null;
  readonly ownParagraph: string | null;
  /** Why it must not be sent any more. */
  readonly skip: string | null;
}

export interface NoticeEvent {
  readonly eventId: EventId;
  readonly title: string;
  readonly startsAtMs: number;
  readonly venue: string;
  readonly address: string | null;
  readonly timeZone: string;
}

export interface NoticeOrder {
  readonly orderId: OrderId;
  readonly linkEdition: number;
  readonly reference: string;
  readonly buyerName: string | null;
  readonly currency: CurrencyCode;
  readonly totalMinor: number;
  readonly feesMinor: number;
  readonly taxMinor: number;
  readonly places: readonly { readonly label: string; readonly priceMinor: number }[];
}

/** Of a `refund`: what goes back, and whether it has. */
export const refundFacts = z.object({ amountMinor: z.int().positive(), state: z.enum(["pending", "settled"]) });

/** Of an `orders_link`: where it leads, and for how long. */
export const ordersLinkFacts = z.object({ url: z.url().max(3_000), minutes: z.int().positive() });

export type MailOutcome =
  | { readonly kind: "sent" }
  /** Refused, or never handed over: another attempt is safe. */
  | { readonly kind: "put_back"; readonly why: string }
  | { readonly kind: "dead"; readonly why: string }
  | { readonly kind: "uncertain"; readonly why: string }
  /** Its time is over, or nobody wants it any more. */
  | { readonly kind: "skipped"; readonly why: string };

export interface JudgedNotice {
  readonly id: string;
  readonly attempts: number;
  readonly outcome: MailOutcome;
}
