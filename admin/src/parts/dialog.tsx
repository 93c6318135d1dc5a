/** Dialogs: one asks before something that cannot be undone; one shows a secret that is shown only once. */
import { Button, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { words } from "../text/words.ts";
import { ProblemNotice } from "./problem-notice.tsx";

export function Confirm(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <Stack gap="md">
        <Text component="div" size="sm">
          {props.children}
        </Text>
        {props.error !== null && props.error !== undefined && <ProblemNotice error={props.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          <Button color={props.danger === true ? "red" : "foyer"} loading={props.busy} onClick={props.onConfirm}>
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function SecretOnce(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly lead: string;
  readonly secret: string;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <Stack gap="md">
        <Text size="sm">{props.lead}</Text>
        <Code block className="foyer-code">
          {props.secret}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={props.secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
          </CopyButton>
        </Group>
      </Stack>
    </Modal>
  );
}
