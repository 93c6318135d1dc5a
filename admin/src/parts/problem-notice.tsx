/** A refusal or a fault, said in a sentence that a person can act on; the request's id is there for those who help. */
import { Alert, Button, Code, Group, List, Text } from "@mantine/core";
import { ApiProblem } from "../api/client.ts";
import { PERMISSIONS } from "../../../core/contract/roles.ts";
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
              <Code className="foyer-code">{field.field === "" ? "/" : field.field}</Code> {field.message}
            </List.Item>
          ))}
        </List>
      )}
      <Group gap="sm" mt="xs">
        {onRetry !== undefined && of?.code !== "role_refused" && (
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
  if (error.code === "role_refused")
    return { title: words.problem.byCode.role_refused ?? "", detail: refusedRole(error.detail) };
  const title = words.problem.byCode[error.code] ?? words.problem.byCode.internal ?? error.code;
  const waiting =
    error.retryAfterSeconds === undefined ? undefined : words.problem.waitSeconds(Math.ceil(error.retryAfterSeconds));
  const detail = [error.detail, waiting].filter((part) => part !== undefined).join(" ");
  return detail === "" ? { title } : { title, detail };
}

/** The API names the permission that is missing (`support may not ledger.read`); people read what it is for. */
function refusedRole(detail: string | undefined): string {
  const missing = PERMISSIONS.find((permission) => detail?.endsWith(permission) === true);
  return missing === undefined ? words.problem.roleHint : words.problem.roleMayNot(words.permissions[missing]);
}
