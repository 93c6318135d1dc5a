/** Correcting who an order is for: the name on the tickets, and the address that the mails go to. */
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OfficeOrderDocument, OrderChangeBody } from "../../../core/contract/organizer/orders.ts";
import { changeOrder } from "../api/orders.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";
import { useMay } from "./me.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

const text = words.buyer;

export function ChangeBuyerButton(props: { readonly order: OfficeOrderDocument }) {
  const [open, setOpen] = useState(false);
  if (!useMay("orders.write")) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {text.action}
      </Button>
      {open && <ChangeBuyer order={props.order} onClose={() => setOpen(false)} />}
    </>
  );
}

function ChangeBuyer(props: { readonly order: OfficeOrderDocument; readonly onClose: () => void }) {
  const { order, onClose } = props;
  const [name, setName] = useState(order.buyer.name ?? "");
  const [email, setEmail] = useState(order.buyer.email ?? "");
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: OrderChangeBody) => changeOrder(order.orderId, body),
    onSuccess: async (changed) => {
      client.setQueryData(["order", order.orderId], changed);
      await Promise.all([
        client.invalidateQueries({ queryKey: ["order", order.orderId, "story"] }),
        client.invalidateQueries({ queryKey: ["orders"] }),
      ]);
      onClose();
    },
  });
  const body: OrderChangeBody = {
    ...(name.trim() !== "" && name.trim() !== order.buyer.name && { name: name.trim() }),
    ...(email.trim() !== "" && email.trim() !== order.buyer.email && { email: email.trim() }),
  };
  const isSame = Object.keys(body).length === 0;
  const faults = { name: faultAt(change.error, "/name"), email: faultAt(change.error, "/email") };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(order.reference)}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSame) change.mutate(body);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={text.name}
            description={text.nameHint}
            maxLength={100}
            value={name}
            error={faults.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={text.email}
            description={text.emailHint}
            maxLength={254}
            value={email}
            error={faults.email === undefined ? undefined : text.emailFault}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {!isSame && (
            <Alert color="foyer" variant="light">
              <Text size="sm">{text.newTickets}</Text>
            </Alert>
          )}
          {change.error !== null && faults.name === undefined && faults.email === undefined && (
            <ProblemNotice error={change.error} />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" disabled={isSame} loading={change.isPending}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
