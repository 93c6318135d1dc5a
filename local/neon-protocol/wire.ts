// Owns the shapes that cross the wire, as Neon's HTTP proxy and its driver `@neondatabase/serverless` define them.

/** Parameters are text or null: the driver has turned everything else into Postgres's text form. */
export interface WireStatement {
  readonly query: string;
  readonly params: readonly (string | null)[];
}

export interface WireField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
  readonly format: string;
}

/** A value exactly as Postgres wrote it; types are the driver's business. */
export type WireValue = string | null;

export interface WireResult {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly rowAsArray: boolean;
  readonly fields: readonly WireField[];
  readonly rows: readonly (readonly WireValue[])[] | readonly Readonly<Record<string, WireValue>>[];
}

/** The members that the driver copies into its NeonDbError; a missing one is null, as the proxy sends it. */
export interface WireError {
  readonly message: string;
  readonly code: string | null;
  readonly severity: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly position: string | null;
  readonly internalPosition: string | null;
  readonly internalQuery: string | null;
  readonly where: string | null;
  readonly schema: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly dataType: string | null;
  readonly constraint: string | null;
  readonly file: string | null;
  readonly line: string | null;
  readonly routine: string | null;
}
