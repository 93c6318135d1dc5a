/** For someone who was given a token: they choose their password, then sign in. */
import { Alert, Anchor, Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { TEAM_LIMITS } from "../../../core/contract/organizer/team.ts";
import { setPassword } from "../api/session.ts";
import { onSubmit } from "../parts/form.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { HOME, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";
import styles from "./sign-in.module.css";

export function SetPassword(props: { readonly token?: string | undefined }) {
  const set = useMutation({ mutationFn: setPassword });
  const submit = onSubmit((value) => set.mutate({ token: value("token").trim(), password: value("password") }));
  return (
    <main className={styles["door"]}>
      <Paper className={styles["card"]} withBorder p="xl" radius="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            <Title order={1} size="h2">
              {words.setPassword.title}
            </Title>
            {set.error !== null && <ProblemNotice error={set.error} />}
            {set.isSuccess ? (
              <Alert color="foyer" role="status" title={words.setPassword.done} />
            ) : (
              <>
                <TextInput
                  name="token"
                  label={words.setPassword.token}
                  defaultValue={props.token ?? ""}
                  required
                  withAsterisk={false}
                  autoComplete="off"
                />
                <PasswordInput
                  name="password"
                  label={words.setPassword.password}
                  description={words.setPassword.rule(TEAM_LIMITS.passwordLengthMin)}
                  minLength={TEAM_LIMITS.passwordLengthMin}
                  maxLength={TEAM_LIMITS.passwordLengthMax}
                  autoComplete="new-password"
                  required
                  withAsterisk={false}
                  visibilityToggleButtonProps={{ "aria-label": words.signIn.showPassword }}
                />
                <Button type="submit" loading={set.isPending}>
                  {words.setPassword.action}
                </Button>
              </>
            )}
            <Anchor size="sm" {...linkTo(HOME)}>
              {words.setPassword.toSignIn}
            </Anchor>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
