/**
 * Keeps the steward's page on the device: its document and everything that it is made of, all or nothing. Never touches a
 * call of the API.
 *
 * The page is answered from here first, so that it opens where there is no network; a new version comes in behind it and
 * is there the next time. What the page before was made of is kept as well: one that is open may still need it.
 */

/** Put in by the build: the page's files, and a version that follows from them. */
declare const DOOR_FILES: readonly string[];
declare const DOOR_VERSION: string;

const PREFIX = "foyer-door-";
const CURRENT = PREFIX + DOOR_VERSION;
const [DOCUMENT = "./"] = DOOR_FILES;
const KEPT_VERSIONS_MAX = 2;

/** As much of a service worker's world as is used; the libraries of pages do not know it. */
export interface Lifetime {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const self: {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", act: (event: Lifetime) => void): void;
  addEventListener(name: "fetch", act: (event: Fetching) => void): void;
};

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(kept(DOCUMENT, request));
  else if (DOOR_FILES.includes(pathname) || pathname.startsWith("/panel/assets/"))
    event.respondWith(kept(pathname, request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(CURRENT);
  await cache.addAll(DOOR_FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function forgetOld(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  // in the order in which they were made
  for (const name of ours.slice(0, Math.max(0, ours.length - (KEPT_VERSIONS_MAX - 1)))) await caches.delete(name);
}

async function kept(name: string, request: Request): Promise<Response> {
  const current = await caches.open(CURRENT);
  return (await current.match(name)) ?? (await caches.match(name)) ?? fetch(request);
}
