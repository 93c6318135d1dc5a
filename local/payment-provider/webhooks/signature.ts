// Signs deliveries as Stripe does: `t=<seconds>,v1=<HMAC-SHA256 of "seconds.payload">`, keyed with the whole secret.
import { createHmac } from "node:crypto";

export function signatureHeader(payload: string, secret: string, nowS: number): string {
  const signature = createHmac("sha256", secret).update(`${nowS}.${payload}`).digest("hex");
  return `t=${nowS},v1=${signature}`;
}
