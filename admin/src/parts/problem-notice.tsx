/** A refusal or a fault, said in a sentence that a person can act on; the request's id is there for those who help. */
import { Alert, Button, Code, Group, List, Text } from "@mantine/core";
import { ApiProblem } from "../api/client.ts";
import { words } from "../text/words.ts";

export function ProblemNotice(props: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { error, onRetry } = props;
  const { title, detail } = sentenceOf(error);
  const of = error instanceof ApiProblem ? error : undefined;
  return (
    <Alert color="red" variant="light" role="alert" title={title}>
      {detail !== undefined && <Text size="sm">{detail}</Text>}
      {of !== undefined && of.errors.length > 0 && (
        <List size="sm" mt="xs">
          {of.errors.map((field, index) => (
            <List.Item key={`${field.field}-${index}`}>
              <Code>{field.field === "" ? "/" : field.field}</Code> {field.message}
            </List.Item>
          ))}
        </List>
      )}
      <Group gap="sm" mt="xs">
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {words.problem.retry}
          </Button>
        )}
        {of?.requestId !== undefined && (
          <Text size="xs" c="dimmed">
            {words.problem.requestId} {of.requestId}
          </Text>
        )}
      </Group>
    </Alert>
  );
}

/** What went wrong and what can be done, without the code. */
export function sentenceOf(error: unknown): { readonly title: string; readonly detail?: string } {
  if (!(error instanceof ApiProblem)) return { title: words.problem.unreadable };
  const title = words.problem.byCode[error.code] ?? words.problem.byCode.internal ?? error.code;
  const waiting =
    error.retryAfterSeconds === undefined ? undefined : words.problem.waitSeconds(Math.ceil(error.retryAfterSeconds));
  const detail = [error.detail, waiting].filter((part) => part !== undefined).join(" ");
  return detail === "" ? { title } : { title, detail };
}
