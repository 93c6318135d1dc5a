// What can go wrong between a gateway and its provider, switched on by the control.
import { describe, expect, it } from "vitest";
import { errorOf, held, provider } from "./provider-fixture.ts";

describe("an outage", () => {
  it.each([
    ["down", "StripeAPIError"],
    ["unreachable", "StripeConnectionError"],
  ] as const)("that is `%s` does no work and ends when it is switched off", async (mode, type) => {
    const { stripe, control } = await provider();
    control.setOutage({ mode });
    const error = await errorOf(stripe.paymentIntents.create(held(), { idempotencyKey: "k" }));
    expect(error.type).toBe(type);
    expect(control.state().charges).toBe(0);
    control.setOutage(null);
    expect((await stripe.paymentIntents.create(held(), { idempotencyKey: "k" })).status).toBe("requires_capture");
  });

  it("that loses answers has done the work, and the same key finds it", async () => {
    const { stripe, control } = await provider();
    control.setOutage({ mode: "lose_answers" });
    const error = await errorOf(stripe.paymentIntents.create(held(), { idempotencyKey: "k" }));
    expect(error.type).toBe("StripeConnectionError");
    expect(control.totals()).toMatchObject([{ reservation: "r-1", charges: 1, authorised: 15_000 }]);
    control.setOutage(null);
    const found = await stripe.paymentIntents.create(held(), { idempotencyKey: "k" });
    expect(found.lastResponse.headers).toMatchObject({ "idempotent-replayed": "true" });
    expect(control.state().charges).toBe(1);
  });

  it("that answers 500 after the work saves the 500 under the key; only asking finds the payment", async () => {
    const { stripe, control } = await provider();
    control.setOutage({ mode: "500_after_work" });
    const create = () => errorOf(stripe.paymentIntents.create(held(), { idempotencyKey: "k" }));
    expect(await create()).toMatchObject({ statusCode: 500 });
    control.setOutage(null);
    expect(await create()).toMatchObject({ statusCode: 500 });
    const found = await stripe.paymentIntents.search({ query: "metadata['reservation_id']:'r-1'" });
    expect(found.data).toMatchObject([{ status: "requires_capture" }]);
    expect(control.state().charges).toBe(1);
  });

  it("that is slow waits before it works", async () => {
    const { stripe, control } = await provider();
    control.setOutage({ mode: "slow", delayMs: 150 });
    const startMs = performance.now();
    await stripe.paymentIntents.create(held());
    expect(performance.now() - startMs).toBeGreaterThan(140);
  });

  it("with a probability hits the same requests again with the same seed", async () => {
    const { stripe, control } = await provider();
    const run = async () => {
      control.setOutage({
        faults: [
          { mode: "down", probability: 0.4 },
          { mode: "slow", probability: 0.1 },
        ],
        seed: 7,
      });
      const hits: boolean[] = [];
      for (let index = 0; index < 20; index += 1) {
        hits.push(
          await stripe.balance.retrieve().then(
            () => false,
            () => true,
          ),
        );
      }
      return hits;
    };
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  it("is switched over HTTP too, checked, and not by a website", async () => {
    const { url, control, stripe } = await provider();
    const put = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/_control/outage`, { method: "PUT", body: JSON.stringify(body), headers });
    expect((await put({ mode: "on_fire" })).status).toBe(400);
    expect((await put({ mode: "down" }, { Origin: "https://evil.example" })).status).toBe(403);
    expect(control.state().outage.faults).toEqual([]);
    expect(await (await put({ mode: "down" })).json()).toMatchObject({ faults: [{ mode: "down", probability: 1 }] });
    expect(await errorOf(stripe.balance.retrieve())).toMatchObject({ statusCode: 503 });
    expect((await put(null)).status).toBe(200);
    expect((await stripe.balance.retrieve()).object).toBe("balance");
    const totals = await fetch(`${url}/_control/totals?key=reservation_id`);
    expect(await totals.json()).toEqual([]);
    expect((await fetch(`${url}/_control/nothing`)).status).toBe(404);
  });

  it("shows on the page, and ends with its button", async () => {
    const { url, control, stripe } = await provider();
    await stripe.paymentIntents.create(held({ metadata: { reservation_id: "<script>alert(1)</script>" } }));
    const form = new URLSearchParams({ mode: "down", probability: "0.5" });
    // A browser sends the page's own Origin with a form, unless the page's policy hides it.
    expect((await fetch(url)).headers.get("referrer-policy")).toBe("same-origin");
    const switched = await fetch(`${url}/outage`, { method: "POST", body: form, headers: { Origin: url } });
    const shown = await switched.text();
    expect(shown).toContain("down (50 %)");
    expect(shown).toContain("requires_capture");
    expect(shown).toContain("$150.00");
    expect(shown).not.toContain("<script>");
    expect(shown).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    await fetch(`${url}/outage`, { method: "POST", body: new URLSearchParams({ mode: "none" }) });
    expect(control.state().outage.faults).toEqual([]);
  });
});
