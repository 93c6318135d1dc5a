/** One's own password, changed by who knows the old one; every other session of theirs ends. */
import { Alert, Button, Paper, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { TEAM_LIMITS } from "../../../core/contract/organizer/team.ts";
import { changePassword } from "../api/session.ts";
import { onSubmit } from "../parts/form.ts";
import { PageHead } from "../parts/page-head.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";

export function Password() {
  const change = useMutation({ mutationFn: changePassword });
  const submit = onSubmit((value, reset) =>
    change.mutate({ currentPassword: value("current"), newPassword: value("new") }, { onSuccess: reset }),
  );
  const visibility = { "aria-label": words.signIn.showPassword };
  return (
    <>
      <PageHead title={words.password.title} lead={words.password.lead} />
      <Paper withBorder p="lg" maw={460}>
        <form onSubmit={submit}>
          <Stack gap="md">
            {change.error !== null && <ProblemNotice error={change.error} />}
            {change.isSuccess && <Alert color="foyer" role="status" title={words.password.done} />}
            <PasswordInput
              name="current"
              label={words.password.current}
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={visibility}
            />
            <PasswordInput
              name="new"
              label={words.setPassword.password}
              description={words.setPassword.rule(TEAM_LIMITS.passwordLengthMin)}
              minLength={TEAM_LIMITS.passwordLengthMin}
              maxLength={TEAM_LIMITS.passwordLengthMax}
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={visibility}
            />
            <Button type="submit" loading={change.isPending}>
              {words.password.action}
            </Button>
          </Stack>
        </form>
      </Paper>
    </>
  );
}
