// Owns the mailbox's HTTP surface: which path shows what, and with which headers. All of it is for 127.0.0.1.

import type { IncomingMessage, ServerResponse } from "node:http";
import { isForGateway, type SmsGateway } from "../sms-gateway/gateway.ts";
import { textsPage } from "../sms-gateway/texts-page.ts";
import type { FailureSwitch } from "./failure.ts";
import { listPage } from "./list-page.ts";
import type { MessageFilter, MessageSummary } from "./message.ts";
import type { MessageArchive } from "./message-archive.ts";
import type { MessageReader } from "./message-reader.ts";
import { framedHtml, messagePage } from "./message-page.ts";
import { MAIL_POLICY, PAGE_POLICY } from "./page-frame.ts";

export interface MailboxParts {
  readonly archive: MessageArchive;
  readonly reader: MessageReader;
  readonly failure: FailureSwitch;
  readonly counts: { received: number };
  readonly sms: SmsGateway;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export async function serveMailbox(parts: MailboxParts, request: IncomingMessage, response: ServerResponse) {
  if (isForGateway(request)) return parts.sms.serve(request, response);
  const answer = await route(parts, request).catch((): Answer => text(500, "The mailbox failed at this."));
  response.writeHead(answer.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...answer.headers,
  });
  response.end(answer.body);
}

async function route(parts: MailboxParts, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://mailbox.local");
  const { archive, reader, failure, counts } = parts;
  switch (`${request.method} ${url.pathname}`) {
    case "GET /": {
      const filter = parseFilter(url.searchParams);
      return markup(
        listPage({ ...archive.find(filter), kept: archive.count, filter, texts: parts.sms.texts.count }),
        PAGE_POLICY,
      );
    }
    case "POST /delete": {
      // A browser says where a form came from; another site's form must not empty the mailbox.
      if ((request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin") return text(403, "Not from here.");
      await Promise.all([archive.clear(), parts.sms.texts.clear()]);
      return { status: 303, headers: { location: "/" }, body: "" };
    }
    case "GET /texts":
      return markup(textsPage(parts.sms.texts.newestFirst()), PAGE_POLICY);
    case "GET /api/texts":
      return json({ texts: parts.sms.texts.newestFirst() });
    case "GET /api/messages": {
      const { found, matching } = archive.find(parseFilter(url.searchParams));
      const messages = [];
      for (const summary of found) messages.push(await reader.describe(summary)); // one at a time: memory stays bounded
      return json({ matching, messages });
    }
    case "DELETE /api/messages":
      return json({ deleted: await archive.clear() });
    case "GET /api/counts":
      return json({ kept: archive.count, received: counts.received, refused: failure.refused });
    case "GET /health":
      return json({ status: "ok" });
    default:
      return request.method === "GET" ? routeMessage(parts, url.pathname) : text(404, "Nothing here.");
  }
}

/** `/messages/{id}`, and `/html`, `/raw`, `/attachments/{index}` below it. */
async function routeMessage({ archive, reader }: MailboxParts, pathname: string): Promise<Answer> {
  const [, id = "", part = "page", index = ""] =
    /^\/messages\/([\d-]+)(?:\/(html|raw|attachments)(?:\/(\d+))?)?$/.exec(pathname) ?? [];
  const message = archive.get(id);
  const content = message && (await reader.open(id));
  if (!message || !content) return text(404, "There is no such mail (any more).");
  if (part === "page") return markup(messagePage(message, content), PAGE_POLICY);
  if (part === "html") return markup(framedHtml(content.html ?? ""), MAIL_POLICY);
  if (part === "raw") return download(message, (await archive.read(id)) ?? Buffer.alloc(0));
  const attachment = content.attachments[Number(index)];
  if (!attachment) return text(404, "There is no such attachment.");
  return file(attachment.name, attachment.content);
}

function parseFilter(query: URLSearchParams): MessageFilter {
  const limit = Number.parseInt(query.get("limit") ?? "", 10);
  return {
    to: query.get("to") ?? undefined,
    subject: query.get("subject") ?? undefined,
    before: query.get("before") ?? undefined,
    limit: Number.isInteger(limit) ? limit : undefined,
  };
}

function markup(body: string, policy: string): Answer {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
  return { status: 200, headers, body };
}

function json(value: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function text(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function download(message: MessageSummary, raw: Buffer): Answer {
  return file(`${message.id}.eml`, raw);
}

/** Always saved, never shown: a stranger's file must not run as a page of ours. */
function file(name: string, body: Buffer): Answer {
  const headers = {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "content-security-policy": MAIL_POLICY,
  };
  return { status: 200, headers, body };
}
