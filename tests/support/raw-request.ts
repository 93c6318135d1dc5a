// Owns requests that no client would send: written byte by byte as they are given, answered as they come.

import { connect } from "node:net";

const PATIENCE_MS = 5_000;

/** @param request the whole of it; the connection is closed after the answer when it says so. */
export function sendRaw(url: string, request: string): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let text = "";
    const done = (): void => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/u.exec(text)?.[1] ?? 0), text });
    };
    socket.setTimeout(PATIENCE_MS, done);
    socket.on("data", (data: Buffer) => (text += data.toString("latin1")));
    socket.on("close", done);
    socket.on("error", reject);
  });
}
