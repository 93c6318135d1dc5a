/** The door: the list for gates, scans and their undoing, counts, hours. */
import {
  doorCountsDocument,
  doorHoursDocument,
  doorListDocument,
  LIST_SIGNATURE,
  passKeysDocument,
  scansDocument,
  type DoorListDocument,
  type PassPublicKey,
  type Scan,
} from "../../../core/contract/door.ts";
import { answerOf, ask, askPublic, query, tell } from "./client.ts";

function pathOf(eventId: string, rest: string): string {
  return `/events/${encodeURIComponent(eventId)}/${rest}`;
}

/** A page of the list as it came, because its signature is over its bytes. */
export async function readListPage(
  eventId: string,
  asked: { readonly since?: number | undefined; readonly after?: string | undefined },
): Promise<{ readonly bytes: ArrayBuffer; readonly signature: string; readonly page: DoorListDocument }> {
  const response = await answerOf(pathOf(eventId, `door${query(asked)}`));
  const bytes = await response.arrayBuffer();
  const page = doorListDocument.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return { bytes, signature: response.headers.get(LIST_SIGNATURE) ?? "", page };
}

/** The keys as everybody can read them. Those of admissions are among them and are of no use here. */
export async function readPassKeys(): Promise<readonly PassPublicKey[]> {
  return (await askPublic("/.well-known/jwks.json", passKeysDocument, { cache: "no-store" })).keys;
}

export function sendScans(eventId: string, scans: readonly Scan[], signal?: AbortSignal) {
  const call = { method: "POST", body: { scans }, ...(signal !== undefined && { signal }) } as const;
  return ask(pathOf(eventId, "scans"), scansDocument, call);
}

export function undoScan(eventId: string, nonce: string): Promise<void> {
  return tell(pathOf(eventId, `scans/${nonce}/undo`), { method: "POST" });
}

export function readCounts(eventId: string) {
  return ask(pathOf(eventId, "door/counts"), doorCountsDocument);
}

export function setDoorHours(eventId: string, body: { readonly opensAt: string; readonly closesAt: null }) {
  return ask(pathOf(eventId, "door/hours"), doorHoursDocument, { method: "PUT", body });
}
