/**
 * The secrets of one machine, made once and kept in its state directory: what `wrangler secret put` holds in production.
 */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportJWK, generateKeyPair } from "jose";

const FILE = "secrets.json";

export interface Secrets {
  readonly ticketKey: string;
  /** Ed25519 private key, JWK as JSON text. */
  readonly admissionKey: string;
  readonly orderAccessKey: string;
  readonly authSecret: string;
  readonly bootstrapToken: string;
  readonly providerSecretKey: string;
  readonly providerWebhookSecret: string;
  readonly smtpPassword: string;
}

/** The secrets of `directory`, made when there are none. */
export async function secretsOf(directory: string): Promise<Secrets> {
  const file = path.join(directory, FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Secrets;
  const secrets = await makeSecrets();
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Fresh secrets of every kind. */
export async function makeSecrets(): Promise<Secrets> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return {
    ticketKey: random(),
    admissionKey: JSON.stringify({ ...(await exportJWK(privateKey)), kid: random(9), alg: "EdDSA", use: "sig" }),
    orderAccessKey: random(),
    authSecret: random(),
    bootstrapToken: random(),
    providerSecretKey: `sk_test_${randomBytes(24).toString("hex")}`,
    providerWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
    smtpPassword: random(18),
  };
}

function random(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}
