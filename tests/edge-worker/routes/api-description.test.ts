/** The description of the API says what is there, all of it, in a form that tools read. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

interface Described {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, unknown>; security: unknown[] }>
  >;
  readonly components: {
    readonly schemas: Record<string, { properties?: Record<string, unknown>; additionalProperties?: unknown }>;
  };
}

async function described(): Promise<{ door: TestDoor; document: Described }> {
  const door = await TestDoor.open();
  const answer = await door.send("GET", "/openapi.json");
  expect(answer.headers.get("content-type")).toBe("application/json");
  return { door, document: (await answer.json()) as Described };
}

describe("GET /openapi.json", () => {
  it("describes the ordered contract exactly", async () => {
    const { document } = await described();
    expect(document.openapi).toBe("3.1.0");
    const reserve = document.components.schemas["ReserveRequest"];
    expect(Object.keys(reserve?.properties ?? {})).toEqual([
      "eventId",
      "seatIds",
      "bestAvailable",
      "area",
      "userId",
      "expiryInMinutes",
    ]);
    expect(reserve?.additionalProperties).toBe(false);
    expect(Object.keys(document.components.schemas["CommitRequest"]?.properties ?? {})).toEqual([
      "reservationId",
      "paymentToken",
      "amount",
      "buyer",
    ]);
    expect(Object.keys(document.paths["/seats/commit"]?.["post"]?.responses ?? {})).toEqual(
      expect.arrayContaining(["200", "202", "402", "409", "410"]),
    );
  });

  it("names only calls that are answered, each once", async () => {
    const { door, document } = await described();
    const ids = new Set<string>();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        expect(ids.has(operationId)).toBe(false);
        ids.add(operationId);
        const example = path
          .replace("{hash}", "a".repeat(64))
          .replaceAll(/\{\w+\}/gu, "0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726");
        const answer = await door.send(method.toUpperCase(), example);
        expect([method, path, answer.status === 405]).toEqual([method, path, false]);
        const isRouted = answer.status !== 404 || /[?/](?:rooms|events|orders|seats)\//u.test(path);
        expect([method, path, isRouted]).toEqual([method, path, true]);
      }
    }
    expect(ids.size).toBeGreaterThan(40);
  });

  it("resolves every reference that it makes", async () => {
    const { document } = await described();
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/gu)) {
      expect(document.components.schemas).toHaveProperty([name ?? ""]);
    }
  });
});

describe("GET /docs", () => {
  it("asks for nothing that is not ours", async () => {
    const door = await TestDoor.open();
    const answer = await door.send("GET", "/docs");
    const text = await answer.text();
    for (const [, url] of text.matchAll(/(?:src|href)="([^"]+)"/gu)) expect(url).toMatch(/^(?:\/(?!\/)|data:)/u);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await (await door.send("GET", "/docs-page/swagger-ui.css")).text()).toBe("asset /docs-page/swagger-ui.css");
  });
});

describe("the panel", () => {
  it("is one page for all its addresses, and a file for each of its files", async () => {
    const door = await TestDoor.open();
    for (const [path, asset] of [
      ["/panel/", "/panel/"],
      ["/panel/events/1", "/panel/"],
      ["/panel/assets/a-b_1.js", "/panel/assets/a-b_1.js"],
    ] as const) {
      const answer = await door.send("GET", path);
      expect(await answer.text()).toBe(`asset ${asset}`);
      expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
    }
    expect((await door.send("GET", "/panel/assets/a-b_1.js")).headers.get("cache-control")).toContain("immutable");
    expect((await door.send("GET", "/panel")).headers.get("location")).toBe("/panel/");
  });
});
