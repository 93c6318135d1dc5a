/** Giving money back: all that is left, some of the places, or an amount; and whether the places go back on sale. */
import { Button, Checkbox, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { SeatId } from "../../../core/brand.ts";
import type { OfficeOrderDocument } from "../../../core/contract/organizer/orders.ts";
import { isCurrency, minorDigits } from "../../../core/sale/money.ts";
import { refundOrder, type RefundWish } from "../api/orders.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";
import { money } from "./formats.ts";
import { useMay } from "./me.tsx";
import { NumberField } from "./number-field.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

const text = words.refund;
const WAYS = ["all", "places", "amount"] as const;

export function RefundButton(props: { readonly order: OfficeOrderDocument }) {
  const [open, setOpen] = useState(false);
  const mayRefund = useMay("orders.refund");
  if (!mayRefund || props.order.refundable.value <= 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text.action}</Button>
      {open && <RefundDialog order={props.order} onClose={() => setOpen(false)} />}
    </>
  );
}

function RefundDialog(props: { readonly order: OfficeOrderDocument; readonly onClose: () => void }) {
  const { order, onClose } = props;
  const { currency, value: most } = order.refundable;
  const valid = order.tickets.filter(({ voidedAt }) => voidedAt === null);
  const [how, setHow] = useState<"all" | "places" | "amount">("all");
  const [typed, setTyped] = useState<number>();
  const [reason, setReason] = useState("");
  const [releaseSeats, setReleaseSeats] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<SeatId>>(new Set());
  const picked = how === "places" ? valid.filter(({ seatId }) => chosen.has(seatId)) : valid;
  const value = how === "all" ? most : how === "amount" ? typed : Math.min(most, worthOf(order, picked));
  const isReleasing = releaseSeats && picked.length > 0;
  const wish: RefundWish = {
    reason: reason.trim(),
    ...(how !== "all" && value !== undefined && { amount: { currency, value } }),
    releaseSeats: isReleasing,
    ...(isReleasing && picked.length < valid.length && { seatIds: [...new Set(picked.map(({ seatId }) => seatId))] }),
  };
  // another wish is another request; the same one, asked again after a lost answer, is not
  const said = JSON.stringify(wish);
  const { key } = useMemo(() => ({ said, key: crypto.randomUUID() }), [said]);
  const client = useQueryClient();
  const refund = useMutation({
    mutationFn: () => refundOrder(order.orderId, key, wish),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["order", order.orderId] }),
        client.invalidateQueries({ queryKey: ["orders"] }),
      ]);
      onClose();
    },
  });
  const isReady = wish.reason !== "" && value !== undefined && value > 0 && value <= most;
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(order.reference)}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) refund.mutate();
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label={text.howMuch}
            value={how}
            onChange={(answer) => setHow(WAYS.find((way) => way === answer) ?? "all")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="all" label={text.all(money(order.refundable))} />
              {valid.length > 1 && <Radio value="places" label={text.places} />}
              <Radio value="amount" label={text.part} />
            </Stack>
          </Radio.Group>
          {how === "places" && (
            <Checkbox.Group
              label={text.which}
              description={text.placesHint}
              value={[...chosen]}
              onChange={(seatIds) => setChosen(new Set(seatIds))}
            >
              <Stack gap={6} mt="xs">
                {valid
                  .filter(({ seatId }, index) => valid.findIndex((other) => other.seatId === seatId) === index)
                  .map(({ seatId, label, price }) => (
                    <Checkbox key={seatId} value={seatId} label={`${label} · ${money(price)}`} />
                  ))}
              </Stack>
            </Checkbox.Group>
          )}
          {how === "amount" && (
            <NumberField
              label={text.amount(currency)}
              min={0}
              max={most}
              decimalScale={isCurrency(currency) ? minorDigits(currency) : 0}
              value={typed}
              error={faultAt(refund.error, "/amount")}
              onValue={setTyped}
            />
          )}
          <TextInput
            label={text.reason}
            description={text.reasonHint}
            required
            maxLength={200}
            value={reason}
            error={faultAt(refund.error, "/reason")}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {valid.length > 0 && (
            <Checkbox
              label={text.release}
              description={text.releaseHint}
              checked={releaseSeats}
              onChange={(event) => setReleaseSeats(event.currentTarget.checked)}
            />
          )}
          <Text size="sm" c="dimmed">
            {isReleasing ? text.ticketsEnd : text.ticketsStay}
          </Text>
          {refund.error !== null && <ProblemNotice error={refund.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red" disabled={!isReady} loading={refund.isPending}>
              {text.confirm(money({ currency, value: value ?? 0 }))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What some of an order's places cost, their fees included. */
function worthOf(order: OfficeOrderDocument, tickets: OfficeOrderDocument["tickets"]): number {
  const fee = order.items.find(({ kind }) => kind === "fee")?.unit.value ?? 0;
  const { currency } = order.amount;
  const digits = isCurrency(currency) ? minorDigits(currency) : 0;
  const worth = tickets.reduce((sum, { price }) => sum + price.value + (price.value > 0 ? fee : 0), 0);
  return Number(worth.toFixed(digits));
}
