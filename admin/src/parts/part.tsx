/** A part of a page: a bordered box with a heading of its own and, where it helps, a sentence about it. */
import { Paper, Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

export function Part(props: { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb={props.lead === undefined ? "sm" : 0}>
        {props.title}
      </Title>
      {props.lead !== undefined && (
        <Text size="sm" c="dimmed" mb="sm">
          {props.lead}
        </Text>
      )}
      {props.children}
    </Paper>
  );
}
