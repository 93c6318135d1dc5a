// Owns one buyer who speaks plain HTTP to a running system: joins, waits, is admitted, reserves, pays. Every answer is
// returned as it came; what it should be is for the test to say.

import { randomUUID } from "node:crypto";
import type { AdmissionDocument, PlaceDocument } from "../../core/contract/waiting-room.ts";
import type { OrderDocument, ReservationDocument } from "../../core/contract/seats.ts";

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const WAIT_MS_MAX = 60_000;

export class Buyer {
  readonly #url: string;
  readonly #roomId: string;
  readonly #address = `10.${byte()}.${byte()}.${byte()}`;
  ticket = "";
  admission: AdmissionDocument | undefined;

  constructor(url: string, roomId: string) {
    this.#url = url;
    this.#roomId = roomId;
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        "cf-connecting-ip": this.#address,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.ticket === "" ? {} : { "foyer-ticket": this.ticket }),
        ...(this.admission === undefined ? {} : { "foyer-admission": this.admission.admission }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : { text }) as Body,
    };
  }

  async join(): Promise<Answer<PlaceDocument>> {
    const answer = await this.call<PlaceDocument>("POST", `/rooms/${this.#roomId}/tickets`);
    if (answer.status === 201) this.ticket = answer.body.ticket;
    return answer;
  }

  /** Asks for the admission until it is given, as a page does. */
  async enter(): Promise<AdmissionDocument> {
    const deadline = Date.now() + WAIT_MS_MAX;
    for (;;) {
      const answer = await this.call<AdmissionDocument>("POST", `/rooms/${this.#roomId}/admissions`);
      if (answer.status === 201 || answer.status === 200) {
        this.admission = answer.body;
        return answer.body;
      }
      if (answer.status !== 409 || Date.now() > deadline)
        throw new Error(`not admitted: ${answer.status} ${JSON.stringify(answer.body)}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  /** Joins and enters. */
  async arrive(): Promise<this> {
    await this.join();
    await this.enter();
    return this;
  }

  get visitorId(): string {
    if (this.admission === undefined) throw new Error("this buyer is not inside");
    return this.admission.visitorId;
  }

  reserve(
    eventId: string,
    choice: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Answer<ReservationDocument>> {
    return this.call(
      "POST",
      "/seats/reserve",
      { eventId, userId: this.visitorId, expiryInMinutes: 5, ...choice },
      { "idempotency-key": randomUUID(), ...headers },
    );
  }

  commit(
    reservation: ReservationDocument,
    paymentToken = "pm_card_visa",
    more: Record<string, unknown> = {},
  ): Promise<Answer<OrderDocument>> {
    const { currency, value } = reservation.amount;
    return this.call("POST", "/seats/commit", {
      reservationId: reservation.reservationId,
      paymentToken,
      amount: { currency, value },
      ...more,
    });
  }
}

function byte(): number {
  return Math.floor(Math.random() * 254) + 1;
}
