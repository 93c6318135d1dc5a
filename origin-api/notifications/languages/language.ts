/** What a language must say in mails and text messages. Amounts and dates come formatted in that language. */
export interface NoticeTexts {
  readonly greeting: (name: string | null) => string;
  /** In the place of a name that nobody gave. */
  readonly guest: string;
  readonly reference: string;
  readonly when: string;
  readonly where: string;
  readonly places: string;
  readonly fees: string;
  readonly total: string;
  readonly taxIncluded: (amount: string) => string;
  readonly open: string;
  readonly calendar: string;
  readonly keep: string;
  readonly soldBy: (organizer: string) => string;
  readonly confirmation: {
    readonly subject: (facts: { readonly title: string; readonly reference: string }) => string;
    readonly lead: (title: string) => string;
    readonly sms: (facts: SmsFacts) => string;
  };
  readonly refund: {
    readonly subject: (facts: { readonly title: string; readonly reference: string }) => string;
    readonly underWay: (facts: { readonly amount: string; readonly title: string }) => string;
    readonly settled: (facts: { readonly amount: string; readonly title: string }) => string;
    readonly amount: string;
    /** When it is to be seen on the account. */
    readonly patience: string;
    readonly sms: (facts: SmsFacts & { readonly amount: string }) => string;
  };
  readonly reminder: {
    readonly subject: (title: string) => string;
    readonly lead: (title: string) => string;
    readonly bring: string;
    readonly sms: (facts: SmsFacts) => string;
  };
  readonly opening: {
    readonly subject: (title: string) => string;
    readonly lead: (title: string) => string;
    readonly act: string;
    readonly unsubscribe: string;
    readonly why: (organizer: string) => string;
  };
  readonly asked: {
    readonly subject: (title: string) => string;
    readonly lead: (title: string) => string;
    readonly act: string;
    readonly ignore: string;
  };
  readonly ordersLink: {
    readonly subject: string;
    readonly lead: string;
    readonly act: string;
    readonly ignore: (minutes: number) => string;
  };
}

export interface SmsFacts {
  readonly title: string;
  readonly when: string;
  readonly reference: string;
  readonly url: string;
}
