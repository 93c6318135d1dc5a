/** Mails and how far each came; what did not arrive for certain can be sent again by who may. */
import { Anchor, Badge, Button, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MailDocument } from "../../../core/contract/organizer/notifications.ts";
import { resendMail } from "../api/mails.ts";
import { words } from "../text/words.ts";
import { CardTable, type Column } from "./card-table.tsx";
import { Confirm } from "./dialog.tsx";
import { when } from "./formats.ts";
import { useMay } from "./me.tsx";
import { linkTo } from "./route.tsx";

const text = words.mail;

/** @param props.orderId when given, all mails are this order's. */
export function MailTable(props: { readonly mails: readonly MailDocument[]; readonly orderId?: string }) {
  const mayResend = useMay("notifications.resend");
  const { mails, orderId } = props;
  return (
    <CardTable
      rows={mails}
      keyOf={({ notificationId }) => notificationId}
      columns={columnsOf(orderId, mayResend)}
      dense
    />
  );
}

function columnsOf(orderId: string | undefined, mayResend: boolean): readonly Column<MailDocument>[] {
  const columns: Column<MailDocument>[] = [
    {
      label: text.what,
      heads: true,
      cell: (mail) => (
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {text.kinds[mail.kind]}
          </Text>
          {mail.channel === "sms" && (
            <Text size="xs" c="dimmed">
              {text.byText}
            </Text>
          )}
          {orderId === undefined && mail.orderId !== null && (
            <Anchor size="sm" {...linkTo({ page: "order", id: mail.orderId })}>
              {mail.reference}
            </Anchor>
          )}
        </Stack>
      ),
    },
    { label: text.to, cell: ({ recipient }) => <span className="foyer-break">{recipient}</span> },
    {
      label: text.state,
      cell: ({ state, failure }) => (
        <Stack gap={2}>
          <Badge {...LOOKS[state]} tt="none" fw={600} miw="max-content">
            {text.states[state]}
          </Badge>
          {failure !== null && (
            <Text size="xs" c="dimmed" className="foyer-break">
              {failure}
            </Text>
          )}
        </Stack>
      ),
    },
    { label: text.sent, cell: ({ sentAt }) => (sentAt === null ? words.notYet : when(sentAt)) },
  ];
  if (mayResend)
    columns.push({ label: words.actions, bare: true, numeric: true, cell: (mail) => <Resend mail={mail} /> });
  return columns;
}

const LOOKS = {
  due: { color: "foyer", variant: "outline" },
  sending: { color: "foyer", variant: "outline" },
  sent: { color: "foyer", variant: "filled" },
  dead: { color: "red", variant: "filled" },
  uncertain: { color: "red", variant: "outline" },
  skipped: { color: "gray", variant: "outline" },
} as const satisfies Record<MailDocument["state"], object>;

function Resend({ mail }: { readonly mail: MailDocument }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const resend = useMutation({
    mutationFn: () => resendMail(mail.notificationId),
    onSuccess: async () => {
      setAsking(false);
      await Promise.all([
        client.invalidateQueries({ queryKey: ["order", mail.orderId] }),
        client.invalidateQueries({ queryKey: ["mails"] }),
      ]);
    },
  });
  if (mail.state === "due" || mail.state === "sending") return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {text.resend}
      </Button>
      <Confirm
        opened={asking}
        title={text.resendTitle}
        action={text.resend}
        busy={resend.isPending}
        error={resend.error}
        onConfirm={() => resend.mutate()}
        onClose={() => setAsking(false)}
      >
        {text.resendLead(mail.recipient)}
      </Confirm>
    </>
  );
}
