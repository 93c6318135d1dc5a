/**
 * What the office is given: objects, queues, the database, the payment provider, the mail server.
 */
import type { MessageQueue, NotificationDue } from "../core/contract/messages.ts";
import type { ObjectBindings } from "../core/contract/objects.ts";

export interface Env extends ObjectBindings {
  readonly NOTIFICATIONS: MessageQueue<NotificationDue>;
  /** Where people reach the edge, without a slash at the end. */
  readonly PUBLIC_URL: string;

  readonly DATABASE_URL: string;
  /** Only where the database is not Neon's own: the server that speaks its protocol. */
  readonly NEON_FETCH_ENDPOINT?: string;

  readonly STRIPE_SECRET_KEY: string;
  readonly STRIPE_WEBHOOK_SECRET: string;
  /** Only where the provider is not Stripe itself: the server that speaks its API. */
  readonly STRIPE_API_URL?: string;

  /** Signs sessions of the panel, at least 32 characters. */
  readonly AUTH_SECRET: string;
  /** Signs links to orders: HS256, base64url of 32 bytes or more. */
  readonly ORDER_ACCESS_KEY: string;
  /** Signs the codes of tickets: Ed25519 private key, JWK with `kid`. */
  readonly PASS_KEY: string;
  /** The public key that was in use before, so that codes on paper survive a rotation. */
  readonly PASS_KEY_PREVIOUS?: string;
  /** Allows the creation of the first organization. */
  readonly BOOTSTRAP_TOKEN: string;

  readonly SMTP_HOST: string;
  readonly SMTP_PORT: string;
  /** `1` for TLS from the first byte. */
  readonly SMTP_SECURE: string;
  readonly SMTP_USERNAME: string;
  readonly SMTP_PASSWORD: string;
  readonly MAIL_FROM: string;

  // text messages, through a gateway that speaks Twilio's API; absent or empty where none are sent
  readonly SMS_ACCOUNT_SID?: string;
  readonly SMS_AUTH_TOKEN?: string;
  readonly SMS_FROM?: string;
  /** Only where the gateway is not Twilio itself. */
  readonly SMS_API_URL?: string;
}
