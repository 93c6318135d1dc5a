/** Where the links of a message lead. Those that open or change something are signed. */
import type { EventId } from "../../core/brand.ts";
import { signOrderAccess } from "../checkout/order-access.ts";
import { orderUrl } from "../checkout/order-document.ts";
import type { OrderAccess } from "../checkout/order-right.ts";
import { signShortOrderKey } from "../checkout/short-order-key.ts";
import type { DueNotice } from "./due-notice.ts";
import { signNoticeToken } from "./notice-token.ts";

export class NoticeLinks {
  readonly #publicUrl: string;
  readonly #secret: string;

  /** @param secret the key of order links; what is signed here says what it is for. */
  constructor(publicUrl: string, secret: string) {
    this.#publicUrl = publicUrl;
    this.#secret = secret;
  }

  async order(access: OrderAccess): Promise<string> {
    return orderUrl(this.#publicUrl, access.orderId, await signOrderAccess(access, this.#secret));
  }

  /** The same where every character costs. */
  async shortOrder(access: OrderAccess): Promise<string> {
    return orderUrl(this.#publicUrl, access.orderId, await signShortOrderKey(access, this.#secret));
  }

  event(eventId: EventId): string {
    return `${this.#publicUrl}/events/${eventId}`;
  }

  calendar(eventId: EventId): string {
    return `${this.#publicUrl}/catalogue/events/${eventId}/calendar.ics`;
  }

  /** A GET shows a page with a button, a POST does it: that is what mail programs with one click do (RFC 8058). */
  async unsubscribe({ id, organizationId, recipient }: DueNotice): Promise<string> {
    if (organizationId === null) throw new Error(`notification ${id} can be unsubscribed from and has no organization`);
    const about = { organizationId, email: recipient };
    return this.#page("unsubscribe", await signNoticeToken({ purpose: "unsubscribe", ...about }, this.#secret));
  }

  async confirmAsking(eventId: EventId, { recipient, language }: DueNotice): Promise<string> {
    const right = { purpose: "sale_opening", eventId, email: recipient, language } as const;
    const token = await signNoticeToken(right, this.#secret);
    return this.#page("sale-opening", token);
  }

  #page(name: string, token: string): string {
    return `${this.#publicUrl}/notices/${name}?token=${token}`;
  }
}
