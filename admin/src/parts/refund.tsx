/** Giving money back: all that is left or an amount, and whether the places go back on sale. */
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
  const [isPart, setIsPart] = useState(false);
  const [value, setValue] = useState<number>();
  const [reason, setReason] = useState("");
  const [releaseSeats, setReleaseSeats] = useState(true);
  const [kept, setKept] = useState<ReadonlySet<SeatId>>(new Set());
  const released = valid.map(({ seatId }) => seatId).filter((seatId) => !kept.has(seatId));
  const isReleasing = releaseSeats && released.length > 0;
  const wish: RefundWish = {
    reason: reason.trim(),
    ...(isPart && value !== undefined && { amount: { currency, value } }),
    releaseSeats: isReleasing,
    ...(isReleasing && released.length < valid.length && { seatIds: released }),
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
  const isReady = wish.reason !== "" && (!isPart || (value !== undefined && value > 0 && value <= most));
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
            value={isPart ? "part" : "all"}
            onChange={(chosen) => setIsPart(chosen === "part")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="all" label={text.all(money(order.refundable))} />
              <Radio value="part" label={text.part} />
            </Stack>
          </Radio.Group>
          {isPart && (
            <NumberField
              label={text.amount(currency)}
              min={0}
              max={most}
              decimalScale={isCurrency(currency) ? minorDigits(currency) : 0}
              value={value}
              error={faultAt(refund.error, "/amount")}
              onValue={setValue}
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
          {releaseSeats && valid.length > 1 && (
            <Checkbox.Group
              label={text.which}
              value={released}
              onChange={(chosen) =>
                setKept(new Set(valid.map(({ seatId }) => seatId).filter((seatId) => !chosen.includes(seatId))))
              }
            >
              <Stack gap={6} mt="xs">
                {valid.map(({ seatId, label }) => (
                  <Checkbox key={seatId} value={seatId} label={label} />
                ))}
              </Stack>
            </Checkbox.Group>
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
              {text.confirm(money(isPart ? { currency, value: value ?? 0 } : order.refundable))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
