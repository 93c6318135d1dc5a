/**
 * How the door calls an object whose call may be repeated: at most three times, and only when the platform says that
 * trying again makes sense. An overloaded object is never asked again: that would be more of what overloads it.
 */
const ATTEMPTS_MAX = 3;
const FIRST_WAIT_MS_MAX = 100;

/**
 * @param ask makes the call with a new stub each time; must be idempotent.
 * @throws the last error, when no attempt succeeded.
 */
export async function askAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !worthAnotherTry(error)) throw error;
      const waitMs = Math.random() * FIRST_WAIT_MS_MAX * 2 ** (attempt - 1); // full jitter
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function worthAnotherTry(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return "retryable" in error && error.retryable === true && !("overloaded" in error && error.overloaded === true);
}
