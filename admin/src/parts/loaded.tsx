/** The three states of anything that is read: on its way, failed with a way to try again, there. */
import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../text/words.ts";
import { ProblemNotice } from "./problem-notice.tsx";

/** @param props.children is given the value; what was read before stays in view while it is read again. */
export function Loaded<Value>(props: {
  readonly of: UseQueryResult<Value>;
  readonly children: (value: Value) => ReactNode;
  /** How many lines stand in for what is on its way. */
  readonly lines?: number;
}) {
  const { of, children, lines = 4 } = props;
  if (of.data !== undefined) {
    return (
      <Stack gap="md">
        {of.error !== null && <ProblemNotice error={of.error} onRetry={() => void of.refetch()} />}
        {children(of.data)}
      </Stack>
    );
  }
  if (of.error !== null) return <ProblemNotice error={of.error} onRetry={() => void of.refetch()} />;
  return <Waiting lines={lines} />;
}

/** Lines that stand in for what is on its way. */
export function Waiting(props: { readonly lines: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{words.loading}</VisuallyHidden>
      {Array.from({ length: props.lines }, (_, line) => (
        <Skeleton key={line} height={44} radius="md" />
      ))}
    </Stack>
  );
}
