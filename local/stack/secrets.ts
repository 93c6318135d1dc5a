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
  /** Ed25519 private key, JWK as JSON text. */
  readonly passKey: string;
  readonly authSecret: string;
  readonly bootstrapToken: string;
  readonly providerSecretKey: string;
  readonly providerWebhookSecret: string;
  readonly smtpPassword: string;
  readonly smsAuthToken: string;
}

/** The secrets of `directory`; those that are not there yet, in a directory of an earlier version too, are made. */
export async function secretsOf(directory: string): Promise<Secrets> {
  const file = path.join(directory, FILE);
  const text = await readFile(file, "utf8").catch(() => "{}");
  const kept = JSON.parse(text) as Partial<Secrets>;
  const secrets = { ...(await makeSecrets()), ...kept };
  if (Object.keys(secrets).length === Object.keys(kept).length) return secrets;
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Fresh secrets of every kind. */
export async function makeSecrets(): Promise<Secrets> {
  return {
    ticketKey: random(),
    admissionKey: await signingKey(random(9)),
    orderAccessKey: random(),
    passKey: await signingKey(random(6)), // its name stands in every code, so it is short
    authSecret: random(),
    bootstrapToken: random(),
    providerSecretKey: `sk_test_${randomBytes(24).toString("hex")}`,
    providerWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
    smtpPassword: random(18),
    smsAuthToken: random(18),
  };
}

async function signingKey(kid: string): Promise<string> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid, alg: "EdDSA", use: "sig" });
}

function random(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}
