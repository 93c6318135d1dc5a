/** Mails and how far each came; what did not arrive for certain can be sent again by who may. */
import { Anchor, Badge, Button, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MailDocument } from "../../../core/contract/organizer/notifications.ts";
import { resendMail } from "../api/mails.ts";
import { words } from "../text/words.ts";
import { Confirm } from "./dialog.tsx";
import { when } from "./formats.ts";
import { useMay } from "./me.tsx";
import { linkTo } from "./route.tsx";

const text = words.mail;

/** @param props.orderId when given, all mails are this order's. */
export function MailTable(props: { readonly mails: readonly MailDocument[]; readonly orderId?: string }) {
  const mayResend = useMay("notifications.resend");
  return (
    <Table className="foyer-cards" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.what}</Table.Th>
          <Table.Th>{text.to}</Table.Th>
          <Table.Th>{text.state}</Table.Th>
          <Table.Th>{text.sent}</Table.Th>
          {mayResend && (
            <Table.Th>
              <span className="foyer-hidden">{words.actions}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.mails.map((mail) => (
          <Table.Tr key={mail.notificationId}>
            <Table.Td>
              <Stack gap={0}>
                <Text size="sm" fw={600}>
                  {text.kinds[mail.kind]}
                </Text>
                {mail.channel === "sms" && (
                  <Text size="xs" c="dimmed">
                    {text.byText}
                  </Text>
                )}
                {props.orderId === undefined && mail.orderId !== null && (
                  <Anchor size="sm" {...linkTo({ page: "order", id: mail.orderId })}>
                    {mail.reference}
                  </Anchor>
                )}
              </Stack>
            </Table.Td>
            <Table.Td data-label={text.to}>
              <span className="foyer-break">{mail.recipient}</span>
            </Table.Td>
            <Table.Td data-label={text.state}>
              <Stack gap={2}>
                <Badge {...LOOKS[mail.state]} tt="none" fw={600} miw="max-content">
                  {text.states[mail.state]}
                </Badge>
                {mail.failure !== null && (
                  <Text size="xs" c="dimmed" className="foyer-break">
                    {mail.failure}
                  </Text>
                )}
              </Stack>
            </Table.Td>
            <Table.Td data-label={text.sent}>{mail.sentAt === null ? words.notYet : when(mail.sentAt)}</Table.Td>
            {mayResend && (
              <Table.Td ta="right">
                <Resend mail={mail} />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
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
