/** The head of a view: what it is, what can be done here. Takes the focus when the view is entered. */
import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { linkTo, type Route } from "./route.tsx";

export function PageHead(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly back?: { readonly label: string; readonly to: Route };
  readonly actions?: ReactNode;
}) {
  const { title, lead, back, actions } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Foyer`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <Stack gap={6} mb="lg">
      {back !== undefined && (
        <Anchor size="sm" {...linkTo(back.to)}>
          ← {back.label}
        </Anchor>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} maw="100%">
          <Title order={1} size="h2" tabIndex={-1} ref={heading} className="foyer-heading">
            {title}
          </Title>
          {lead !== undefined && (
            <Text component="div" c="dimmed">
              {lead}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
    </Stack>
  );
}
