// Owns what a test measured and does not judge: one line in the run's report. Time is never asserted, only told.

export function report(line: string): void {
  process.stdout.write(`measured: ${line}\n`);
}
