/**
 * The camera as a source of codes: the browser's own detector where it reads QR codes, else a decoder that is loaded when
 * it is needed. A code counts once until it was out of sight for a moment.
 */

/** Often enough for a code that is shown for a second, seldom enough for a cheap phone. */
const LOOK_EVERY_MS = 120;
/** A code that comes back after this is shown anew: a guest who lingers is not told that they are inside already. */
const OUT_OF_SIGHT_MS = 4_000;

export type CameraFault = "denied" | "absent" | "broken";

interface Detector {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

declare global {
  var BarcodeDetector: DetectorClass | undefined;
  interface MediaTrackCapabilities {
    readonly torch?: boolean;
  }
  interface MediaTrackConstraintSet {
    torch?: boolean;
  }
}

/** The rear camera where there is one. */
export async function openCamera(): Promise<MediaStream | CameraFault> {
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) return "absent";
  try {
    const video = { facingMode: { ideal: "environment" }, width: { ideal: 1_280 }, height: { ideal: 720 } };
    return await mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") return "denied";
    return name === "NotFoundError" || name === "OverconstrainedError" ? "absent" : "broken";
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function hasLight(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  return track?.getCapabilities?.().torch === true;
}

export async function setLight(stream: MediaStream, on: boolean): Promise<void> {
  const [track] = stream.getVideoTracks();
  await track?.applyConstraints({ advanced: [{ torch: on }] });
}

/** Calls `say` with each code that comes into sight. @returns a way to stop looking. */
export function watchForCodes(video: HTMLVideoElement, say: (code: string) => void): () => void {
  const stopping = new AbortController();
  void look(video, say, stopping.signal);
  return () => stopping.abort();
}

async function look(video: HTMLVideoElement, say: (code: string) => void, stop: AbortSignal): Promise<void> {
  const detector = await detectorOf();
  let seen = { code: "", atMs: 0 };
  while (!stop.aborted) {
    const code = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await readCode(detector, video) : "";
    const nowMs = performance.now();
    const isNew = code !== seen.code || nowMs - seen.atMs > OUT_OF_SIGHT_MS;
    if (code !== "" && isNew && !stop.aborted) say(code);
    if (code !== "") seen = { code, atMs: nowMs };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function readCode(detector: Detector, video: HTMLVideoElement): Promise<string> {
  try {
    const [found] = await detector.detect(video);
    return found?.rawValue ?? "";
  } catch {
    return ""; // a frame that is just being replaced; the next one is there at once
  }
}

async function detectorOf(): Promise<Detector> {
  const native = globalThis.BarcodeDetector;
  const formats: readonly string[] = (await native?.getSupportedFormats().catch(() => undefined)) ?? [];
  if (native !== undefined && formats.includes("qr_code")) return new native({ formats: ["qr_code"] });
  const { BarcodeDetector: Decoder } = await import("qr/decode.js");
  return new Decoder({ formats: ["qr_code"] });
}
