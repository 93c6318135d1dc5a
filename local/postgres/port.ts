// Owns the choice of the TCP port: the one asked for if it is free, else a clear refusal; any free one if none was
// asked for.

import { createServer } from "node:net";

/** @throws when the port asked for is taken. */
export async function choosePort(requested: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (cause) => {
      reject(new Error(`Postgres cannot listen on 127.0.0.1:${requested}: the port is taken.`, { cause }));
    });
    probe.listen(requested ?? 0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
