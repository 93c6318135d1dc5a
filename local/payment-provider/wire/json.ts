// The JSON that goes over the wire.
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What a rendered object may depend on besides itself. */
export interface View {
  /** Where this provider is reached, for the address of the 3-D Secure page. */
  readonly baseUrl: string;
  readonly nowS: number;
}
