/** What stands where a list is empty: what would be here, and the first step if there is one. */
import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function NothingYet(props: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <Paper withBorder p="xl" radius="md">
      <Stack gap="sm" align="center" ta="center">
        <Text fw={600}>{props.title}</Text>
        {props.hint !== undefined && (
          <Text c="dimmed" size="sm" maw={440}>
            {props.hint}
          </Text>
        )}
        {props.children}
      </Stack>
    </Paper>
  );
}
