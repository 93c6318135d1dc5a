/**
 * The three Workers in workerd, through Miniflare, configured from their three wrangler files.
 *
 * Sockets are opened directly (`unsafeDirectSockets`): the development proxy would cost most of the throughput.
 * What differs from production is only where bindings and URLs point; see `RuntimeOptions.bindings`.
 */
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { bundleWorker } from "./bundle.ts";
import { endLeftovers, rememberRuntime } from "./leftovers.ts";

const WORKERS = {
  objects: "durable-objects/wrangler.toml",
  origin: "origin-api/wrangler.toml",
  edge: "wrangler.toml",
} as const;

export type WorkerRole = keyof typeof WORKERS;

/** How often the cron triggers of the origin run here; `* * * * *` in production. */
const SCHEDULE_EVERY_MS = 10_000;

export interface RuntimeOptions {
  readonly root: string;
  /** Where objects keep their storage. */
  readonly directory: string;
  readonly edgePort: number;
  /** Text bindings by Worker: variables that point elsewhere here, and secrets. */
  readonly bindings: Readonly<Record<WorkerRole, Readonly<Record<string, string>>>>;
  /** What the Workers print, one line a call. */
  readonly log: (line: string) => void;
}

export interface Runtime {
  readonly url: string;
  /** Runs the origin's cron triggers now. */
  runScheduled(): Promise<void>;
  /** Bundles the Workers anew and restarts them; stored state stays. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  await endLeftovers(options.directory);
  const miniflare = new Miniflare(await assemble(options));
  await miniflare.ready;
  await rememberRuntime(options.directory);

  let scheduled: Promise<void> | undefined;
  const runScheduled = (): Promise<void> => {
    scheduled ??= trigger(miniflare).finally(() => {
      scheduled = undefined;
    });
    return scheduled;
  };
  const timer = setInterval(() => {
    runScheduled().catch((error: unknown) => options.log(`the schedule did not run: ${String(error)}`));
  }, SCHEDULE_EVERY_MS);
  timer.unref();

  return {
    url: `http://127.0.0.1:${options.edgePort}`,
    runScheduled,
    reload: async () => {
      await miniflare.setOptions(await assemble(options));
      await rememberRuntime(options.directory);
    },
    stop: async () => {
      clearInterval(timer);
      await scheduled?.catch(() => undefined);
      await miniflare.dispose();
    },
  };
}

async function trigger(miniflare: Miniflare): Promise<void> {
  const origin = await miniflare.getWorker("foyer-origin");
  await origin.scheduled({ cron: "* * * * *" });
}

async function assemble(options: RuntimeOptions): Promise<ConstructorParameters<typeof Miniflare>[0]> {
  // opened on a Worker without files: Miniflare puts its asset router before a socket of one that has them, which costs
  // four times a bare answer and tidies addresses up before the gate has seen them
  const edgeSocket = { host: "127.0.0.1", port: options.edgePort, serviceName: NAMES.edge };
  const workers = await Promise.all(
    (Object.keys(WORKERS) as WorkerRole[]).map(async (role) => {
      const configPath = path.join(options.root, WORKERS[role]);
      const { workerOptions, main } = unstable_getMiniflareWorkerOptions(configPath);
      if (main === undefined) throw new Error(`${WORKERS[role]} names no main`);
      const { ratelimits, ...others } = workerOptions;
      return {
        ...others,
        serviceBindings: Object.assign({}, others.serviceBindings, limitersFor(ratelimits)),
        name: NAMES[role],
        rootPath: path.dirname(configPath),
        modules: [{ type: "ESModule" as const, path: `${role}.js`, contents: await bundleWorker(main) }],
        bindings: Object.assign({}, workerOptions.bindings, options.bindings[role]),
        stripCfConnectingIp: false, // no Worker sends that header on, and removing it copies all headers of each call
        ...(role === "objects" ? { unsafeDirectSockets: [edgeSocket] } : {}),
      };
    }),
  );
  const limiter = {
    name: LIMITER,
    modules: [{ type: "ESModule" as const, path: "address-limiter.js", contents: await bundleWorker(LIMITER_ENTRY) }],
    compatibilityDate: "2026-10-01",
  };
  return convertV4MiniflareOptions({
    workers: [...workers, limiter],
    host: "127.0.0.1",
    port: 0,
    resourcePersistencePath: options.directory,
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) =>
      options.log(`${level} ${message}`),
  });
}

const LIMITER = "foyer-address-limiter";
const LIMITER_ENTRY = path.join(import.meta.dirname, "address-limiter.js");

type V4Worker = ReturnType<typeof unstable_getMiniflareWorkerOptions>["workerOptions"];

interface LimiterBinding {
  readonly name: string;
  readonly entrypoint: string;
  readonly props: Record<string, unknown>;
}

/** See `address-limiter.js`. */
function limitersFor(ratelimits: V4Worker["ratelimits"]): Record<string, LimiterBinding> {
  return Object.fromEntries(
    Object.entries(ratelimits ?? {}).map(([name, { simple }]) => {
      const props = { name, limit: simple.limit, periodMs: (simple.period ?? 60) * 1000 };
      return [name, { name: LIMITER, entrypoint: "AddressLimiter", props }];
    }),
  );
}

const NAMES = { objects: "foyer-objects", origin: "foyer-origin", edge: "foyer-edge" } as const;
