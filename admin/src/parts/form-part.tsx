/** A part of a long form: a heading, a sentence on what it decides, its fields. */
import { Paper, Stack, Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

export function FormPart(props: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="lg">
      <Title order={2} size="h4" id={id}>
        {props.title}
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        {props.lead}
      </Text>
      <Stack gap="md">{props.children}</Stack>
    </Paper>
  );
}
