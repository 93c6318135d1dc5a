// The payer's bank asks: the page, its two buttons, and the way back to the shop.
import { describe, expect, it } from "vitest";
import { errorOf, held, paid, provider } from "./provider-fixture.ts";

const RETURN_URL = "http://shop.example/checkout/return?lang=en";

async function press(pageUrl: string, outcome: "complete" | "fail"): Promise<Response> {
  const page = await (await fetch(pageUrl)).text();
  expect(page).toContain("Complete authentication");
  expect(page).toContain("Fail authentication");
  const challenge = /name="challenge" value="(?<secret>[^"]+)"/.exec(page)?.groups?.["secret"] ?? "";
  const body = new URLSearchParams({ challenge, outcome });
  return fetch(pageUrl, { method: "POST", body, redirect: "manual" });
}

function challenged(name = "pm_card_threeDSecure2Required") {
  return held({ payment_method: name, return_url: RETURN_URL });
}

describe("3-D Secure", () => {
  it("sends the payer to a page, holds the money when it is completed, and sends them back", async () => {
    const { stripe, url } = await provider();
    const intent = await stripe.paymentIntents.create(challenged());
    expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
    const redirect = intent.next_action?.redirect_to_url;
    expect(redirect?.return_url).toBe(RETURN_URL);
    expect(redirect?.url?.startsWith(url)).toBe(true);
    expect(await errorOf(stripe.paymentIntents.capture(intent.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });

    const back = await press(redirect?.url ?? "", "complete");
    expect(back.status).toBe(303);
    const location = new URL(back.headers.get("location") ?? "");
    expect(location.origin + location.pathname).toBe("http://shop.example/checkout/return");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      lang: "en",
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: "succeeded",
    });
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    expect(after).toMatchObject({ status: "requires_capture", next_action: null });
    expect(after.latest_charge).toMatchObject({
      payment_method_details: { card: { three_d_secure: { result: "authenticated" } } },
    });
    expect((await fetch(redirect?.url ?? "")).status).toBe(410);
  });

  it("leaves the payment open when the payer fails", async () => {
    const { stripe } = await provider();
    const intent = await stripe.paymentIntents.create(challenged("pm_card_authenticationRequired"));
    const back = await press(intent.next_action?.redirect_to_url?.url ?? "", "fail");
    expect(back.headers.get("location")).toContain("redirect_status=failed");
    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
      latest_charge: null,
    });
    expect((await stripe.events.list({ type: "payment_intent.payment_failed" })).data).toHaveLength(1);
  });

  it("can be completed and still be declined", async () => {
    const { stripe, control } = await provider();
    const intent = await stripe.paymentIntents.create(challenged("pm_card_threeDSecureRequiredChargeDeclined"));
    expect(control.authenticate(intent.id, "complete")).toMatchObject({ ok: true, status: "requires_payment_method" });
    expect((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code).toBe("card_declined");
    expect(control.authenticate(intent.id, "complete")).toMatchObject({ ok: false });
  });

  it("answers nobody who does not know the secret of the page", async () => {
    const { stripe, url } = await provider();
    const { id } = await stripe.paymentIntents.create(challenged());
    const body = new URLSearchParams({ challenge: "guess", outcome: "complete" });
    expect((await fetch(`${url}/3d-secure/${id}`, { method: "POST", body })).status).toBe(410);
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("requires_action");
  });

  it("is a decline for who cannot handle it, and no question for cards that do not ask", async () => {
    const { stripe } = await provider();
    const unhandled = { ...challenged(), error_on_requires_action: true };
    expect(await errorOf(stripe.paymentIntents.create(unhandled))).toMatchObject({
      statusCode: 402,
      code: "authentication_required",
    });
    const optional = paid({ payment_method: "pm_card_threeDSecureOptional" });
    expect((await stripe.paymentIntents.create(optional)).status).toBe("succeeded");
    const withoutAddress = await stripe.paymentIntents.create(paid({ payment_method: "pm_card_threeDSecureRequired" }));
    expect(withoutAddress.next_action?.type).toBe("use_stripe_sdk");
  });
});
