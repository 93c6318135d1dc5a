/** What a language must say in a confirmation. Amounts and dates come formatted in that language. */
export interface ConfirmationTexts {
  readonly subject: (facts: { readonly title: string; readonly reference: string }) => string;
  readonly greeting: (name: string | null) => string;
  readonly thanks: (title: string) => string;
  readonly reference: string;
  readonly when: string;
  readonly where: string;
  readonly places: string;
  readonly fees: string;
  readonly total: string;
  readonly taxIncluded: (amount: string) => string;
  readonly open: string;
  readonly keep: string;
  readonly soldBy: (organizer: string) => string;
}
