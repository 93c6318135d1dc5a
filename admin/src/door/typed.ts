/** What a steward types: a ticket's number, an order's reference, or a whole code. */

/** A reference without letters that can be taken for digits (`books/identity.ts`), and which ticket of the order. */
const NUMBER = /^([0-9A-Z]{5})-?([0-9A-Z]{5})(?:-([1-9]\d{0,2}))?$/u;
const CODE = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

export type Typed =
  | { readonly kind: "code"; readonly code: string }
  /** `ABCDE-FGHJK`, or `ABCDE-FGHJK-2` for one ticket. */
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "neither" };

export function readTyped(text: string): Typed {
  const plain = text.replaceAll(/\s/gu, "");
  if (CODE.test(plain)) return { kind: "code", code: plain };
  const [, first, second, position] = NUMBER.exec(plain.toUpperCase()) ?? [];
  if (first === undefined || second === undefined) return { kind: "neither" };
  const reference = `${first}-${second}`.replaceAll("O", "0").replaceAll(/[IL]/gu, "1").replaceAll("U", "V");
  return { kind: "number", number: position === undefined ? reference : `${reference}-${position}` };
}
