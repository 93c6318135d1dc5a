// Owns waiting for what happens soon: asks again until it is so, and fails with what it saw last.

const WAIT_MS_MAX = 30_000;
const PAUSE_MS = 100;

export async function eventually<Seen>(look: () => Promise<Seen>, isSo: (seen: Seen) => boolean): Promise<Seen> {
  const deadline = Date.now() + WAIT_MS_MAX;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > deadline)
      throw new Error(`it never became so; last seen: ${JSON.stringify(seen).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
