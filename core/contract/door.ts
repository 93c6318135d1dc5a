/**
 * The door of the venue: what the code of a ticket says, and the calls with which gates admit people.
 *
 * A code is a compact JWS, EdDSA, `typ` pass+jwt. It says as little as it can, because a QR code with few dots is read
 * in the rain. It does not say whether the ticket still counts: that is in the list of the event's passes.
 */
import { z } from "zod";
import { eventId, line, passId } from "./fields.ts";

/** Ours have under 500 characters; longer ones are not worth a signature check. */
export const PASS_CODE_LENGTH_MAX = 1_000;
export const PASS_PLACE_LENGTH_MAX = 40;

/** The claims of a code. */
export const passClaims = z.object({
  aud: eventId,
  sub: passId,
  /** The place, cut to {@link PASS_PLACE_LENGTH_MAX} characters: for people, also where no list is. */
  pl: line(2 * PASS_PLACE_LENGTH_MAX),
  /** Codes of an earlier edition were replaced. */
  ed: z.int().min(1),
});
export type PassClaims = z.infer<typeof passClaims>;

/** A key that codes are checked with, as a JWK (RFC 8037). */
export const passPublicKey = z
  .object({
    kty: z.literal("OKP"),
    crv: z.literal("Ed25519"),
    x: z.string(),
    kid: z.string(),
    alg: z.literal("EdDSA"),
    use: z.literal("sig"),
  })
  .meta({ id: "PassPublicKey" });
export type PassPublicKey = z.infer<typeof passPublicKey>;
