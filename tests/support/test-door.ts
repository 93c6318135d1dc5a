// Owns a door for tests: real routes and real tokens on recording objects, with a clock that the test sets. Requests
// go in as the platform would hand them over; nothing listens anywhere.

import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { millis, type EventId, type Millis, type RoomId } from "../../core/brand.ts";
import type { AdmissionDocument, PlaceDocument } from "../../core/contract/waiting-room.ts";
import { answer } from "../../edge-worker/app.ts";
import { Door } from "../../edge-worker/door.ts";
import type { Env } from "../../edge-worker/env.ts";
import { RecordingAllocator } from "./recording-allocator.ts";
import { RecordingRoom } from "./recording-room.ts";

const HOST = "http://tickets.test";

export class TestDoor {
  readonly roomId = randomUUID() as RoomId;
  readonly eventId = randomUUID() as EventId;
  /** An event behind another room. */
  readonly otherEventId = randomUUID() as EventId;
  readonly otherRoomId = randomUUID() as RoomId;
  nowMs = Date.UTC(2027, 5, 1, 10) as Millis;
  readonly room = new RecordingRoom(this.roomId, [this.eventId], () => this.nowMs);
  readonly otherRoom = new RecordingRoom(this.otherRoomId, [this.otherEventId], () => this.nowMs);
  readonly seats = new RecordingAllocator(this.eventId, this.roomId, () => this.nowMs);
  readonly otherSeats = new RecordingAllocator(this.otherEventId, this.otherRoomId, () => this.nowMs);
  readonly passedOn: { request: Request; body: Uint8Array }[] = [];
  /** What the office answers. */
  office: (request: Request) => Response = () => Response.json({ answered: "by the office" });
  readonly limited = new Map<string, string[]>();
  /** How many more the rate limiters let through. */
  limit = Infinity;
  env: Env;
  door: Door;
  readonly #work: Promise<unknown>[] = [];

  private constructor(secrets: { ticketKey: string; admissionKey: string }) {
    this.env = this.#environment(secrets);
    this.door = new Door(this.env, () => this.nowMs);
  }

  static async open(): Promise<TestDoor> {
    return new TestDoor({ ticketKey: randomKey(), admissionKey: await newAdmissionKey() });
  }

  /** A second isolate of the same Worker: the same keys and objects, nothing remembered. */
  anotherIsolate(): void {
    this.door = new Door(this.env, () => this.nowMs);
  }

  /** The same Worker after its secrets were changed. */
  useSecrets(secrets: Partial<Pick<Env, "TICKET_KEY" | "ADMISSION_KEY" | "ADMISSION_KEY_PREVIOUS">>): void {
    this.env = { ...this.env, ...secrets };
    this.anotherIsolate();
  }

  pass(ms: number): void {
    this.nowMs = millis(this.nowMs + ms);
  }

  /** Sends a request; the path may be any text, as it would be on the wire. */
  async send(
    method: string,
    path: string,
    options: { body?: BodyInit; headers?: Record<string, string>; host?: string } = {},
  ): Promise<Response> {
    const request = new Request(HOST, {
      method,
      headers: options.headers ?? {},
      ...(options.body === undefined ? {} : { body: options.body, duplex: "half" }),
    });
    // the platform hands a URL over as it came, while Node's Request would tidy it up
    Object.defineProperty(request, "url", { value: `http://${options.host ?? "tickets.test"}${path}` });
    const afterwards = { waitUntil: (work: Promise<unknown>) => this.#work.push(work) };
    return answer(request, this.door, afterwards);
  }

  json(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(method, path, {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  }

  /** Everything that goes on after the answers. */
  async settled(): Promise<void> {
    await Promise.all(this.#work.splice(0));
  }

  async join(): Promise<PlaceDocument> {
    return (await (await this.send("POST", `/rooms/${this.roomId}/tickets`)).json()) as PlaceDocument;
  }

  /** Joins, is called at once, and goes in. */
  async admit(): Promise<AdmissionDocument> {
    const { ticket, number } = await this.join();
    if (this.room.status.servingCounter <= number) this.room.set({ servingCounter: number + 1 });
    const entered = await this.send("POST", `/rooms/${this.roomId}/admissions`, {
      headers: { "foyer-ticket": ticket },
    });
    if (entered.status >= 300) throw new Error(`not admitted: ${await entered.text()}`);
    return (await entered.json()) as AdmissionDocument;
  }

  /** A body for `POST /seats/reserve` that is in order. */
  reserveBody(admission: AdmissionDocument, change: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      eventId: this.eventId,
      seatIds: ["A-1", "A-2"],
      userId: admission.visitorId,
      expiryInMinutes: 5,
      ...change,
    };
  }

  #environment({ ticketKey, admissionKey }: { ticketKey: string; admissionKey: string }): Env {
    const objects = new Map<string, unknown>([
      [this.roomId, this.room],
      [this.otherRoomId, this.otherRoom],
      [this.eventId, this.seats],
      [this.otherEventId, this.otherSeats],
    ]);
    const nobody = {
      observe: async () => undefined,
      card: async () => undefined,
      seats: async () => undefined,
      chart: async () => undefined,
    };
    const limiter = (name: string) => ({
      limit: async ({ key }: { key: string }) => {
        this.limited.set(name, [...(this.limited.get(name) ?? []), key]);
        this.limit -= 1;
        return { success: this.limit >= 0 };
      },
    });
    return {
      WAITING_ROOM: { getByName: (name: string) => objects.get(name) ?? nobody },
      SEAT_ALLOCATOR: { getByName: (name: string) => objects.get(name) ?? nobody },
      ORIGIN: { fetch: (request: Request) => this.#passOn(request) },
      ASSETS: { fetch: async (request: Request) => new Response(`asset ${new URL(request.url).pathname}`) },
      JOIN_LIMIT_RELAXED: limiter("relaxed"),
      JOIN_LIMIT_NORMAL: limiter("normal"),
      JOIN_LIMIT_STRICT: limiter("strict"),
      PUBLIC_URL: HOST,
      TICKET_KEY: ticketKey,
      ADMISSION_KEY: admissionKey,
      PAYMENT_TEST_METHODS: "1",
    } as unknown as Env;
  }

  async #passOn(request: Request): Promise<Response> {
    this.passedOn.push({ request, body: new Uint8Array(await request.clone().arrayBuffer()) });
    return this.office(request);
  }
}

export function randomKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}

export async function newAdmissionKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID() });
}
