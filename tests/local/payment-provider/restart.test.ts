// What was acknowledged survives, also `kill -9` of the process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  clientOf,
  eventually,
  held,
  paid,
  provider,
  receiver,
  SECRET_KEY,
  temporaryDirectory,
  WEBHOOK_SECRET,
} from "./provider-fixture.ts";

const SERVER = new URL("../../../local/payment-provider/server.ts", import.meta.url).href;

/** A provider in a process of its own, so that it can be killed. */
async function separateProcess(directory: string) {
  const program = `
    import { startPaymentProvider } from ${JSON.stringify(SERVER)};
    const options = { secretKey: ${JSON.stringify(SECRET_KEY)}, directory: ${JSON.stringify(directory)} };
    console.log((await startPaymentProvider(options)).port);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  return { port: Number(first.toString()), child };
}

describe("a restart", () => {
  it("finds every acknowledged payment after kill -9, in the middle of many", async () => {
    const directory = temporaryDirectory();
    const { port, child } = await separateProcess(directory);
    const stripe = clientOf(port);
    const acknowledged: string[] = [];
    const pay = async (index: number) => {
      const params = held({ metadata: { reservation_id: `r-${index}` } });
      const { id } = await stripe.paymentIntents.create(params, { idempotencyKey: `r-${index}:1` });
      acknowledged.push(id);
      if (acknowledged.length === 60) child.kill("SIGKILL");
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, index) => pay(index)));
    await eventually(() => child.signalCode === "SIGKILL");
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);

    const again = await provider({ directory });
    for (const id of acknowledged)
      expect((await again.stripe.paymentIntents.retrieve(id)).status).toBe("requires_capture");
    // Whoever got no answer asks again with the same key: one charge for each reservation, answered or not.
    for (let index = 0; index < 200; index += 1) {
      const params = held({ metadata: { reservation_id: `r-${index}` } });
      await again.stripe.paymentIntents.create(params, { idempotencyKey: `r-${index}:1` });
    }
    const totals = again.control.totals();
    expect(totals).toHaveLength(200);
    expect(totals.filter(({ charges, authorised }) => charges !== 1 || authorised !== 15_000)).toEqual([]);
  });

  it("keeps keys, balances, events, endpoints, what was not delivered, and what is still to come", async () => {
    const directory = temporaryDirectory();
    const first = await provider({ directory });
    const inbox = await receiver();
    first.control.setDelivery({ paused: true });
    first.control.setTiming({ settleAfterMs: 300 });
    const params = paid({ payment_method: "pm_card_pendingRefund" });
    const payment = await first.stripe.paymentIntents.create(params, { idempotencyKey: "k" });
    const refund = await first.stripe.refunds.create({ payment_intent: payment.id });
    const account = await first.stripe.accounts.retrieveCurrent();
    await first.stop();

    const webhook = { url: inbox.url, secret: WEBHOOK_SECRET, events: ["refund.updated"] };
    const second = await provider({ directory, webhook });
    expect(second.control.state()).toMatchObject({ outage: { faults: [] }, charges: 1 });
    expect(await second.stripe.paymentIntents.create(params, { idempotencyKey: "k" })).toEqual(payment);
    expect((await second.stripe.accounts.retrieveCurrent()).id).toBe(account.id);
    expect((await second.stripe.balanceTransactions.list()).data).toHaveLength(1);
    await inbox.until(({ length }) => length > 0);
    expect(inbox.events).toMatchObject([
      { type: "refund.updated", data: { object: { id: refund.id, status: "succeeded" } } },
    ]);

    second.control.setDelivery({ paused: true });
    expect(second.control.redeliver()).toBe(1);
    await second.stop();
    await provider({ directory, webhook });
    await inbox.until(({ length }) => length > 1);
  });

  it("is needed before somebody else can have the directory", async () => {
    const directory = temporaryDirectory();
    const first = await provider({ directory });
    await first.stripe.paymentIntents.create(paid());
    await expect(provider({ directory })).rejects.toThrow(/locked/);
    await first.stop();
    expect((await provider({ directory })).control.state().charges).toBe(1);
  });
});
