/** What a consumer reads of a batch: bodies that somebody sent, to be parsed like anything that comes from outside. */
export interface QueueBatch {
  readonly messages: readonly { readonly body: unknown }[];
}
