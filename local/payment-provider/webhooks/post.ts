// Sends one delivery over HTTP and tells what came of it. Only http:, because everything here stays on one machine.
import { Agent, request } from "node:http";
import { DELIVERY_PARALLEL_MAX, DELIVERY_TIMEOUT_MS } from "../limits.ts";

export interface Letter {
  readonly url: string;
  readonly payload: string;
  readonly signature: string;
}

export class Postman {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: DELIVERY_PARALLEL_MAX });

  /** The status, or 0 when nobody answered: refused, broken off, too slow, or not an address for this. */
  send(letter: Letter): Promise<number> {
    return new Promise((resolve) => {
      if (new URL(letter.url).protocol !== "http:") {
        resolve(0);
        return;
      }
      const headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": Buffer.byteLength(letter.payload),
        "Stripe-Signature": letter.signature,
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      };
      const options = { method: "POST", agent: this.#agent, headers, timeout: DELIVERY_TIMEOUT_MS };
      const outgoing = request(letter.url, options, (incoming) => {
        incoming.resume(); // the body says nothing, but unread it would keep the connection
        incoming.on("end", () => resolve(incoming.statusCode ?? 0));
        incoming.on("error", () => resolve(0));
      });
      outgoing.on("timeout", () => outgoing.destroy());
      outgoing.on("error", () => resolve(0));
      outgoing.on("close", () => resolve(0)); // no effect after an answer
      outgoing.end(letter.payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
