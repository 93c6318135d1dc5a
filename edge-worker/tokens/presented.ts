/**
 * Where tokens stand in a request: in a header, else in the room's cookie. Reads text; verifies nothing.
 */
import type { Millis, RoomId } from "../../core/brand.ts";
import { COOKIES, TOKEN_HEADERS } from "../../core/contract/tokens.ts";

/** A browser may stand in several rooms; nobody stands in more than this at once. */
const ADMISSION_COOKIES_MAX = 8;
const COOKIE_HEADER_LENGTH_MAX = 16_384;

/** The ticket that a request shows for a room. */
export function presentedTicket(headers: Headers, roomId: RoomId): string | undefined {
  return headers.get(TOKEN_HEADERS.ticket) ?? cookie(headers, COOKIES.ticket(roomId));
}

/** The admission that a request shows for a room. */
export function presentedAdmission(headers: Headers, roomId: RoomId): string | undefined {
  return headers.get(TOKEN_HEADERS.admission) ?? cookie(headers, COOKIES.admission(roomId));
}

/** Every admission that a request shows, whatever the room: the header's alone, or those of all rooms' cookies. */
export function presentedAdmissions(headers: Headers): string[] {
  const header = headers.get(TOKEN_HEADERS.admission);
  if (header !== null) return [header];
  const prefix = COOKIES.admission("" as RoomId);
  return cookies(headers)
    .filter(([name]) => name.startsWith(prefix))
    .slice(0, ADMISSION_COOKIES_MAX)
    .map(([, value]) => value);
}

/** A place outlives a weekend; a browser that was closed so long has left the queue. */
const TICKET_COOKIE_SECONDS = 7 * 86_400;

/** The `Set-Cookie` of a place in a room's queue. */
export function ticketCookie(roomId: RoomId, ticket: string): string {
  return tokenCookie(COOKIES.ticket(roomId), ticket, TICKET_COOKIE_SECONDS);
}

/** The `Set-Cookie` of an admission, kept by the browser as long as the token is good. */
export function admissionCookie(roomId: RoomId, token: string, expiresAtMs: Millis, nowMs: Millis): string {
  return tokenCookie(COOKIES.admission(roomId), token, Math.max(0, Math.floor((expiresAtMs - nowMs) / 1000)));
}

/** Takes an admission out of the browser again. */
export function clearedAdmissionCookie(roomId: RoomId): string {
  return tokenCookie(COOKIES.admission(roomId), "", 0);
}

/** A cookie of ours: bound to this host, unreadable for scripts, sent with links from elsewhere but not with posts. */
function tokenCookie(name: string, token: string, maxAgeSeconds: number): string {
  return `${name}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}

function cookie(headers: Headers, name: string): string | undefined {
  return cookies(headers).find(([found]) => found === name)?.[1];
}

function cookies(headers: Headers): [name: string, value: string][] {
  const header = headers.get("cookie");
  if (header === null || header.length > COOKIE_HEADER_LENGTH_MAX) return [];
  return header.split(";").flatMap((pair): [string, string][] => {
    const equals = pair.indexOf("=");
    const value = pair.slice(equals + 1).trim();
    return equals < 0 || value === "" ? [] : [[pair.slice(0, equals).trim(), value]];
  });
}
