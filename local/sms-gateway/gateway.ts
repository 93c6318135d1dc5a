// Owns the gateway for text messages: the two calls of Twilio's API that the office makes, with Twilio's answers.
// POST /2010-04-01/Accounts/{Sid}/Messages.json, GET /2010-04-01/Accounts/{Sid}.json; basic auth, form-encoded.

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalBy, type TextFailure, type TextRefusal } from "./failure.ts";
import { TextArchive } from "./text-archive.ts";

const ROOT = "/2010-04-01/";
const BODY_BYTES_MAX = 65_536;
const TEXT_LENGTH_MAX = 1_600;

export interface SmsAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

export function isForGateway({ url }: IncomingMessage): boolean {
  return url?.startsWith(ROOT) ?? false;
}

export class SmsGateway {
  readonly texts: TextArchive;
  readonly #account: SmsAccount | undefined;
  #failure: TextFailure = { kind: "none" };

  private constructor(texts: TextArchive, account: SmsAccount | undefined) {
    this.texts = texts;
    this.#account = account;
  }

  static async open(account: SmsAccount | undefined, directory: string | undefined): Promise<SmsGateway> {
    return new SmsGateway(await TextArchive.open(directory), account);
  }

  setFailure(failure: TextFailure): void {
    this.#failure = failure;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const account = this.#account;
    const [pathname] = (request.url ?? "").split("?");
    if (account === undefined || !isAllowed(request, account)) {
      return refuse(response, { status: 401, code: 20_003, message: "Authenticate" });
    }
    const base = `${ROOT}Accounts/${account.accountSid}`;
    if (request.method === "GET" && pathname === `${base}.json`) {
      return say(response, 200, { sid: account.accountSid, status: "active", friendly_name: "Foyer, locally" });
    }
    if (request.method === "POST" && pathname === `${base}/Messages.json`) return this.#take(request, response);
    return refuse(response, { status: 404, code: 20_404, message: "The requested resource was not found" });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const [to, from, body] = [form.get("To") ?? "", form.get("From") ?? "", form.get("Body") ?? ""];
    const refused = faultIn(to, from, body) ?? refusalBy(this.#failure, to);
    if (refused !== undefined) return refuse(response, refused);
    const sid = `SM${randomBytes(16).toString("hex")}`;
    await this.texts.add({ sid, to, from, body, receivedAtMs: Date.now() });
    if (this.#failure.kind === "silent") return void response.destroy();
    if (this.#failure.kind === "broken") return refuse(response, { status: 500, code: 20_500, message: "Internal" });
    say(response, 201, { sid, to, from, body, status: "queued", direction: "outbound-api", error_code: null });
  }
}

function faultIn(to: string, from: string, body: string): TextRefusal | undefined {
  if (to === "") return { status: 400, code: 21_604, message: "A 'To' phone number is required." };
  if (!/^\+[1-9]\d{6,14}$/u.test(to)) {
    return { status: 400, code: 21_211, message: `The 'To' number ${to} is not a valid phone number.` };
  }
  if (from === "") return { status: 400, code: 21_603, message: "A 'From' phone number is required." };
  if (body === "") return { status: 400, code: 21_602, message: "Message body is required." };
  if (body.length > TEXT_LENGTH_MAX) {
    return { status: 400, code: 21_617, message: "The concatenated message body exceeds the 1600 character limit." };
  }
  return undefined;
}

function isAllowed({ headers }: IncomingMessage, { accountSid, authToken }: SmsAccount): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function refuse(response: ServerResponse, { status, code, message }: TextRefusal): void {
  say(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function say(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
}
