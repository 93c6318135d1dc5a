/** The panel's files: which document stands where, and what each is allowed. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

async function shown(path: string): Promise<{ asset: string; policy: string; permissions: string }> {
  const answer = await (await TestDoor.open()).send("GET", path);
  return {
    asset: await answer.text(),
    policy: answer.headers.get("content-security-policy") ?? "",
    permissions: answer.headers.get("permissions-policy") ?? "",
  };
}

describe("the panel's documents", () => {
  it.each([
    ["/panel/", "asset /panel/"],
    ["/panel/anything", "asset /panel/"],
    ["/panel/door/", "asset /panel/door/"],
    ["/panel/door/worker.js", "asset /panel/door/worker.js"],
    ["/panel/mark.svg", "asset /panel/mark.svg"],
  ])("%s is %s", async (path, asset) => {
    expect((await shown(path)).asset).toBe(asset);
  });

  it("may use the camera and a worker at the door only, and nothing of others anywhere", async () => {
    const door = await shown("/panel/door/");
    expect(door.permissions).toContain("camera=(self)");
    expect(door.policy).toContain("worker-src 'self'");
    const panel = await shown("/panel/");
    expect(panel.permissions).toContain("camera=()");
    expect(panel.policy).not.toContain("worker-src");
    for (const { policy } of [door, panel]) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-inline|https?:|\*|data:|blob:/u);
    }
  });

  it("are asked for over TLS alone by a browser that was here once, as every page of ours", async () => {
    const door = await TestDoor.open();
    for (const path of ["/panel/", "/panel/door/", "/docs", "/my-orders"]) {
      const { headers } = await door.send("GET", path, { headers: { accept: "text/html" } });
      expect([path, headers.get("strict-transport-security")]).toEqual([path, "max-age=31536000"]);
    }
  });

  it("are where people type them", async () => {
    const door = await TestDoor.open();
    const answer = await door.send("GET", "/panel/door?id=1");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/panel/door/?id=1"]);
  });
});
