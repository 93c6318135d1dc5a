/**
 * A value of unknown make, with the place where it was found: reading it gives what was asked for, or a fault.
 *
 * Total: nothing here throws, whatever the value is. The path is put together only when a fault needs it.
 */
import { CHART_LIMITS, type Point } from "../chart.ts";
import type { Findings } from "./findings.ts";

/** Coordinates beyond this are a mistake; below it hundredths are exact. */
const COORDINATE_MAX = 10_000_000;
const UNSTORABLE = /[\p{Cc}\u2028\u2029]/u;

export class Node {
  readonly value: unknown;
  readonly #findings: Findings;
  readonly #parent: Node | undefined;
  readonly #key: string | number;

  constructor(value: unknown, findings: Findings, parent?: Node, key: string | number = "") {
    this.value = value;
    this.#findings = findings;
    this.#parent = parent;
    this.#key = key;
  }

  /** JSON pointer (RFC 6901). */
  get path(): string {
    if (this.#parent === undefined) return "";
    const key = String(this.#key).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
    return `${this.#parent.path}/${key}`;
  }

  /** Absent and null are the same to every format. */
  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  fault(message: string): undefined {
    this.#findings.fault(this.path, message);
    return undefined;
  }

  /** A member; absent when this is no object, which {@link isRecord} says. Only own members count. */
  at(key: string): Node {
    const value = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Node(value, this.#findings, this, key);
  }

  isRecord(): boolean {
    if (isObject(this.value)) return true;
    this.fault("must be an object");
    return false;
  }

  /** The entries of a list, none when it is absent; more than `max` are a fault and are not looked at. */
  items(max: number): Node[] {
    if (this.absent) return [];
    if (!Array.isArray(this.value)) {
      this.fault("must be a list");
      return [];
    }
    const list: readonly unknown[] = this.value;
    if (list.length > max) {
      this.fault(`has ${list.length} entries, at most ${max} are possible`);
      return [];
    }
    return Array.from(list, (entry, index) => new Node(entry, this.#findings, this, index));
  }

  /** One line of text, trimmed; numbers count as text, because drawings label seats with either. */
  text(max: number = CHART_LIMITS.labelLengthMax): string | undefined {
    const { value } = this;
    if (this.absent) return this.fault("is missing");
    if (typeof value !== "string" && !(typeof value === "number" && Number.isFinite(value))) {
      return this.fault("must be text");
    }
    const trimmed = String(value).trim();
    if (trimmed === "") return this.fault("must not be empty");
    if (trimmed.length > max) return this.fault(`must have at most ${max} characters`);
    if (UNSTORABLE.test(trimmed) || !trimmed.isWellFormed()) {
      return this.fault("must be a single line without control characters or lone surrogates");
    }
    return trimmed;
  }

  /** Like {@link text}, but `undefined` without a fault when there is none. */
  optionalText(max: number = CHART_LIMITS.labelLengthMax): string | undefined {
    return this.absent || (typeof this.value === "string" && this.value.trim() === "") ? undefined : this.text(max);
  }

  flag(): boolean {
    if (this.absent) return false;
    if (typeof this.value !== "boolean") this.fault("must be true or false");
    return this.value === true;
  }

  integer(min: number, max: number): number | undefined {
    const { value } = this;
    if (this.absent) return this.fault("is missing");
    if (typeof value !== "number" || !Number.isInteger(value)) return this.fault("must be a whole number");
    return value >= min && value <= max ? value : this.fault(`must be from ${min} to ${max}`);
  }

  /** A coordinate, a length or an angle. */
  measure(): number | undefined {
    const { value } = this;
    if (this.absent) return this.fault("is missing");
    if (typeof value !== "number" || !Number.isFinite(value)) return this.fault("must be a number");
    return Math.abs(value) <= COORDINATE_MAX ? value : this.fault(`must be within ±${COORDINATE_MAX}`);
  }

  /** `{x, y}` */
  point(): Point | undefined {
    if (this.absent) return this.fault("is missing");
    if (!this.isRecord()) return undefined;
    const x = this.at("x").measure();
    const y = this.at("y").measure();
    return x === undefined || y === undefined ? undefined : { x, y };
  }

  optionalPoint(): Point | undefined {
    return this.absent ? undefined : this.point();
  }

  /** A polygon's corners; one that cannot be read is a fault. */
  points(max: number): Point[] {
    return this.items(max)
      .map((corner) => corner.point())
      .filter((corner) => corner !== undefined);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
