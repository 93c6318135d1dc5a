/**
 * The script of the checkout page: shows how long the seats are still kept, and looks again when the time is up. What
 * counts is the allocator's clock; this one only tells.
 */
const clock = document.querySelector<HTMLTimeElement>("#hold-clock");
const MS_PER_SECOND = 1000;
/** A hold is judged by another clock than this one: look a moment later. */
const GRACE_MS = 1_500;

if (clock !== null) {
  const expiresAtMs = Date.parse(clock.dateTime);
  // the server says when it wrote the page, so that a wrong clock here does no harm
  const aheadMs = Date.now() - Number(clock.dataset["now"]);
  const tick = (): void => {
    const leftMs = expiresAtMs - (Date.now() - aheadMs);
    if (leftMs <= -GRACE_MS) {
      location.reload();
      return;
    }
    const seconds = Math.max(0, Math.ceil(leftMs / MS_PER_SECOND));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    setTimeout(tick, MS_PER_SECOND);
  };
  tick();
}
