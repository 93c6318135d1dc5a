/**
 * Paying for a reservation: once, twice at once, with a card that fails, with a bank that asks.
 *
 * Whatever is pressed however often, one reservation becomes at most one order (S7), and the same press has the same
 * answer (S8).
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ActionDocument, OrderDocument, ReservationDocument } from "../../../core/contract/seats.ts";
import { CARDS, type BuyerPlan } from "./plan.ts";
import { pressTwice } from "./press-twice.ts";
import type { Answer, Browser } from "./shop.ts";
import type { World } from "./world.ts";

const DECLINED_PRESSES = 2;
const AT_THE_BANK_MS = [300, 1_500] as const;
const RETURN_PRESSES_MAX = 20;
const RETURN_PRESS_MS = 500;

/** @returns the order, or `undefined` when no card was good enough. */
export async function pay(
  reservation: ReservationDocument,
  plan: BuyerPlan,
  browser: Browser,
  world: World,
): Promise<OrderDocument | undefined> {
  world.paymentsAsked.add(reservation.reservationId);
  if (plan.ending === "declined" || plan.ending === "declined_once") {
    const presses = plan.ending === "declined" && !plan.paysTwice ? DECLINED_PRESSES : 1;
    for (let press = 0; press < presses; press += 1) {
      const { status, code } = await commit(CARDS.declined, reservation, plan, browser, world);
      if (code !== "payment_declined" && code !== "attempts_exhausted")
        throw new Error(`a declined card was answered ${status} ${code ?? ""}`);
    }
    if (plan.ending === "declined") return undefined;
  }
  if (plan.ending === "confirms") return payWithConfirmation(reservation, plan, browser, world);
  const answer = await commit(CARDS.works, reservation, plan, browser, world);
  return ordered(answer, reservation, plan, world);
}

async function payWithConfirmation(
  reservation: ReservationDocument,
  plan: BuyerPlan,
  browser: Browser,
  world: World,
): Promise<OrderDocument | undefined> {
  const asked = await commit(CARDS.asks, reservation, plan, browser, world);
  if (asked.status !== 202) throw new Error(`3-D Secure was answered ${asked.status} ${asked.code ?? ""}`);
  await sleep(plan.chance.between(...AT_THE_BANK_MS) * world.pace);
  await confirmAtBank((asked.body as ActionDocument).redirectUrl, world);
  for (let press = 0; press < RETURN_PRESSES_MAX; press += 1) {
    const answer = await commit(CARDS.asks, reservation, { ...plan, paysTwice: false }, browser, world);
    if (answer.status !== 202) return ordered(answer, reservation, plan, world);
    await sleep(RETURN_PRESS_MS);
  }
  throw new Error("a confirmed payment never became an order");
}

async function confirmAtBank(redirectUrl: string, { bank }: World): Promise<void> {
  const url = new URL(redirectUrl);
  if (url.origin !== bank.origin) throw new Error(`the bank's page is at ${url.origin}, not at the provider`);
  const form = new URLSearchParams({ challenge: url.searchParams.get("challenge") ?? "", outcome: "complete" });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status } = await bank.send("POST", url.pathname, headers, form.toString());
  if (status !== 303 && status !== 200) throw new Error(`the bank answered ${status}`);
}

async function commit(
  paymentToken: string,
  { reservationId, amount }: ReservationDocument,
  { paysTwice, email }: BuyerPlan,
  browser: Browser,
  { shop, breaches, tally }: World,
): Promise<Answer> {
  const body = JSON.stringify({
    reservationId,
    paymentToken,
    amount: { currency: amount.currency, value: amount.value },
    buyer: { email },
  });
  const ask = async (): Promise<Answer> => {
    const pressedAtMs = performance.now();
    const answer = await shop.commit(browser, body);
    if (answer.status === 200) tally.checkoutMs.push(performance.now() - pressedAtMs);
    return answer;
  };
  return paysTwice ? pressTwice(ask, 200, gistOf, breaches) : ask();
}

function gistOf(sold: Answer): string {
  const { orderId, tickets } = sold.body as OrderDocument;
  return `${orderId} ${tickets
    .map(({ ticketId }) => ticketId)
    .toSorted()
    .join()}`;
}

function ordered(
  answer: Answer,
  { reservationId, amount }: ReservationDocument,
  plan: BuyerPlan,
  { seats }: World,
): OrderDocument {
  if (answer.status !== 200) throw new Error(`commit was answered ${answer.status} ${answer.code ?? ""}`);
  const order = answer.body as OrderDocument;
  seats.sold({
    reservationId,
    orderId: order.orderId,
    email: plan.email,
    seatIds: order.tickets.map(({ seatId }) => seatId),
    amount: { currency: amount.currency, value: amount.value },
    answeredAtMs: Date.now(),
  });
  return order;
}
