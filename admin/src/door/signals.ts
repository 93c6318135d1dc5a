/**
 * What a steward hears and feels without looking: two tones up for yes, one low and long for no. Browsers make no sound
 * before somebody has touched the page, which choosing the gate does.
 */
let context: AudioContext | undefined;

/** To be called when somebody touches the page. */
export function wakeSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

export function signal(isYes: boolean): void {
  navigator.vibrate?.(isYes ? 80 : [250, 100, 250]);
  if (context?.state !== "running") return;
  if (isYes) {
    tone(context, 880, 0, 0.1);
    tone(context, 1_320, 0.11, 0.14);
  } else {
    tone(context, 196, 0, 0.45);
  }
}

function tone(sound: AudioContext, hertz: number, inSeconds: number, seconds: number): void {
  const oscillator = sound.createOscillator();
  const loudness = sound.createGain();
  const startsAt = sound.currentTime + inSeconds;
  oscillator.type = hertz < 400 ? "sawtooth" : "sine";
  oscillator.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.35, startsAt);
  loudness.gain.exponentialRampToValueAtTime(0.001, startsAt + seconds); // without a click at its end
  oscillator.connect(loudness).connect(sound.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + seconds);
}
