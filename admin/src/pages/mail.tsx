/** Mails to buyers; those that need a person come first to mind. */
import { NativeSelect, Stack } from "@mantine/core";
import { mailState } from "../../../core/contract/organizer/notifications.ts";
import { readMails } from "../api/mails.ts";
import { MailTable } from "../parts/mail-table.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages, usePages } from "../parts/pages.tsx";
import { go } from "../parts/route.tsx";
import { words } from "../text/words.ts";

export function Mail(props: { readonly state?: string | undefined }) {
  const state = mailState.safeParse(props.state).data;
  const mails = usePages(["mails", state], (before: string | undefined) => readMails({ state, before }));
  return (
    <>
      <PageHead title={words.places.mail} lead={words.mail.lead} />
      <Stack gap="md">
        <NativeSelect
          label={words.events.filter}
          maw={260}
          value={state ?? ""}
          onChange={(event) => go({ page: "mail", state: event.currentTarget.value }, "replace")}
          data={[
            { value: "", label: words.mail.all },
            ...mailState.options.map((value) => ({ value, label: words.mail.states[value] })),
          ]}
        />
        <Pages of={mails}>
          {(pages) => {
            const list = pages.flatMap((page) => page.notifications);
            return list.length === 0 ? <NothingYet title={words.mail.none} /> : <MailTable mails={list} />;
          }}
        </Pages>
      </Stack>
    </>
  );
}
