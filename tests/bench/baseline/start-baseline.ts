/**
 * The bare runtime to compare with: the same Miniflare, the same options, compatibility date and flags as ours, a
 * Worker that answers a constant and a Worker that calls an object that counts. Runs beside the stack, never at once
 * loaded with it.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_readConfig } from "wrangler";

export interface Baseline {
  readonly hello: { readonly host: string; readonly port: number };
  readonly call: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";

/** @param root the project's root: date and flags are read from its `wrangler.toml`. */
export async function startBaseline(root: string, ports: { hello: number; call: number }): Promise<Baseline> {
  const config = unstable_readConfig({ config: path.join(root, "wrangler.toml") });
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = config;
  if (compatibilityDate === undefined) throw new Error("wrangler.toml names no compatibility date");
  const bare = { compatibilityDate, compatibilityFlags };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        {
          ...bare,
          name: "hello",
          modules: await moduleOf("hello"),
          unsafeDirectSockets: [{ host: HOST, port: ports.hello }],
        },
        {
          ...bare,
          name: "caller",
          modules: await moduleOf("caller"),
          durableObjects: { COUNTER: { className: "Counter", scriptName: "counter" } },
          unsafeDirectSockets: [{ host: HOST, port: ports.call }],
        },
        {
          ...bare,
          name: "counter",
          modules: await moduleOf("counter"),
          durableObjects: { COUNTER: { className: "Counter", useSQLite: true } },
        },
      ],
      host: HOST,
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      logRequests: false,
    }),
  );
  await miniflare.ready;
  return {
    hello: { host: HOST, port: ports.hello },
    call: { host: HOST, port: ports.call },
    stop: () => miniflare.dispose(),
  };
}

async function moduleOf(name: string): Promise<[{ type: "ESModule"; path: string; contents: string }]> {
  const contents = await readFile(path.join(import.meta.dirname, `${name}.js`), "utf8");
  return [{ type: "ESModule", path: `${name}.js`, contents }];
}
