/**
 * The hashes that the allocator gives to the rules. Synchronous, because a decision must not be interrupted:
 * `node:crypto` takes 4 µs for an entry of the journal in workerd, a pure JavaScript SHA-256 8 µs, and its `createHash` a
 * quarter more, because that is a stream (measured).
 */
// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module cannot be imported
/// <reference path="./node-crypto.d.ts" />
import { hash } from "node:crypto";

const SECRET_BYTES = 32;

export function sha256Hex(text: string): string {
  return hash("sha256", text);
}

/** Callers use at most half of the digest, so that knowing it does not allow to go on from it. */
export function keyedHashHex(secret: string): (text: string) => string {
  return (text) => sha256Hex(`${secret}\n${text}`).slice(0, 40);
}

export function freshSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
