/**
 * The organizers' API as a program meets it: signed in as a person, or with the key of a machine.
 */
import { REQUEST_ID } from "../../core/contract/headers.ts";

export interface DeskAnswer {
  readonly status: number;
  readonly body: unknown;
}

const TIMEOUT_MS = 60_000;

export class Desk {
  readonly #url: string;
  readonly #credentials: Readonly<Record<string, string>>;

  private constructor(url: string, credentials: Readonly<Record<string, string>>) {
    this.#url = url.replace(/\/$/u, "");
    this.#credentials = credentials;
  }

  static withKey(url: string, apiKey: string): Desk {
    return new Desk(url, { "x-api-key": apiKey });
  }

  static async signIn(url: string, email: string, password: string): Promise<Desk> {
    const { origin } = new URL(url);
    const response = await fetch(`${url.replace(/\/$/u, "")}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ email, password }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok)
      throw new Error(`signing in as ${email} was answered ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    return new Desk(url, { cookie, origin });
  }

  /** @param body a string is sent as it is, anything else as JSON. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<DeskAnswer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...this.#credentials,
        ...headers,
        accept: "application/json",
        [REQUEST_ID]: crypto.randomUUID(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  }

  /** Like {@link ask}, for calls that must succeed. */
  async require<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Body> {
    const answer = await this.ask(method, path, body, headers);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Body;
  }
}
