/**
 * The chain of the audit log: what of an entry is hashed, and the check that a log is whole.
 *
 * `audit/store.ts` computes the same in SQL while it writes; that both agree is what the check proves.
 */

/** An entry as it is stored and shown. */
export interface AuditEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly requestId: string;
  /** JSON text. */
  readonly changes: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What is hashed: the entry's fields, one a line, after the hash before. */
function hashedText(entry: Omit<AuditEntry, "hash">): string {
  const { previousHash, sequence, at, actor, action, subject, requestId, changes } = entry;
  return [previousHash, sequence, at.toISOString(), actor, action, subject, requestId, changes].join("\n");
}

async function hashOf(entry: Omit<AuditEntry, "hash">): Promise<string> {
  return sha256Hex(hashedText(entry));
}

/** SHA-256 of the UTF-8 bytes of a text, hex. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How far a log was checked: the last entry that is as it was written. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

export const CHAIN_START: ChainHead = { sequence: 0, hash: "" };

/**
 * Checks entries that follow `head`, in order.
 *
 * @returns the last entry that is as it was written; `ok` when that is the last one given.
 */
export async function followChain(
  head: ChainHead,
  entries: readonly AuditEntry[],
): Promise<{ readonly ok: true; readonly head: ChainHead } | { readonly ok: false; readonly head: ChainHead }> {
  let current = head;
  for (const entry of entries) {
    const expected = current.sequence + 1;
    const follows = entry.sequence === expected && entry.previousHash === current.hash;
    if (!follows || entry.hash !== (await hashOf(entry))) return { ok: false, head: current };
    current = { sequence: entry.sequence, hash: entry.hash };
  }
  return { ok: true, head: current };
}
