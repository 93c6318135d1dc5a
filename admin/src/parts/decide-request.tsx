/** The answer to a buyer who asks for money back: a yes that refunds, or a no with its reason. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RefundDecision, RefundRequestDocument } from "../../../core/contract/refund-requests.ts";
import { isCurrency, minorDigits } from "../../../core/sale/money.ts";
import { decideRefundRequest } from "../api/refund-requests.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";
import { money } from "./formats.ts";
import { NumberField } from "./number-field.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

const text = words.requests;
const ANSWER_MAX = 1_000;

export function DecideRequest(props: {
  readonly request: RefundRequestDocument;
  readonly decision: "approve" | "decline";
  readonly onClose: () => void;
}) {
  const { request, decision, onClose } = props;
  const isYes = decision === "approve";
  const { currency } = request.amount;
  const client = useQueryClient();
  const [answer, setAnswer] = useState("");
  const [part, setPart] = useState<number>();
  const [releaseSeats, setReleaseSeats] = useState(true);
  const decide = useMutation({
    mutationFn: (body: RefundDecision) => decideRefundRequest(request.requestId, body),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["refund-requests"] }),
        client.invalidateQueries({ queryKey: ["order", request.orderId] }),
      ]);
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: ["refund-requests"] }),
  });
  const body: RefundDecision = {
    decision,
    ...(answer.trim() !== "" && { answer: answer.trim() }),
    ...(isYes && { releaseSeats }),
    ...(isYes && part !== undefined && { amount: { currency, value: part } }),
  };
  // a no without a word is no answer
  const isReady = isYes || answer.trim() !== "";
  return (
    <Modal
      opened
      onClose={onClose}
      title={isYes ? text.approveTitle(request.reference) : text.declineTitle(request.reference)}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) decide.mutate(body);
        }}
      >
        <Stack gap="md" ta="start">
          <Text size="sm" className="foyer-break">
            {text.says(request.reason)}
          </Text>
          {isYes && (
            <>
              <NumberField
                label={text.amount(currency)}
                description={text.amountHint(money(request.amount))}
                min={0}
                max={request.amount.value}
                decimalScale={isCurrency(currency) ? minorDigits(currency) : 0}
                value={part}
                error={faultAt(decide.error, "/amount")}
                onValue={setPart}
              />
              <Checkbox
                label={words.refund.release}
                description={words.refund.releaseHint}
                checked={releaseSeats}
                onChange={(event) => setReleaseSeats(event.currentTarget.checked)}
              />
            </>
          )}
          <Textarea
            label={text.answer}
            description={isYes ? text.answerOptional : text.answerNeeded}
            required={!isYes}
            autosize
            minRows={2}
            maxLength={ANSWER_MAX}
            value={answer}
            error={faultAt(decide.error, "/answer")}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          {decide.error !== null && <ProblemNotice error={decide.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color={isYes ? "foyer" : "red"} disabled={!isReady} loading={decide.isPending}>
              {isYes ? text.approveAction : text.decline}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
