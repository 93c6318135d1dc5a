// Any money record in Stripe's shape.
import type { MoneyRecord } from "../rules/records.ts";
import { balanceTransactionJson } from "./balance.ts";
import { chargeJson } from "./charge.ts";
import type { JsonObject, View } from "./json.ts";
import { disputeJson, refundJson } from "./money-out.ts";
import { paymentIntentJson } from "./payment-intent.ts";
import { paymentMethodJson } from "./payment-method.ts";

export function moneyJson(record: MoneyRecord, view: View): JsonObject {
  switch (record.kind) {
    case "payment_intent":
      return paymentIntentJson(record, view);
    case "charge":
      return chargeJson(record);
    case "refund":
      return refundJson(record);
    case "dispute":
      return disputeJson(record, view);
    case "balance_transaction":
      return balanceTransactionJson(record, view);
    case "payment_method":
      return paymentMethodJson(record);
  }
}
